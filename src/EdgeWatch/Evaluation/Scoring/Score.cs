namespace EdgeWatch.Evaluation.Scoring;

/// <summary>How well one class is detected in some pictures.</summary>
/// <param name="Pictures">Pictures that were judged.</param>
/// <param name="Boxes">Boxes that are to be found.</param>
/// <param name="Ap50">Average precision at overlap 0.5; NaN without boxes.</param>
/// <param name="Ap">Mean over the overlaps 0.50, 0.55 … 0.95; NaN without boxes.</param>
/// <param name="Right">Detections at or above the shipped threshold that fit a box at overlap 0.5.</param>
/// <param name="Taken">All detections at or above it that count.</param>
internal sealed record Score(int Pictures, int Boxes, double Ap50, double Ap, int Right, int Taken)
{
    /// <summary>Pictures without the thing.</summary>
    public int Without { get; init; }

    /// <summary>Those of them in which something was taken for it at the shipped threshold.</summary>
    public int Fooled { get; init; }

    /// <summary>Share of the pictures without the thing in which one is seen, at the shipped threshold; NaN where every picture has one.</summary>
    public double FalseLooks => Without == 0 ? double.NaN : (double)Fooled / Without;

    /// <summary>At the shipped threshold; NaN where nothing is detected.</summary>
    public double Precision => Taken == 0 ? double.NaN : (double)Right / Taken;

    /// <summary>At the shipped threshold; NaN without boxes.</summary>
    public double Recall => Boxes == 0 ? double.NaN : (double)Right / Boxes;

    /// <summary>At the shipped threshold; NaN without boxes and detections.</summary>
    public double F1 => Taken + Boxes == 0 ? double.NaN : 2.0 * Right / (Taken + Boxes);

    public static Score Of(IReadOnlyCollection<MatchedPicture> pictures, float threshold)
    {
        var half = PrecisionCurve.Of(pictures, 0);
        var shipped = half.At(threshold) ?? default;
        var all = Enumerable.Range(1, Overlaps.All.Count - 1).Select(overlap => PrecisionCurve.Of(pictures, overlap).Average()).Prepend(half.Average());
        var without = pictures.Where(picture => picture.Boxes == 0).ToList();
        return new(pictures.Count, half.Boxes, half.Average(), all.Average(), shipped.Right, shipped.Taken)
        {
            Without = without.Count,
            Fooled = without.Count(picture => picture.Found.Zip(picture.ByOverlap[0]).Any(pair => pair.First.Score >= threshold && pair.Second.Outcome == Outcome.Wrong)),
        };
    }
}

/// <summary>How well one class is detected: everywhere, by size and by light.</summary>
/// <param name="Class">As in the manifest.</param>
/// <param name="Threshold">The shipped one.</param>
/// <param name="All">Everywhere.</param>
/// <param name="BySize">In the order of <see cref="SizeRange.Sizes"/>.</param>
/// <param name="ByLight">In the order of <see cref="Light"/>.</param>
/// <param name="Curve">At overlap 0.5, everywhere.</param>
internal sealed record ClassScore(string Class, float Threshold, Score All, IReadOnlyList<Score> BySize, IReadOnlyList<Score> ByLight, PrecisionCurve Curve);
