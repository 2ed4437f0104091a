namespace EdgeWatch.Geography.Coordinates;

/// <summary>
/// GCJ-02, the offset system of Chinese map services. The official transform is not published; this is the approximation that became known
/// around 2010 (eviltransform and others), good to about a metre within China: a sum of sines, scaled by the Krasovsky 1940 ellipsoid.
/// </summary>
public static class Gcj02
{
    private const double SemiMajorAxis = 6_378_245.0;
    private const double EccentricitySquared = 0.00669342162296594323;

    /// <summary>Undoes the offset by fixed-point iteration; after five rounds the rest is far below a millimetre.</summary>
    /// <param name="lon">Longitude in GCJ-02, degrees.</param>
    /// <param name="lat">Latitude in GCJ-02, degrees.</param>
    /// <returns>Degrees in WGS84.</returns>
    public static (double Lon, double Lat) ToWgs84(double lon, double lat)
    {
        var (wgsLon, wgsLat) = (lon, lat);
        for (var round = 0; round < 5; round++)
        {
            var (gcjLon, gcjLat) = FromWgs84(wgsLon, wgsLat);
            wgsLon += lon - gcjLon;
            wgsLat += lat - gcjLat;
        }

        return (wgsLon, wgsLat);
    }

    /// <summary>Applies the offset; outside the rectangle about China, where the map services have none, nothing changes.</summary>
    /// <param name="lon">Longitude in WGS84, degrees.</param>
    /// <param name="lat">Latitude in WGS84, degrees.</param>
    /// <returns>Degrees in GCJ-02.</returns>
    public static (double Lon, double Lat) FromWgs84(double lon, double lat)
    {
        // The offset is applied within this rectangle only.
        if (lon is < 72.004 or > 137.8347 || lat is < 0.8293 or > 55.8271)
            return (lon, lat);

        var (east, north) = Offset(lon - 105, lat - 35);
        var radians = double.DegreesToRadians(lat);
        var sine = Math.Sin(radians);
        var magic = 1 - (EccentricitySquared * sine * sine);
        var root = Math.Sqrt(magic);
        var metresPerDegreeLat = SemiMajorAxis * (1 - EccentricitySquared) / (magic * root) * Math.PI / 180;
        var metresPerDegreeLon = SemiMajorAxis / root * Math.Cos(radians) * Math.PI / 180;
        return (lon + (east / metresPerDegreeLon), lat + (north / metresPerDegreeLat));
    }

    private static (double East, double North) Offset(double x, double y)
    {
        var root = Math.Sqrt(Math.Abs(x));
        var common = ((20 * Sine(6 * x)) + (20 * Sine(2 * x))) * 2 / 3;
        var east = 300 + x + (2 * y) + (0.1 * x * x) + (0.1 * x * y) + (0.1 * root) + common
            + (((20 * Sine(x)) + (40 * Sine(x / 3))) * 2 / 3)
            + (((150 * Sine(x / 12)) + (300 * Sine(x / 30))) * 2 / 3);
        var north = -100 + (2 * x) + (3 * y) + (0.2 * y * y) + (0.1 * x * y) + (0.2 * root) + common
            + (((20 * Sine(y)) + (40 * Sine(y / 3))) * 2 / 3)
            + (((160 * Sine(y / 12)) + (320 * Sine(y / 30))) * 2 / 3);
        return (east, north);
    }

    private static double Sine(double halfTurns) => Math.Sin(halfTurns * Math.PI);
}
