using System.Text;
using EdgeWatch.Tests.Shared;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeWatch.Mqtt.Tests;

/// <summary>Clients of a test's broker.</summary>
internal static class Clients
{
    private static int s_last;

    public static MqttClientOptions Options(this MosquittoBroker broker, string? id = null) =>
        new(new BrokerOptions { Host = broker.Host, Port = broker.Port, CaFile = broker.CaFile }, id ?? $"test-{Interlocked.Increment(ref s_last)}")
        {
            ReconnectDelay = TimeSpan.FromMilliseconds(100),
            ReconnectLimit = TimeSpan.FromMilliseconds(400),
        };

    public static async Task<MqttClient> ConnectAsync(this MosquittoBroker broker, string? id = null) => await broker.Options(id).ConnectAsync();

    public static async Task<MqttClient> ConnectAsync(this MqttClientOptions options)
    {
        var client = new MqttClient(options, NullLogger<MqttClient>.Instance);
        client.Start();
        await Eventually.TrueAsync(() => client.IsConnected, $"connected to {options.Broker}: {client.LastError}");
        return client;
    }

    public static MqttPublish Text(string topic, string text) => new(topic, Encoding.UTF8.GetBytes(text));

    public static string Text(this MqttMessage message) => Encoding.UTF8.GetString(message.Payload.Span);

    /// <summary>Collects what arrives on a filter.</summary>
    public static Received Collect(this MqttClient client, string filter, int qos = 1)
    {
        var received = new Received();
        client.Subscribe(filter, qos, message =>
        {
            received.Add(message);
            return ValueTask.CompletedTask;
        });
        return received;
    }

    /// <summary>Publishes to a topic until the subscriber hears it and everything before it: from then on its subscription is known to stand.</summary>
    public static async Task UntilHeardAsync(this MqttClient publisher, string topic, Received by)
    {
        await Eventually.TrueAsync(
            async () =>
            {
                await publisher.PublishAsync(Text(topic, "are you there"), CancellationToken.None);
                return by.Count > 0;
            },
            $"{topic} heard");
        await publisher.PublishAsync(Text(topic, "then begin"), CancellationToken.None);
        await Eventually.TrueAsync(() => by.Texts.Contains("then begin"), $"{topic} heard to the end");
    }
}

/// <summary>What arrived, copied.</summary>
internal sealed class Received
{
    private readonly Lock _gate = new();
    private readonly List<(string Topic, string Text, bool Retained, string? ContentType, string? ResponseTopic)> _messages = [];

    public int Count
    {
        get
        {
            lock (_gate)
                return _messages.Count;
        }
    }

    public string[] Texts
    {
        get
        {
            lock (_gate)
                return [.. _messages.Select(message => message.Text)];
        }
    }

    public (string Topic, string Text, bool Retained, string? ContentType, string? ResponseTopic) this[int index]
    {
        get
        {
            lock (_gate)
                return _messages[index];
        }
    }

    public void Add(in MqttMessage message)
    {
        lock (_gate)
            _messages.Add((message.Topic, message.Text(), message.Retained, message.ContentType, message.ResponseTopic));
    }

    public Task CountAsync(int count) => Eventually.TrueAsync(() => Count >= count, $"{count} messages, {Count} came");
}
