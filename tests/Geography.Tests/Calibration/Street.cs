using EdgeWatch.Geography.Calibration;
using EdgeWatch.Geography.Coordinates;

namespace EdgeWatch.Geography.Tests.Calibration;

/// <summary>A pinhole camera on a mast, 6 m high, that looks down a street to the north: the truth that calibrations are compared with.</summary>
internal static class Street
{
    public const int Width = 1920;
    public const int Height = 1080;

    private const double Focal = 1400;
    private const double MastHeight = 6;
    private const double Tilt = 0.25;

    public static readonly LocalPlane Plane = new(new Wgs84(118.585, 24.815, 0));

    public static readonly CalibrationOptions Options = new() { Width = Width, Height = Height, ClickError = 2 };

    /// <summary>Points that a person can find: kerbs, covers and lamp feet between 12 and 45 m.</summary>
    public static readonly (double East, double North)[] Marks = [(-4, 13), (4, 14), (-6, 24), (5, 26), (-8, 42), (7, 45), (0, 18), (1, 34)];

    /// <summary>Pixels of a point of the ground.</summary>
    public static (double X, double Y) Project(double east, double north)
    {
        var depth = (north * Math.Cos(Tilt)) + (MastHeight * Math.Sin(Tilt));
        var down = (MastHeight * Math.Cos(Tilt)) - (north * Math.Sin(Tilt));
        return ((Width / 2) + (Focal * east / depth), (Height / 2) + (Focal * down / depth));
    }

    public static GroundPoint Point((double East, double North) mark, Func<double>? noise = null, double errorRadius = 0)
    {
        var (x, y) = Project(mark.East, mark.North);
        return new GroundPoint((x + (noise?.Invoke() ?? 0)) / Width, (y + (noise?.Invoke() ?? 0)) / Height, Plane.FromPlane(mark.East, mark.North, errorRadius));
    }
}
