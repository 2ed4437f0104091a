namespace EdgeWatch.Evaluation.Report;

/// <summary>Figures as tables show them.</summary>
internal static class Number
{
    /// <summary>A share 0..1 as .834; – where it is undefined.</summary>
    public static string Share(double value) => !double.IsFinite(value) ? "–" : value >= 0.9995 ? "1" : $"{value:.000}";

    /// <summary>A difference of shares in points of a hundred, with its sign.</summary>
    public static string Points(double difference) => double.IsFinite(difference) ? $"{100 * difference:+0.0;−0.0;0.0}" : "–";

    /// <summary>A share and, in brackets, on how many boxes it rests; – without boxes.</summary>
    public static string ShareOf(double value, int boxes) => boxes == 0 ? "–" : $"{Share(value)} ({boxes})";
}
