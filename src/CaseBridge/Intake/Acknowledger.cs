using System.Text.Json;
using EdgeWatch.CaseBridge.Live;
using EdgeWatch.Contracts;
using EdgeWatch.Mqtt;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.CaseBridge.Intake;

/// <summary>Tells agents what is committed or refused, pages what has changed, and the counters what was done. Called after the commit, never before.</summary>
internal sealed class Acknowledger(IMqttClient mqtt, LiveFeed live, BridgeMetrics metrics, ILogger<Acknowledger> log)
{
    public async Task AcknowledgeAsync(IReadOnlyList<Outcome> outcomes, CancellationToken abort)
    {
        foreach (var outcome in outcomes)
        {
            metrics.Took(outcome);
            if (outcome.Kind == OutcomeKind.Refused)
                log.MessageSetAside(outcome.Message.Waiting.Topic, outcome.Reason!);
            if (outcome is { Message: CandidateMessage { Candidate: var candidate }, Decision: { } decision })
                log.CandidateDecided(candidate.Id, candidate.Source, decision.Reason, decision.Compared);
            foreach (var update in outcome.Updates)
                live.Publish(update);
        }

        var byAgent = outcomes.Where(outcome => outcome.Message.Id is not null).GroupBy(outcome => outcome.Message.Waiting.Agent);
        await Task.WhenAll(byAgent.Select(group => PublishAsync(group.Key, [.. group], abort)));
    }

    private async Task PublishAsync(string agent, List<Outcome> outcomes, CancellationToken abort)
    {
        if (!Identifiers.IsValid(agent))
            return;
        var acknowledgement = new Acknowledgement
        {
            Committed = [.. outcomes.Where(outcome => outcome.Kind != OutcomeKind.Refused).Select(outcome => outcome.Message.Id!.Value).Distinct()],
            Refused = [.. outcomes.Where(outcome => outcome.Kind == OutcomeKind.Refused).Select(outcome => new Refusal(outcome.Message.Id!.Value, outcome.Reason!))],
        };
        try
        {
            await mqtt.PublishAsync(
                new MqttPublish(Topics.Acks(agent), JsonSerializer.SerializeToUtf8Bytes(acknowledgement, ContractsJson.Default.Acknowledgement)) { ContentType = "application/json" },
                abort);
        }
        catch (MqttException exception)
        {
            // The rows are committed; the agent sends again, they are found known, and are acknowledged then.
            metrics.AcknowledgementLost(outcomes.Count);
            log.AcknowledgementNotSent(agent, outcomes.Count, exception.Message);
        }
    }
}
