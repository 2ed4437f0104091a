namespace EdgeWatch.Evaluation.Scoring;

/// <summary>
/// Where to put a threshold, read from a curve: the one of the best F1, and the lowest ones that keep a precision. Chosen on pictures of validation;
/// on those of the test it would only flatter the figures.
/// </summary>
/// <param name="BestF1">Null where nothing is right.</param>
/// <param name="Precision90">Null where no threshold reaches it.</param>
/// <param name="Precision95">Null where no threshold reaches it.</param>
internal sealed record ThresholdChoice(ChosenThreshold? BestF1, ChosenThreshold? Precision90, ChosenThreshold? Precision95)
{
    public static ThresholdChoice Of(PrecisionCurve curve)
    {
        // Of equal scores only the last point can be had by a threshold.
        var points = curve.Points.Where((point, at) => at + 1 == curve.Points.Count || curve.Points[at + 1].Score < point.Score).ToArray();
        var best = points.Where(point => point.Right > 0).OrderByDescending(point => point.F1).Cast<CurvePoint?>().FirstOrDefault();
        return new(Chosen(best), Lowest(0.9), Lowest(0.95));

        ChosenThreshold? Lowest(double precision) =>
            Chosen(points.Where(point => point.Right > 0 && point.Precision >= precision).OrderByDescending(point => point.Recall).ThenByDescending(point => point.Precision).Cast<CurvePoint?>().FirstOrDefault());

        ChosenThreshold? Chosen(CurvePoint? found) => found is not { } point ? null : At(point, points.FirstOrDefault(next => next.Score < point.Score).Score);
    }

    /// <summary>Halfway to the next lower score, so that the threshold does not hang on one picture's last digit; rounded down to what a manifest states where that keeps both sides.</summary>
    private static ChosenThreshold At(CurvePoint point, float next)
    {
        var middle = (point.Score + next) / 2;
        var rounded = MathF.Round(middle, 2);
        return new(rounded > next && rounded <= point.Score ? rounded : middle, point);
    }
}

/// <summary>A threshold and what it gives.</summary>
internal readonly record struct ChosenThreshold(float Threshold, CurvePoint Point);
