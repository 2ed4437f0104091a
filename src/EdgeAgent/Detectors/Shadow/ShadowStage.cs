using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.EdgeAgent.Pipelines;
using EdgeWatch.EdgeAgent.Stages;

namespace EdgeWatch.EdgeAgent.Shadow;

/// <summary>Detection as before, with the look offered to a shadow run once the answer is there. What goes on is what the inner stage says.</summary>
/// <param name="detect">The stage that detects.</param>
/// <param name="detectors">The models of the camera.</param>
/// <param name="shadow">The run, shared by all cameras.</param>
internal sealed class ShadowStage(IStage<InspectedLook, FrameDetections> detect, IReadOnlyList<IDetector> detectors, ShadowRun shadow) : IStage<InspectedLook, FrameDetections>
{
    private readonly HashSet<string> _classes = detectors.SelectMany(detector => detector.Classes.Keys).Intersect(shadow.Classes, StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal);

    public string Name => detect.Name;

    public async ValueTask<FrameDetections?> RunAsync(InspectedLook item, CancellationToken abort)
    {
        var seen = await detect.RunAsync(item, abort);
        if (seen is { Visibility: Visibility.Clear } && _classes.Count > 0)
            shadow.Offer(seen.Look.Frame, seen.Detections, seen.Look.Settings, _classes);
        return seen;
    }
}
