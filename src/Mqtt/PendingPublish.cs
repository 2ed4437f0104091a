namespace EdgeWatch.Mqtt;

/// <summary>A publish on its way; completed exactly once, by PUBACK, refusal or loss of the connection.</summary>
internal sealed class PendingPublish(MqttPublish message) : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public MqttPublish Message => message;

    public void Fail(string reason) => TrySetException(new MqttException($"publish to {message.Topic} failed: {reason}"));
}
