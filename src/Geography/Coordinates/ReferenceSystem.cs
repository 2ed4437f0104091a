namespace EdgeWatch.Geography.Coordinates;

/// <summary>
/// A coordinate reference system with the way to WGS84 and back. X is the longitude in degrees or the easting in metres, Y the latitude or the northing,
/// whatever a surveyor's sheet calls them (in Chinese surveying X is the northing).
/// </summary>
public sealed class ReferenceSystem
{
    private readonly Func<double, double, (double Lon, double Lat)> _toWgs84;
    private readonly Func<double, double, (double X, double Y)> _fromWgs84;
    private readonly Func<double, double, bool> _isPlausible;

    internal ReferenceSystem(
        string name,
        bool isProjected,
        double accuracy,
        Func<double, double, (double Lon, double Lat)> toWgs84,
        Func<double, double, (double X, double Y)> fromWgs84,
        Func<double, double, bool> isPlausible)
    {
        Name = name;
        IsProjected = isProjected;
        Accuracy = accuracy;
        _toWgs84 = toWgs84;
        _fromWgs84 = fromWgs84;
        _isPlausible = isPlausible;
    }

    /// <summary>The name that files and reports use: <c>GCJ-02</c>, <c>CGCS2000 / 3-degree Gauss-Kruger zone 40</c>.</summary>
    public string Name { get; }

    /// <summary>Whether its coordinates are metres on a plane rather than degrees.</summary>
    public bool IsProjected { get; }

    /// <summary>Metres by which a place may be off after conversion to WGS84, beyond its own error.</summary>
    public double Accuracy { get; }

    /// <summary>Converts to WGS84. The error radius is <see cref="Accuracy"/>; add the coordinate's own.</summary>
    /// <param name="x">Longitude in degrees, or easting in metres.</param>
    /// <param name="y">Latitude in degrees, or northing in metres.</param>
    /// <returns>Null where the numbers can be no coordinate of this system: not finite, beyond its range, or without the zone number that its eastings begin with.</returns>
    public Wgs84? ToWgs84(double x, double y)
    {
        if (!double.IsFinite(x) || !double.IsFinite(y) || !_isPlausible(x, y))
            return null;
        var (lon, lat) = _toWgs84(x, y);
        return double.IsFinite(lon) && double.IsFinite(lat) && Math.Abs(lon) <= 180 && Math.Abs(lat) <= 90 ? new Wgs84(lon, lat, Accuracy) : null;
    }

    /// <summary>Converts from WGS84; exact within <see cref="Accuracy"/> near the system's own area.</summary>
    public (double X, double Y) FromWgs84(Wgs84 place) => _fromWgs84(place.Lon, place.Lat);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
