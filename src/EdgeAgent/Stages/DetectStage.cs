using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.EdgeAgent.Pipelines;
using EdgeWatch.EdgeAgent.Samples;

namespace EdgeWatch.EdgeAgent.Stages;

/// <summary>What do the models see? Each class is looked for by the first model of the camera that knows it; a model without a class of its own never runs.</summary>
/// <param name="detectors">In order of preference, shared with other cameras.</param>
/// <param name="sampler">Draws score samples for threshold tuning; null where that is switched off.</param>
internal sealed class DetectStage(IReadOnlyList<IDetector> detectors, IScoreSampler? sampler) : IStage<InspectedLook, FrameDetections>
{
    private readonly IReadOnlyList<ClassOwner> _owners = ClassOwners.Of(detectors);

    public string Name => "detect";

    public async ValueTask<FrameDetections?> RunAsync(InspectedLook item, CancellationToken abort)
    {
        var look = item.Look;
        if (item.Visibility != Visibility.Clear)
            return new FrameDetections(look, item.Visibility, []);
        var detections = _owners.Count == 1 ? await _owners[0].Detector.DetectAsync(look.Frame, abort) : await GatherAsync(look, abort);
        sampler?.Consider(look.Frame, detections, look.Settings);
        return new FrameDetections(look, item.Visibility, detections);
    }

    private async ValueTask<IReadOnlyList<Detection>> GatherAsync(Look look, CancellationToken abort)
    {
        var all = new List<Detection>();
        foreach (var (detector, classes) in _owners)
        {
            foreach (var detection in await detector.DetectAsync(look.Frame, abort))
            {
                if (classes.Contains(detection.Class))
                    all.Add(detection);
            }
        }

        all.Sort(static (one, other) => other.Score.CompareTo(one.Score));
        return all;
    }
}
