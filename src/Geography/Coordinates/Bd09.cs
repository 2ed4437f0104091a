namespace EdgeWatch.Geography.Coordinates;

/// <summary>
/// BD-09, the system of Baidu's maps: GCJ-02 turned and stretched once more about a shifted origin. Not published officially; this is the form that became known
/// (coordtransform and others), good to about a metre.
/// </summary>
public static class Bd09
{
    private const double ShiftLon = 0.0065;
    private const double ShiftLat = 0.006;
    private const double Wave = Math.PI * 3000 / 180;

    /// <param name="lon">Longitude in GCJ-02, degrees.</param>
    /// <param name="lat">Latitude in GCJ-02, degrees.</param>
    /// <returns>Degrees in BD-09.</returns>
    public static (double Lon, double Lat) FromGcj02(double lon, double lat)
    {
        var radius = Math.Sqrt((lon * lon) + (lat * lat)) + (0.00002 * Math.Sin(lat * Wave));
        var angle = Math.Atan2(lat, lon) + (0.000003 * Math.Cos(lon * Wave));
        return ((radius * Math.Cos(angle)) + ShiftLon, (radius * Math.Sin(angle)) + ShiftLat);
    }

    /// <summary>Undoes <see cref="FromGcj02"/> by fixed-point iteration; after six rounds the rest is far below a millimetre. The usual one-step inverse is off by up to half a metre.</summary>
    /// <param name="lon">Longitude in BD-09, degrees.</param>
    /// <param name="lat">Latitude in BD-09, degrees.</param>
    /// <returns>Degrees in GCJ-02.</returns>
    public static (double Lon, double Lat) ToGcj02(double lon, double lat)
    {
        var (gcjLon, gcjLat) = (lon - ShiftLon, lat - ShiftLat);
        for (var round = 0; round < 6; round++)
        {
            var (backLon, backLat) = FromGcj02(gcjLon, gcjLat);
            gcjLon += lon - backLon;
            gcjLat += lat - backLat;
        }

        return (gcjLon, gcjLat);
    }
}
