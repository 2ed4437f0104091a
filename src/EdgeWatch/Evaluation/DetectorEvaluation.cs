using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.Ingest.Video;

namespace EdgeWatch.Evaluation;

/// <summary>Runs the agent's own detector over labelled pictures and scores it, class by class.</summary>
internal static class DetectorEvaluation
{
    private static readonly float[] Overlaps = [.. Enumerable.Range(0, 10).Select(step => 0.5f + 0.05f * step)];

    public static async Task<IReadOnlyList<ClassScore>> RunAsync(IDetector detector, YoloDataSet data, Action<double> progress, CancellationToken stop)
    {
        var classes = data.Classes.Where(detector.Classes.ContainsKey).ToArray();
        var seen = new List<(LabelledPicture Picture, IReadOnlyList<Detection> Detections)>();
        foreach (var picture in data.Pictures)
        {
            using var frame = PictureFile.Read(picture.Path);
            seen.Add((picture, await detector.DetectAsync(frame, stop)));
            progress((double)seen.Count / data.Pictures.Count);
        }

        return [.. classes.Select(name => Score(name, detector.Classes[name], seen))];
    }

    private static ClassScore Score(string name, float threshold, List<(LabelledPicture Picture, IReadOnlyList<Detection> Detections)> seen)
    {
        var boxes = seen.Sum(look => look.Picture.Boxes.Count(box => box.Class == name));
        var byOverlap = Overlaps.Select(overlap => seen.SelectMany(look => AveragePrecision.Match(
            look.Detections.Where(detection => detection.Class == name),
            [.. look.Picture.Boxes.Where(box => box.Class == name).Select(box => box.Box)],
            overlap)).ToArray()).ToArray();
        var kept = byOverlap[0].Where(detection => detection.Score >= threshold).ToArray();
        var hits = kept.Count(detection => detection.Matched);
        return new ClassScore(
            name, boxes, AveragePrecision.Of(byOverlap[0], boxes), byOverlap.Average(scored => AveragePrecision.Of(scored, boxes)),
            threshold, kept.Length == 0 ? double.NaN : (double)hits / kept.Length, boxes == 0 ? double.NaN : (double)hits / boxes);
    }
}

/// <summary>How well one class is detected.</summary>
/// <param name="Class">As in the manifest.</param>
/// <param name="Boxes">Labelled boxes.</param>
/// <param name="Ap50">Average precision at overlap 0.5.</param>
/// <param name="Ap">Mean over the overlaps 0.50, 0.55 … 0.95.</param>
/// <param name="Threshold">The shipped threshold.</param>
/// <param name="Precision">At that threshold.</param>
/// <param name="Recall">At that threshold.</param>
internal sealed record ClassScore(string Class, int Boxes, double Ap50, double Ap, float Threshold, double Precision, double Recall);
