using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.EdgeAgent.Settings;
using EdgeWatch.Ingest.Video;

namespace EdgeWatch.EdgeAgent.Samples;

/// <summary>
/// Draws score samples for threshold tuning. An implementer is shared by all cameras, returns quickly, does not keep or dispose the frame,
/// and never throws for what the world does.
/// </summary>
internal interface IScoreSampler
{
    /// <summary>Called once per look that was seen, with every detection at or above the model's floor.</summary>
    void Consider(Frame frame, IReadOnlyList<Detection> detections, CameraRuntimeSettings settings);
}
