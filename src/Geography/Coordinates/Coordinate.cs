namespace EdgeWatch.Geography.Coordinates;

/// <summary>Two numbers with the system that gives them a meaning; a coordinate without a system is no coordinate.</summary>
/// <param name="X">Longitude in degrees, or easting in metres.</param>
/// <param name="Y">Latitude in degrees, or northing in metres.</param>
/// <param name="System">The system that they stand in.</param>
public readonly record struct Coordinate(double X, double Y, ReferenceSystem System)
{
    /// <summary>The place in WGS84; null where the numbers can be no coordinate of the system.</summary>
    public Wgs84? ToWgs84() => System.ToWgs84(X, Y);

    /// <summary>The same place in another system; null where the numbers can be no coordinate of this one.</summary>
    public Coordinate? In(ReferenceSystem other)
    {
        if (ToWgs84() is not { } place)
            return null;
        var (x, y) = other.FromWgs84(place);
        return new Coordinate(x, y, other);
    }
}
