using EdgeWatch.EdgeAgent.Outbox;
using EdgeWatch.EdgeAgent.Pipelines;
using EdgeWatch.EdgeAgent.Sensors;

namespace EdgeWatch.EdgeAgent;

/// <summary>From an uplink of a fixed sensor to a candidate in the outbox: the flow of one source with all its sensors.</summary>
internal static class SensorPipeline
{
    public static Pipeline Of(SensorStages source) => Pipeline
        .From(source.Feed, "uplinks", capacity: 1024, WhenFull.Wait, source.Report) // Heard  an uplink, an answer, or only that time has passed
        .Then(source.Decode)        // -> Understood         what it says, or why nothing can be understood of it
        .Then(source.Recognise)     // -> SensorNews         whose it is; unknown devices are listed
        .Then(source.Deduplicate)   // -> SensorNews         each once
        .ThenEach(source.Judge)     // -> SensorFinding      the rules: each problem once, with its reason
        .Then(source.Corroborate)   // -> SensorFinding      a camera that sees the place is asked; its answer comes in above
        .Then(source.Announce)      // -> EvidencedCandidate with the series, and the picture where there is one
        .Queue("candidates", capacity: 256, WhenFull.Wait)
        .To("outbox", source.Outbox);
}

/// <summary>The stages of one source, in the order of the flow.</summary>
internal sealed record SensorStages
{
    public required Func<CancellationToken, IAsyncEnumerable<Heard>> Feed { get; init; }

    public required PipelineReport Report { get; init; }

    public required IStage<Heard, Understood> Decode { get; init; }

    public required IStage<Understood, SensorNews> Recognise { get; init; }

    public required IStage<SensorNews, SensorNews> Deduplicate { get; init; }

    public required IStage<SensorNews, IReadOnlyList<SensorFinding>> Judge { get; init; }

    public required IStage<SensorFinding, SensorFinding> Corroborate { get; init; }

    public required IStage<SensorFinding, EvidencedCandidate> Announce { get; init; }

    public required Handler<EvidencedCandidate> Outbox { get; init; }
}
