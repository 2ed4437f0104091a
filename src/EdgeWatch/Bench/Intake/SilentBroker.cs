using System.Text;
using EdgeWatch.Mqtt;

namespace EdgeWatch.Bench.Intake;

/// <summary>A broker that takes every acknowledgement at once: what is measured is the intake.</summary>
internal sealed class SilentBroker : IMqttClient
{
    public bool IsConnected => true;

    public void Start(Action<bool>? connectionChanged = null)
    {
    }

    public void Subscribe(string filter, int qos, Func<MqttMessage, ValueTask> handler)
    {
    }

    /// <exception cref="InvalidOperationException">It refuses a candidate: what is measured would not be what was meant.</exception>
    public ValueTask PublishAsync(MqttPublish message, CancellationToken abort) => message.Payload.Span.IndexOf("\"reason\""u8) < 0
        ? ValueTask.CompletedTask
        : throw new InvalidOperationException($"a candidate of the bench was refused: {Encoding.UTF8.GetString(message.Payload.Span)}");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
