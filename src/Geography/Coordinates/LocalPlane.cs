namespace EdgeWatch.Geography.Coordinates;

/// <summary>
/// A plane in metres about an origin, for distances and areas within a district: equirectangular on the mean sphere. Within 30 km of the origin lengths are right to about
/// 0.5 %, directions and what lies inside what are not changed.
/// </summary>
/// <param name="Origin">Where both axes are zero.</param>
public readonly record struct LocalPlane(Wgs84 Origin)
{
    private readonly double _metresPerDegreeLon = Wgs84.MetresPerDegree * Math.Cos(double.DegreesToRadians(Origin.Lat));

    /// <summary>Metres east and north of the origin.</summary>
    public (double East, double North) ToPlane(double lon, double lat) => ((lon - Origin.Lon) * _metresPerDegreeLon, (lat - Origin.Lat) * Wgs84.MetresPerDegree);

    /// <summary>The place so many metres east and north of the origin.</summary>
    public Wgs84 FromPlane(double east, double north, double errorRadius = 0) =>
        new(Origin.Lon + (east / _metresPerDegreeLon), Origin.Lat + (north / Wgs84.MetresPerDegree), errorRadius);
}
