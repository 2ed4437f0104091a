using EdgeWatch.EdgeAgent.Findings;
using EdgeWatch.EdgeAgent.Outbox;
using EdgeWatch.EdgeAgent.Pipelines;
using EdgeWatch.EdgeAgent.Stages;

namespace EdgeWatch.EdgeAgent;

/// <summary>From a look through a camera to a candidate in the outbox: the agent's whole flow.</summary>
internal static class CameraPipeline
{
    public static Pipeline Of(CameraStages camera) => Pipeline
        .From(camera.Looks, "looks", capacity: 2, camera.WhenBehind, camera.Report) // Look
        .Then(camera.Inspect)      // -> InspectedLook      can anything be told from it? exposure, focus, frozen picture, moved camera
        .Then(camera.Detect)       // -> FrameDetections    what the models see (shared, batched over cameras)
        .Then(camera.Remember)     // -> FrameDetections    the latest look, for whoever asks for it
        .Then(camera.Track)        // -> FrameTracks        the same thing, seen again
        .Then(camera.Locate)       // -> Scene              the zones that each thing lies in
        .Then(camera.Compare)      // -> Scene              what differs from how the places usually look
        .ThenEach(camera.Judge)    // -> Finding            the rules: each problem once, with its reason
        .Then(camera.Evidence)     // -> EvidencedCandidate the picture that proves it
        .Queue("candidates", capacity: 256, WhenFull.Wait)
        .To("outbox", camera.Outbox);
}

/// <summary>The stages of one camera, in the order of the flow.</summary>
internal sealed record CameraStages
{
    public required Func<CancellationToken, IAsyncEnumerable<Look>> Looks { get; init; }

    /// <summary>A live camera's oldest look is given up for a newer one; a recording waits, so that no look of it is missed.</summary>
    public required WhenFull WhenBehind { get; init; }

    public required PipelineReport Report { get; init; }

    public required IStage<Look, InspectedLook> Inspect { get; init; }

    public required IStage<InspectedLook, FrameDetections> Detect { get; init; }

    public required IStage<FrameDetections, FrameDetections> Remember { get; init; }

    public required IStage<FrameDetections, FrameTracks> Track { get; init; }

    public required IStage<FrameTracks, Scene> Locate { get; init; }

    public required IStage<Scene, Scene> Compare { get; init; }

    public required IStage<Scene, IReadOnlyList<Finding>> Judge { get; init; }

    public required IStage<Finding, EvidencedCandidate> Evidence { get; init; }

    public required Handler<EvidencedCandidate> Outbox { get; init; }
}
