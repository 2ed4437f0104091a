using EdgeWatch.Mqtt;

namespace EdgeWatch.Bench.Intake;

/// <summary>A broker that takes every acknowledgement at once and counts the ids in it: what is measured is the intake.</summary>
internal sealed class CountingBroker : IMqttClient
{
    private const int QuotesBesideIds = 4;
    private long _committed;

    /// <summary>Candidates acknowledged so far, repeats included.</summary>
    public long Committed => Interlocked.Read(ref _committed);

    public bool IsConnected => true;

    public void Start(Action<bool>? connectionChanged = null)
    {
    }

    public void Subscribe(string filter, int qos, Func<MqttMessage, ValueTask> handler)
    {
    }

    public ValueTask PublishAsync(MqttPublish message, CancellationToken abort)
    {
        // {"committed":["…","…"],"refused":[]}
        if (message.Payload.Span.IndexOf("\"reason\""u8) >= 0)
            throw new InvalidOperationException($"a candidate of the bench was refused: {System.Text.Encoding.UTF8.GetString(message.Payload.Span)}");
        Interlocked.Add(ref _committed, (message.Payload.Span.Count((byte)'"') - QuotesBesideIds) / 2);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
