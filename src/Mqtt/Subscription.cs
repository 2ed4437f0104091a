namespace EdgeWatch.Mqtt;

/// <summary>A filter that is subscribed now and after each reconnect.</summary>
internal sealed record Subscription(string Filter, int Qos, Func<MqttMessage, ValueTask> Handler)
{
    private readonly string _unshared = TopicFilter.Unshared(Filter);

    public bool Covers(string topic) => TopicFilter.Matches(_unshared, topic);
}
