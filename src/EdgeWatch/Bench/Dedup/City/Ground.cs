using EdgeWatch.Contracts;

namespace EdgeWatch.Bench.Dedup.City;

/// <summary>A point of the district, metres east and north of its south-western corner.</summary>
internal readonly record struct Ground(double East, double North)
{
    private const double OriginLon = 118.58;
    private const double OriginLat = 24.81;
    private const double MetresPerDegree = 6_371_008.8 * Math.PI / 180;

    public static Ground operator +(Ground one, Ground other) => new(one.East + other.East, one.North + other.North);

    public static Ground operator -(Ground one, Ground other) => new(one.East - other.East, one.North - other.North);

    public static Ground operator *(Ground vector, double factor) => new(vector.East * factor, vector.North * factor);

    /// <summary>Turned to the left by a right angle.</summary>
    public Ground Left => new(-North, East);

    public double Length => Math.Sqrt((East * East) + (North * North));

    public double Dot(Ground other) => (East * other.East) + (North * other.North);

    public double DistanceTo(Ground other) => (this - other).Length;

    /// <param name="errorRadius">Metres.</param>
    /// <param name="from">How it was obtained, as on the wire.</param>
    public Place ToPlace(double errorRadius, string from) => new(
        OriginLon + (East / (MetresPerDegree * Math.Cos(double.DegreesToRadians(OriginLat)))), OriginLat + (North / MetresPerDegree), CoordinateSystems.Wgs84, errorRadius, from);
}
