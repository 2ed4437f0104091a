namespace EdgeWatch.Geography.Coordinates;

/// <summary>A place in WGS84, ready for distances. Everything inside EdgeWatch is in this system; other systems are converted at the edge.</summary>
/// <param name="Lon">Longitude in degrees, -180..180.</param>
/// <param name="Lat">Latitude in degrees, -90..90.</param>
/// <param name="ErrorRadius">Metres within which the true place lies.</param>
public readonly record struct Wgs84(double Lon, double Lat, double ErrorRadius)
{
    /// <summary>The earth's mean radius in metres (IUGG).</summary>
    internal const double EarthRadius = 6_371_008.8;

    /// <summary>Metres of one degree of latitude on the mean sphere, for bounding boxes.</summary>
    public const double MetresPerDegree = EarthRadius * Math.PI / 180;

    /// <summary>Metres along the great circle (haversine formula) on the mean sphere; within 0.5 % of the distance on the ellipsoid.</summary>
    public double DistanceTo(Wgs84 other)
    {
        var lat1 = double.DegreesToRadians(Lat);
        var lat2 = double.DegreesToRadians(other.Lat);
        var halfLat = Math.Sin((lat2 - lat1) / 2);
        var halfLon = Math.Sin(double.DegreesToRadians(other.Lon - Lon) / 2);
        var square = (halfLat * halfLat) + (Math.Cos(lat1) * Math.Cos(lat2) * halfLon * halfLon);
        return 2 * EarthRadius * Math.Asin(Math.Min(1, Math.Sqrt(square)));
    }

    /// <summary>Degrees with six decimals (0.1 m): <c>118.585000, 24.815000</c>.</summary>
    public override string ToString() => $"{Lon:F6}, {Lat:F6}";
}
