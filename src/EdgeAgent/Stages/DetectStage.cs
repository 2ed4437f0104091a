using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.EdgeAgent.Pipelines;
using EdgeWatch.EdgeAgent.Samples;

namespace EdgeWatch.EdgeAgent.Stages;

/// <summary>What do the models see? Every model of the camera looks; where two of them report one thing under one name, the better score stays.</summary>
/// <param name="detectors">Shared with other cameras.</param>
/// <param name="sampler">Draws score samples for threshold tuning; null where that is switched off.</param>
internal sealed class DetectStage(IReadOnlyList<IDetector> detectors, IScoreSampler? sampler) : IStage<InspectedLook, FrameDetections>
{
    /// <summary>Two models draw looser boxes around one thing than one model does.</summary>
    private const float SameThing = 0.55f;

    public string Name => "detect";

    public async ValueTask<FrameDetections?> RunAsync(InspectedLook item, CancellationToken abort)
    {
        var look = item.Look;
        if (item.Visibility != Visibility.Clear)
            return new FrameDetections(look, item.Visibility, []);
        var detections = detectors.Count == 1 ? await detectors[0].DetectAsync(look.Frame, abort) : await MergeAsync(look, abort);
        sampler?.Consider(look.Frame, detections, look.Settings);
        return new FrameDetections(look, item.Visibility, detections);
    }

    private async ValueTask<IReadOnlyList<Detection>> MergeAsync(Look look, CancellationToken abort)
    {
        var all = new List<Detection>();
        foreach (var detector in detectors)
            all.AddRange(await detector.DetectAsync(look.Frame, abort));
        all.Sort(static (one, other) => other.Score.CompareTo(one.Score));
        var kept = new List<Detection>(all.Count);
        foreach (var detection in all)
        {
            if (!kept.Exists(better => better.Model != detection.Model && better.Class == detection.Class && better.Box.IoU(detection.Box) >= SameThing))
                kept.Add(detection);
        }

        return kept;
    }
}
