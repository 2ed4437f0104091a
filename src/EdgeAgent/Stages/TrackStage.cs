using EdgeWatch.EdgeAgent.Pipelines;

namespace EdgeWatch.EdgeAgent.Stages;

/// <summary>The same thing, seen again; and the camera's time, with its gaps accounted for.</summary>
internal sealed class TrackStage : IStage<FrameDetections, FrameTracks>
{
    private readonly Tracker _tracker = new();
    private readonly CameraClock _clock = new();

    public string Name => "track";

    public ValueTask<FrameTracks?> RunAsync(FrameDetections item, CancellationToken abort)
    {
        var (look, visibility) = (item.Look, item.Visibility);
        var now = _clock.Tick(look.TakenAt, visibility, look.Settings.Cadence);
        var tracks = visibility == Visibility.Clear ? _tracker.Update(Plausibility.Of(item.Detections), now, look) : _tracker.Unseen();
        return ValueTask.FromResult<FrameTracks?>(new FrameTracks(look, visibility, now, tracks));
    }
}
