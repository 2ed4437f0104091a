namespace EdgeWatch.Mqtt;

/// <summary>
/// One MQTT 5 connection that connects again by itself. An implementer must: resubscribe after each reconnect; call the handlers one message at a time,
/// in order; keep nothing in memory for a broker that is away (a publish then fails at once, the caller's outbox keeps the message).
/// </summary>
public interface IMqttClient : IAsyncDisposable
{
    /// <summary>Whether the broker has accepted the connection at present.</summary>
    bool IsConnected { get; }

    /// <summary>Begins to connect, and goes on trying with growing, jittered delays until disposed.</summary>
    /// <exception cref="MqttException">The client library is missing or too old, or a TLS file cannot be read.</exception>
    /// <param name="connectionChanged">Called after each CONNACK that accepted (true) and each loss of connection (false).</param>
    void Start(Action<bool>? connectionChanged = null);

    /// <summary>Subscribes now and after each reconnect. <c>$share/…</c> filters are allowed.</summary>
    /// <param name="filter">Topic filter.</param>
    /// <param name="qos">0, 1 or 2.</param>
    /// <param name="handler">Called on the client's own task, one message at a time; the message's payload is valid only during the call.</param>
    void Subscribe(string filter, int qos, Func<MqttMessage, ValueTask> handler);

    /// <summary>Publishes; completes when the broker has acknowledged (QoS 1), or at once (QoS 0).</summary>
    /// <exception cref="MqttException">Not connected, or the broker refused; the reason is in the message.</exception>
    ValueTask PublishAsync(MqttPublish message, CancellationToken abort);
}

/// <summary>A message to publish.</summary>
/// <param name="Topic">Full topic name.</param>
/// <param name="Payload">Bytes; may be empty.</param>
public sealed record MqttPublish(string Topic, ReadOnlyMemory<byte> Payload)
{
    /// <summary>0, 1 or 2.</summary>
    public int Qos { get; init; } = 1;

    /// <summary>Whether the broker keeps it for those who come later.</summary>
    public bool Retain { get; init; }

    /// <summary>MQTT 5 content type.</summary>
    public string? ContentType { get; init; }

    /// <summary>MQTT 5 response topic.</summary>
    public string? ResponseTopic { get; init; }
}

/// <summary>A message that arrived.</summary>
/// <param name="Topic">Full topic name.</param>
/// <param name="Payload">Valid only during the handler's call.</param>
/// <param name="Retained">Whether the broker had kept it.</param>
/// <param name="ContentType">MQTT 5 content type, if any.</param>
/// <param name="ResponseTopic">MQTT 5 response topic, if any.</param>
public readonly record struct MqttMessage(string Topic, ReadOnlyMemory<byte> Payload, bool Retained, string? ContentType, string? ResponseTopic);

/// <summary>What an MQTT client is made with.</summary>
/// <param name="Broker">Where.</param>
/// <param name="ClientId">Unique at the broker.</param>
public sealed record MqttClientOptions(BrokerOptions Broker, string ClientId)
{
    /// <summary>Published by the broker when this client is lost; QoS and retain as set.</summary>
    public MqttPublish? Will { get; init; }

    /// <summary>Protocol version; 3.1.1 has neither properties nor shared subscriptions, and keeps a session for ever or not at all.</summary>
    public MqttProtocol Protocol { get; init; } = MqttProtocol.Mqtt5;

    /// <summary>Time between pings when nothing else is sent; whole seconds, at least 5.</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the broker keeps the session of an absent client; zero: a clean start.</summary>
    public TimeSpan SessionExpiry { get; init; }

    /// <summary>Longest first wait before connecting again; it doubles with each failure. The wait itself is drawn between a tenth of it and all of it.</summary>
    public TimeSpan ReconnectDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Longest wait before connecting again.</summary>
    public TimeSpan ReconnectLimit { get; init; } = TimeSpan.FromSeconds(30);
}

/// <summary>Versions of the protocol.</summary>
public enum MqttProtocol
{
    /// <summary>MQTT 5.</summary>
    Mqtt5,

    /// <summary>MQTT 3.1.1, for brokers that know no other.</summary>
    Mqtt311,
}

/// <summary>Something the broker or the client library would not do; the message says what, where and the remedy.</summary>
public sealed class MqttException : Exception
{
    /// <summary>An error without words; prefer the others.</summary>
    public MqttException()
    {
    }

    /// <summary>An error in words.</summary>
    public MqttException(string message)
        : base(message)
    {
    }

    /// <summary>An error in words with its cause.</summary>
    public MqttException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
