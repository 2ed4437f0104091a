using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Findings;
using EdgeWatch.EdgeAgent.Outbox;
using EdgeWatch.EdgeAgent.Pipelines;
using EdgeWatch.EdgeAgent.Stages;

namespace EdgeWatch.EdgeAgent.Sensors.Stages;

/// <summary>A finding as the candidate that leaves the agent: with the sensor's series, and with the picture where a camera has answered.</summary>
/// <param name="agent">Agent id.</param>
/// <param name="version">Version of the agent.</param>
/// <param name="time">Stamps ids and times.</param>
internal sealed class AnnounceStage(string agent, string version, TimeProvider time) : IStage<SensorFinding, EvidencedCandidate>
{
    public string Name => "announce";

    public ValueTask<EvidencedCandidate?> RunAsync(SensorFinding item, CancellationToken abort)
    {
        var (sensor, state, ruling, now) = (item.Sensor, item.Change.State, item.Change.Ruling, time.GetUtcNow());

        // One picture too large for the wire would have the bridge refuse the answer with it; the words go without.
        var picture = item.Picture is { } look && look.Jpeg.Length <= ContractLimits.EvidenceBytes ? look : null;
        var candidate = new CandidateEvent
        {
            Id = Guid.CreateVersion7(now),
            Source = $"/agents/{agent}/sensors/{sensor.Id}",
            Type = item.Change.Step switch
            {
                FindingStep.Opened => CandidateTypes.Opened,
                FindingStep.Updated => CandidateTypes.Updated,
                _ => CandidateTypes.Cleared,
            },
            Time = now,
            Data = new CandidateData
            {
                Incident = state.Incident,
                Sequence = state.Sequence,
                Problem = state.Key.Problem,
                SeenAt = item.SeenAt,
                Since = state.Since,
                Place = sensor.Place,
                Component = sensor.Component,
                Score = state.Score,
                Threshold = state.Threshold,
                Confidence = ruling.Confidence,
                Judgement = ruling.Judgement!,
                Subjects = picture is not null && item.Corroboration?.Seen is { } seen ? [seen] : [],
                Readings = item.Readings,
                Corroboration = item.Corroboration,
                Evidence = picture is null ? null : PictureReference.To(picture.Jpeg, picture.TakenAt, now),
                Made = new Provenance(version, [], SettingsRevision: 0),
            },
        };
        return ValueTask.FromResult<EvidencedCandidate?>(new EvidencedCandidate(candidate, picture?.Jpeg, item.HeardAt));
    }
}
