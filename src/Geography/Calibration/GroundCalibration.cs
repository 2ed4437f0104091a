using EdgeWatch.Geography.Coordinates;

namespace EdgeWatch.Geography.Calibration;

/// <summary>A point of the ground that is seen in the picture and whose place is known: a cover, the corner of a kerb, the foot of a lamp.</summary>
/// <param name="X">In the picture, 0..1 from the left.</param>
/// <param name="Y">In the picture, 0..1 from the top.</param>
/// <param name="Place">In the world; its error radius counts.</param>
public readonly record struct GroundPoint(double X, double Y, Wgs84 Place);

/// <summary>How well the points were seen and surveyed.</summary>
public sealed record CalibrationOptions
{
    /// <summary>Width of the picture in pixels.</summary>
    public required int Width { get; init; }

    /// <summary>Height of the picture in pixels.</summary>
    public required int Height { get; init; }

    /// <summary>Standard deviation, in pixels, of a point that a person clicked; 2 is usual.</summary>
    public double ClickError { get; init; } = 2;
}

/// <summary>A calibration, or why there is none.</summary>
/// <param name="Calibration">Null where it was refused.</param>
/// <param name="Refusal">What is wrong with the points and what to do, as a sentence; null where there is a calibration.</param>
public sealed record CalibrationResult(GroundCalibration? Calibration, string? Refusal);

/// <summary>
/// Maps a camera's picture to the ground, taken as a plane, from four or more ground points. Every place comes with an error radius: the pixel's own uncertainty and that of the
/// calibration, propagated to first order by shifting each point a little and fitting again (Hartley and Zisserman, 5.2), and widened where the points fit worse than their errors
/// allow. Immutable; any number of threads may use it at once.
/// </summary>
public sealed class GroundCalibration
{
    /// <summary>Least width of the points across their longest line, as a share of its length; narrower, the other direction is guesswork.</summary>
    private const double LeastSpread = 0.03;

    private readonly CalibrationOptions _options;
    private readonly LocalPlane _plane;
    private readonly Homography _map;
    private readonly double _side;

    /// <summary>Maps with one point shifted by one standard deviation of its error, in the picture or on the ground, along one axis.</summary>
    private readonly Homography[] _shifted;

    private GroundCalibration(CalibrationOptions options, LocalPlane plane, Homography map, double side, Homography[] shifted) =>
        (_options, _plane, _map, _side, _shifted) = (options, plane, map, side, shifted);

    /// <summary>Metres between each point's place and where its pixel is mapped to, in the order of the points; all near zero for exactly four.</summary>
    public IReadOnlyList<double> Residuals { get; private init; } = [];

    /// <summary>By how much the points fit worse than their stated errors allow; 1 where they fit, or where there are only four. Errors are widened by it.</summary>
    public double Misfit { get; private init; } = 1;

    /// <summary>Fits the map to the points, or says why it cannot.</summary>
    /// <param name="points">Four or more; six or more show a mistake in one of them.</param>
    /// <param name="options">The picture and its errors.</param>
    public static CalibrationResult Solve(IReadOnlyList<GroundPoint> points, CalibrationOptions options)
    {
        if (points.Count < 4)
            return Refuse($"{points.Count} ground points are too few: four are needed, six or more show a mistake in one of them");
        if (points.Any(point => point.X is not (>= 0 and <= 1) || point.Y is not (>= 0 and <= 1)))
            return Refuse("a ground point lies outside the picture: its x and y are shares of width and height, 0 to 1");
        var plane = new LocalPlane(new Wgs84(points.Average(point => point.Place.Lon), points.Average(point => point.Place.Lat), 0));
        var picture = points.Select(point => (point.X * options.Width, point.Y * options.Height)).ToArray();
        var ground = points.Select(point => plane.ToPlane(point.Place.Lon, point.Place.Lat)).ToArray();
        if (Spread(picture) < LeastSpread || Spread(ground) < LeastSpread)
            return Refuse("the ground points lie nearly on one line: choose some to its left and right, as far apart as the picture allows");
        if (Homography.Fit(picture, ground) is not { } map)
            return Refuse("the ground points do not determine a plane: three of four lie on one line, or two are the same; no three of four may be collinear");
        var side = Math.Sign(map.Side(picture[0].Item1, picture[0].Item2));
        if (picture.Any(point => Math.Sign(map.Side(point.Item1, point.Item2)) != side))
            return Refuse("the ground points fit only with the horizon between them: two places are exchanged, or one point is not on the ground");

        // Errors of places are radii of about 95 %: half of one is about a standard deviation.
        var surveyed = points.Select(point => point.Place.ErrorRadius / 2).ToArray();
        var shifted = Shift(picture, ground, options.ClickError, surveyed);
        var residuals = picture.Zip(ground, (pixel, place) => Distance(map.Apply(pixel.Item1, pixel.Item2), place)).ToArray();
        return new CalibrationResult(
            new GroundCalibration(options, plane, map, side, shifted)
            {
                Residuals = residuals,
                Misfit = MisfitOf(map, picture, residuals, options.ClickError, surveyed),
            },
            null);
    }

    /// <summary>
    /// The place of a pixel on the ground, with an error radius that holds in about 95 of 100 (twice the root mean square of both axes); null above the horizon, and where the error would be beyond measure.
    /// </summary>
    /// <param name="x">0..1 from the left.</param>
    /// <param name="y">0..1 from the top.</param>
    /// <param name="pixelError">Standard deviation in pixels of what is looked at: a box's edge moves by a few.</param>
    public Wgs84? ToGround(double x, double y, double pixelError)
    {
        var (pixelX, pixelY) = (x * _options.Width, y * _options.Height);
        if (_map.Side(pixelX, pixelY) * _side <= 0)
            return null;
        var here = _map.Apply(pixelX, pixelY);
        var square = pixelError > 0 ? Stretch(_map, pixelX, pixelY) * pixelError * pixelError : 0;
        foreach (var map in _shifted)
        {
            var there = Distance(map.Apply(pixelX, pixelY), here);
            square += Misfit * Misfit * there * there;
        }

        var radius = 2 * Math.Sqrt(square);
        // Near the horizon a pixel is a kilometre; such a place says nothing, and first-order errors no longer hold.
        return radius < Distance(here, (0, 0)) + 1000 && double.IsFinite(radius) ? _plane.FromPlane(here.X, here.Y, radius) : null;
    }

    /// <summary>The place where a box stands: the middle of its lower edge.</summary>
    /// <param name="x1">Left edge, 0..1.</param>
    /// <param name="x2">Right edge, 0..1.</param>
    /// <param name="y2">Lower edge, 0..1; where it touches the picture's edge, the foot is not seen and there is no place.</param>
    /// <param name="pixelError">Standard deviation in pixels of the box's lower edge.</param>
    public Wgs84? FootOf(double x1, double x2, double y2, double pixelError) =>
        y2 * _options.Height >= _options.Height - 1 ? null : ToGround((x1 + x2) / 2, y2, pixelError);

    private static Homography[] Shift((double X, double Y)[] picture, (double East, double North)[] ground, double clickError, double[] surveyed)
    {
        var maps = new List<Homography?>();
        for (var index = 0; index < picture.Length; index++)
        {
            foreach (var (dx, dy) in new[] { (1, 0), (0, 1) })
            {
                var moved = picture.ToArray();
                moved[index] = (moved[index].X + (dx * clickError), moved[index].Y + (dy * clickError));
                maps.Add(Homography.Fit(moved, ground));
                var placed = ground.ToArray();
                placed[index] = (placed[index].East + (dx * surveyed[index]), placed[index].North + (dy * surveyed[index]));
                maps.Add(surveyed[index] > 0 ? Homography.Fit(picture, placed) : null);
            }
        }

        return [.. maps.OfType<Homography>()];
    }

    /// <summary>The variance factor of least squares: residuals against what the stated errors would give, over the redundancy 2n − 8; at least 1.</summary>
    private static double MisfitOf(Homography map, (double X, double Y)[] picture, double[] residuals, double clickError, double[] surveyed)
    {
        var redundancy = (2 * picture.Length) - 8;
        if (redundancy == 0)
            return 1;
        var sum = 0.0;
        for (var index = 0; index < picture.Length; index++)
        {
            // Per axis: half of the sum over both.
            var variance = (surveyed[index] * surveyed[index]) + (0.5 * Stretch(map, picture[index].X, picture[index].Y) * clickError * clickError);
            sum += residuals[index] * residuals[index] / Math.Max(variance, 1e-12);
        }

        return Math.Max(1, Math.Sqrt(sum / redundancy));
    }

    /// <summary>Square metres of displacement for a displacement of one pixel along each axis: the squared Frobenius norm of the map's derivative.</summary>
    private static double Stretch(Homography map, double x, double y)
    {
        const double step = 0.5;
        var (right, left, down, up) = (map.Apply(x + step, y), map.Apply(x - step, y), map.Apply(x, y + step), map.Apply(x, y - step));
        var (across, along) = (Distance(right, left), Distance(down, up));
        return (across * across) + (along * along);
    }

    /// <summary>Smaller over larger extent of the points, by the principal axes of their scatter.</summary>
    private static double Spread((double X, double Y)[] points)
    {
        var (x, y) = (points.Average(point => point.X), points.Average(point => point.Y));
        var scatter = new double[2, 2];
        foreach (var point in points)
        {
            var (dx, dy) = (point.X - x, point.Y - y);
            scatter[0, 0] += dx * dx;
            scatter[0, 1] += dx * dy;
            scatter[1, 0] += dx * dy;
            scatter[1, 1] += dy * dy;
        }

        var (values, _) = SymmetricEigen.Decompose(scatter);
        return values[1] <= 0 ? 0 : Math.Sqrt(Math.Max(0, values[0]) / values[1]);
    }

    private static double Distance((double X, double Y) one, (double X, double Y) other) => Math.Sqrt(((one.X - other.X) * (one.X - other.X)) + ((one.Y - other.Y) * (one.Y - other.Y)));

    private static CalibrationResult Refuse(string reason) => new(null, reason);
}
