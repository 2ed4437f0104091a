using EdgeWatch.Contracts;

namespace EdgeWatch.CaseBridge.Deduplication;

/// <summary>A place in WGS84, ready for distances.</summary>
/// <param name="Lon">Longitude in degrees.</param>
/// <param name="Lat">Latitude in degrees.</param>
/// <param name="ErrorRadius">Metres within which the true place lies.</param>
internal readonly record struct Wgs84(double Lon, double Lat, double ErrorRadius)
{
    /// <summary>The earth's mean radius in metres (IUGG).</summary>
    private const double EarthRadius = 6_371_008.8;

    /// <summary>Metres of one degree of latitude, for bounding boxes.</summary>
    public const double MetresPerDegree = EarthRadius * Math.PI / 180;

    /// <summary>Converts from the system that was reported. CGCS2000 differs from WGS84 by centimetres and is taken as equal.</summary>
    public static Wgs84 From(Place place)
    {
        if (place.System != CoordinateSystems.Gcj02)
            return new Wgs84(place.Lon, place.Lat, place.ErrorRadius);
        var (lon, lat) = Gcj02.ToWgs84(place.Lon, place.Lat);
        return new Wgs84(lon, lat, place.ErrorRadius);
    }

    /// <summary>Metres along the great circle (haversine formula).</summary>
    public double DistanceTo(Wgs84 other)
    {
        var lat1 = double.DegreesToRadians(Lat);
        var lat2 = double.DegreesToRadians(other.Lat);
        var halfLat = Math.Sin((lat2 - lat1) / 2);
        var halfLon = Math.Sin(double.DegreesToRadians(other.Lon - Lon) / 2);
        var square = (halfLat * halfLat) + (Math.Cos(lat1) * Math.Cos(lat2) * halfLon * halfLon);
        return 2 * EarthRadius * Math.Asin(Math.Min(1, Math.Sqrt(square)));
    }
}
