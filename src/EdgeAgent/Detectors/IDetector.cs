using System.Collections.Frozen;
using EdgeWatch.Ingest.Video;

namespace EdgeWatch.EdgeAgent.Detectors;

/// <summary>
/// Sees what is in a frame. An implementer is shared by all cameras, may be called from many tasks at once, does not keep or dispose the frame,
/// and returns every detection at or above the manifest's floor after suppression, best first.
/// </summary>
internal interface IDetector : IAsyncDisposable
{
    /// <summary>The model, as <c>name@first 12 hexadecimal digits of the weights' SHA-256</c>.</summary>
    string Model { get; }

    /// <summary>Class names and the thresholds that the manifest ships for them.</summary>
    IReadOnlyDictionary<string, float> Classes { get; }

    /// <summary>How often the model is right, by class; a class that was never measured is absent.</summary>
    IReadOnlyDictionary<string, ClassRates> Rates => FrozenDictionary<string, ClassRates>.Empty;

    ValueTask<IReadOnlyList<Detection>> DetectAsync(Frame frame, CancellationToken abort);
}
