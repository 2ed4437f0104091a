using EdgeWatch.Mqtt;

namespace EdgeWatch.EdgeAgent.Tests.Host;

/// <summary>A connection to a broker that is away.</summary>
internal sealed class SilentBroker : IMqttClient
{
    public bool IsConnected => false;

    public void Start(Action<bool>? connectionChanged = null)
    {
        // Never connects.
    }

    public void Subscribe(string filter, int qos, Func<MqttMessage, ValueTask> handler)
    {
        // Nothing ever arrives.
    }

    public ValueTask PublishAsync(MqttPublish message, CancellationToken abort) => throw new MqttException("not connected");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
