namespace EdgeWatch.Ingest.Sensors.Makes;

/// <summary>
/// The angle by which a thing stands off its usual position, from the inclinations of a sensor's three axes to the horizontal. Their sines are the components of
/// gravity in the sensor's frame; the tilt is the angle between that direction now and in the usual position. It does not matter how the sensor was screwed on.
/// </summary>
internal static class Inclination
{
    /// <summary>A direction is a vector of length 1; angles that make one much shorter are none.</summary>
    private const double ShortestDirection = 0.3;

    /// <summary>The tilt in degrees, 0..180.</summary>
    /// <param name="x">Inclination of the x axis in degrees.</param>
    /// <param name="y">Of the y axis.</param>
    /// <param name="z">Of the z axis.</param>
    /// <param name="usual">The three in the usual position (<see cref="SensorDevice.UsualAngles"/>).</param>
    public static double Tilt(double x, double y, double z, IReadOnlyList<double> usual)
    {
        var (a, b) = (Direction(x, y, z), Direction(usual[0], usual[1], usual[2]));
        if (Length(a) < ShortestDirection || Length(b) < ShortestDirection)
            return Math.Max(Math.Abs(x - usual[0]), Math.Max(Math.Abs(y - usual[1]), Math.Abs(z - usual[2])));
        var cross = (a.Y * b.Z - a.Z * b.Y, a.Z * b.X - a.X * b.Z, a.X * b.Y - a.Y * b.X);
        return Math.Atan2(Length(cross), a.X * b.X + a.Y * b.Y + a.Z * b.Z) * 180 / Math.PI;
    }

    private static (double X, double Y, double Z) Direction(double x, double y, double z) => (Sine(x), Sine(y), Sine(z));

    private static double Sine(double degrees) => Math.Sin(degrees * Math.PI / 180);

    private static double Length((double X, double Y, double Z) vector) => Math.Sqrt(vector.X * vector.X + vector.Y * vector.Y + vector.Z * vector.Z);
}
