using System.Security.Cryptography;
using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.Ingest.Video;

namespace EdgeWatch.Evaluation.Events;

/// <summary>
/// A detector that looks at each picture once: a clip that is played round and round shows the same pictures again, and the same weights see the same in them.
/// Borrows the detector; known by the whole luma plane, so that another picture is never taken for one seen before.
/// </summary>
internal sealed class RememberingDetector(IDetector detector) : IDetector
{
    private readonly Dictionary<string, IReadOnlyList<Detection>> _seen = new(StringComparer.Ordinal);

    public string Model => detector.Model;

    public IReadOnlyDictionary<string, float> Classes => detector.Classes;

    public async ValueTask<IReadOnlyList<Detection>> DetectAsync(Frame frame, CancellationToken abort)
    {
        var key = KeyOf(frame);
        if (!_seen.TryGetValue(key, out var detections))
            _seen[key] = detections = await detector.DetectAsync(frame, abort);
        return detections;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static string KeyOf(Frame frame)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var row = 0; row < frame.Height; row++)
            hash.AppendData(frame.Y.Slice(row * frame.LumaStride, frame.Width));
        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
