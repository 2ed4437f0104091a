using EdgeWatch.CaseBridge.Settings;
using EdgeWatch.CaseBridge.Snapshots;
using EdgeWatch.Contracts;
using EdgeWatch.Mqtt;

namespace EdgeWatch.CaseBridge.Intake;

/// <summary>
/// What a bridge listens to. Work is shared: each message goes to one bridge. Status, settings and responses go to every bridge, because a shared
/// subscription is not sent what the broker has retained, and an answer is for the bridge that asked.
/// </summary>
internal sealed class Subscriptions(IMqttClient mqtt, IntakeQueue queue, DesiredSettingsPublisher settings, SnapshotDesk snapshots, TimeProvider time)
{
    public void Subscribe()
    {
        foreach (var work in (string[])["events", "evidence/+", "scores", "report"])
            mqtt.Subscribe(Topics.SharedByBridges(work), 1, Queue);
        mqtt.Subscribe(Topics.EveryAgent("status"), 1, Queue);
        mqtt.Subscribe(Topics.EveryAgent("sensors/+"), 1, Queue);
        mqtt.Subscribe(Topics.EveryAgent("settings/reported"), 1, QueueAndCompare);
        mqtt.Subscribe(Topics.EveryAgent("settings/desired"), 1, Compare);
        mqtt.Subscribe(Topics.EveryAgent("responses"), 1, Answer);
    }

    private ValueTask Queue(MqttMessage message)
    {
        if (Topics.TryParse(message.Topic, out var agent, out var kind))
            queue.Add(new WaitingMessage(agent, kind, message.Topic, message.Payload.ToArray(), time.GetUtcNow()));
        return ValueTask.CompletedTask;
    }

    private async ValueTask QueueAndCompare(MqttMessage message)
    {
        await Queue(message);
        if (Topics.TryParse(message.Topic, out var agent, out _))
            settings.AgentReported(agent, message.Payload.Span);
    }

    private ValueTask Compare(MqttMessage message)
    {
        if (Topics.TryParse(message.Topic, out var agent, out _))
            settings.BrokerHolds(agent, message.Payload.Span);
        return ValueTask.CompletedTask;
    }

    private ValueTask Answer(MqttMessage message)
    {
        snapshots.Answer(message.Payload.Span);
        return ValueTask.CompletedTask;
    }
}
