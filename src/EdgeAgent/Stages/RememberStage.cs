using EdgeWatch.EdgeAgent.Pipelines;

namespace EdgeWatch.EdgeAgent.Stages;

/// <summary>Keeps the latest look for whoever asks for a snapshot.</summary>
internal sealed class RememberStage(LatestLook latest) : IStage<FrameDetections, FrameDetections>
{
    public string Name => "remember";

    public ValueTask<FrameDetections?> RunAsync(FrameDetections item, CancellationToken abort)
    {
        latest.Remember(item.Look.Frame, item.Detections, item.Visibility);
        return ValueTask.FromResult<FrameDetections?>(item);
    }
}
