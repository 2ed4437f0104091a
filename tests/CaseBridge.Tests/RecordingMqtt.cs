using System.Collections.Concurrent;
using System.Text.Json;
using EdgeWatch.Contracts;
using EdgeWatch.Mqtt;

namespace EdgeWatch.CaseBridge.Tests;

/// <summary>A broker's worth of memory: keeps what was published, and delivers to the handlers what a test sends.</summary>
internal sealed class RecordingMqtt : IMqttClient
{
    private readonly ConcurrentQueue<MqttPublish> _published = new();
    private readonly List<(string Filter, Func<MqttMessage, ValueTask> Handler)> _subscriptions = [];
    private Action<bool>? _connectionChanged;

    public bool IsConnected { get; private set; }

    public IReadOnlyList<MqttPublish> Published => [.. _published];

    /// <summary>Answers to what was published; null: the broker only acknowledges.</summary>
    public Action<MqttPublish>? OnPublish { get; set; }

    /// <summary>Every id acknowledged as committed, as often as it was.</summary>
    public IReadOnlyList<Guid> Committed => [.. Acknowledgements.SelectMany(acknowledgement => acknowledgement.Committed)];

    public IReadOnlyList<Refusal> Refused => [.. Acknowledgements.SelectMany(acknowledgement => acknowledgement.Refused)];

    private IEnumerable<Acknowledgement> Acknowledgements => Published
        .Where(message => message.Topic.EndsWith("/acks", StringComparison.Ordinal))
        .Select(message => JsonSerializer.Deserialize(message.Payload.Span, ContractsJson.Default.Acknowledgement)!);

    public void Start(Action<bool>? connectionChanged = null)
    {
        _connectionChanged = connectionChanged;
        Connect(true);
    }

    public void Connect(bool connected)
    {
        IsConnected = connected;
        _connectionChanged?.Invoke(connected);
    }

    public void Subscribe(string filter, int qos, Func<MqttMessage, ValueTask> handler) => _subscriptions.Add((filter, handler));

    public ValueTask PublishAsync(MqttPublish message, CancellationToken abort)
    {
        if (!IsConnected)
            throw new MqttException("not connected");
        _published.Enqueue(message);
        OnPublish?.Invoke(message);
        return ValueTask.CompletedTask;
    }

    public async Task DeliverAsync(string topic, byte[] payload)
    {
        foreach (var (filter, handler) in _subscriptions.Where(subscription => Matches(subscription.Filter, topic)))
            await handler(new MqttMessage(topic, payload, false, null, null));
    }

    public ValueTask DisposeAsync()
    {
        IsConnected = false;
        return ValueTask.CompletedTask;
    }

    private static bool Matches(string filter, string topic)
    {
        var levels = filter.StartsWith("$share/", StringComparison.Ordinal) ? filter.Split('/', 3)[2].Split('/') : filter.Split('/');
        var names = topic.Split('/');
        return levels.Length == names.Length && levels.Zip(names).All(pair => pair.First == "+" || pair.First == pair.Second);
    }
}
