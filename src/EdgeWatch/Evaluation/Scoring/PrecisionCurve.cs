namespace EdgeWatch.Evaluation.Scoring;

/// <summary>Precision and recall of one class at one overlap, as the threshold falls from 1 to the floor.</summary>
internal sealed class PrecisionCurve
{
    private const int Recalls = 101;

    private PrecisionCurve(CurvePoint[] points, int boxes) => (Points, Boxes) = (points, boxes);

    /// <summary>One point for each detection that counts, best first.</summary>
    public IReadOnlyList<CurvePoint> Points { get; }

    /// <summary>Boxes that are to be found.</summary>
    public int Boxes { get; }

    /// <summary>Joins pictures; of equal scores the earlier picture's comes first, as with pycocotools.</summary>
    public static PrecisionCurve Of(IReadOnlyCollection<MatchedPicture> pictures, int overlap)
    {
        var boxes = pictures.Sum(picture => picture.Boxes);
        var scored = pictures.SelectMany(picture => picture.Found.Zip(picture.ByOverlap[overlap]))
            .Where(pair => pair.Second.Outcome != Outcome.Ignored)
            .OrderByDescending(pair => pair.First.Score);
        var points = new List<CurvePoint>();
        var right = 0;
        foreach (var (found, matched) in scored)
        {
            right += matched.Outcome == Outcome.Right ? 1 : 0;
            points.Add(new(found.Score, right, points.Count + 1, boxes));
        }

        return new([.. points], boxes);
    }

    /// <summary>
    /// Average precision, 0..1: the greatest precision that is reached at or beyond each of the recalls 0, 0.01 … 1, averaged (Lin et al. 2014; pycocotools,
    /// COCOeval.accumulate). NaN where there is nothing to find.
    /// </summary>
    public double Average()
    {
        if (Boxes == 0)
            return double.NaN;
        var envelope = new double[Points.Count];
        for (var at = Points.Count - 1; at >= 0; at--)
            envelope[at] = Math.Max(Points[at].Precision, at + 1 < Points.Count ? envelope[at + 1] : 0);
        var (sum, reached) = (0.0, 0);
        for (var step = 0; step < Recalls; step++)
        {
            while (reached < Points.Count && Points[reached].Recall < step * 0.01)
                reached++;
            if (reached == Points.Count)
                break;
            sum += envelope[reached];
        }

        return sum / Recalls;
    }

    /// <summary>Where the curve stands at a threshold; null where no detection reaches it.</summary>
    public CurvePoint? At(float threshold)
    {
        CurvePoint? last = null;
        foreach (var point in Points)
        {
            if (point.Score < threshold)
                break;
            last = point;
        }

        return last;
    }
}

/// <summary>What stands when every detection down to a score is taken.</summary>
/// <param name="Score">0..1.</param>
/// <param name="Right">Detections that fit a box.</param>
/// <param name="Taken">All detections that count.</param>
/// <param name="Boxes">Boxes that are to be found.</param>
internal readonly record struct CurvePoint(float Score, int Right, int Taken, int Boxes)
{
    public double Precision => (double)Right / Taken;

    /// <summary>NaN where there is nothing to find.</summary>
    public double Recall => Boxes == 0 ? double.NaN : (double)Right / Boxes;

    /// <summary>Harmonic mean of precision and recall; 0 where nothing is right.</summary>
    public double F1 => 2.0 * Right / (Taken + Boxes);
}
