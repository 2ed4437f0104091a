namespace EdgeWatch.Geography.Calibration;

/// <summary>A projective map of one plane to another, from point pairs by the normalised direct linear transformation (Hartley and Zisserman, Multiple View Geometry, 2nd edition, algorithm 4.2).</summary>
internal sealed class Homography
{
    /// <summary>
    /// Least ratio of the second smallest to the largest eigenvalue of the design: below it the points leave a second map open. Exactly collinear points give 1e-17, four corners of a
    /// lane seen far down a street 1e-5.
    /// </summary>
    private const double LeastDetermined = 1e-9;

    private readonly double[] _h;

    private Homography(double[] h) => _h = h;

    /// <summary>Fits the map; null where the points do not determine one: fewer than four, or all but one on a line.</summary>
    /// <param name="from">Points of the first plane.</param>
    /// <param name="to">The same points in the second.</param>
    public static Homography? Fit(IReadOnlyList<(double X, double Y)> from, IReadOnlyList<(double X, double Y)> to)
    {
        if (from.Count < 4 || Normal.Of(from) is not { } first || Normal.Of(to) is not { } second)
            return null;
        var design = new double[9, 9];
        Span<double> row = stackalloc double[9];
        for (var index = 0; index < from.Count; index++)
        {
            var (x, y) = first.Apply(from[index]);
            var (u, v) = second.Apply(to[index]);
            Fill(row, [0, 0, 0, -x, -y, -1, v * x, v * y, v]);
            Accumulate(design, row);
            Fill(row, [x, y, 1, 0, 0, 0, -u * x, -u * y, -u]);
            Accumulate(design, row);
        }

        var (values, vectors) = SymmetricEigen.Decompose(design);
        return values[1] < LeastDetermined * values[8] ? null : new Homography(Denormalise(vectors[0], first, second));
    }

    /// <summary>The third homogeneous coordinate: its sign tells the sides of the first plane's vanishing line apart.</summary>
    public double Side(double x, double y) => (_h[6] * x) + (_h[7] * y) + _h[8];

    public (double X, double Y) Apply(double x, double y)
    {
        var w = Side(x, y);
        return (((_h[0] * x) + (_h[1] * y) + _h[2]) / w, ((_h[3] * x) + (_h[4] * y) + _h[5]) / w);
    }

    private static void Fill(Span<double> row, ReadOnlySpan<double> values) => values.CopyTo(row);

    private static void Accumulate(double[,] design, ReadOnlySpan<double> row)
    {
        for (var i = 0; i < 9; i++)
        {
            for (var j = 0; j < 9; j++)
                design[i, j] += row[i] * row[j];
        }
    }

    /// <summary>Second normalisation undone, map, first normalisation.</summary>
    private static double[] Denormalise(double[] h, Normal first, Normal second)
    {
        double[] right =
        [
            h[0] * first.Scale, h[1] * first.Scale, h[2] - (first.Scale * ((h[0] * first.X) + (h[1] * first.Y))),
            h[3] * first.Scale, h[4] * first.Scale, h[5] - (first.Scale * ((h[3] * first.X) + (h[4] * first.Y))),
            h[6] * first.Scale, h[7] * first.Scale, h[8] - (first.Scale * ((h[6] * first.X) + (h[7] * first.Y))),
        ];
        var result = new double[9];
        for (var column = 0; column < 3; column++)
        {
            result[column] = (right[column] / second.Scale) + (second.X * right[6 + column]);
            result[3 + column] = (right[3 + column] / second.Scale) + (second.Y * right[6 + column]);
            result[6 + column] = right[6 + column];
        }

        return result;
    }

    /// <summary>Shifts the centroid to the origin and scales the mean distance from it to √2, without which the design is ill-conditioned.</summary>
    private sealed record Normal(double X, double Y, double Scale)
    {
        public static Normal? Of(IReadOnlyList<(double X, double Y)> points)
        {
            var (x, y) = (points.Average(point => point.X), points.Average(point => point.Y));
            var mean = points.Average(point => Math.Sqrt(((point.X - x) * (point.X - x)) + ((point.Y - y) * (point.Y - y))));
            return mean > 0 && double.IsFinite(mean) ? new Normal(x, y, Math.Sqrt(2) / mean) : null;
        }

        public (double X, double Y) Apply((double X, double Y) point) => ((point.X - X) * Scale, (point.Y - Y) * Scale);
    }
}
