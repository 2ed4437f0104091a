namespace EdgeWatch.Geography.Coordinates;

/// <summary>What two numbers mean if they were read otherwise than stated.</summary>
/// <param name="How">As a sentence goes on after "read": <c>as GCJ-02</c>, <c>with x and y swapped</c>.</param>
/// <param name="Place">Where that puts them.</param>
public sealed record Misreading(string How, Wgs84 Place);

/// <summary>Whether a coordinate lies in its district and, where it does not, what it was probably meant to be.</summary>
/// <param name="Place">In WGS84; null where the numbers can be no coordinate of the stated system.</param>
/// <param name="MetresOutside">0 inside; infinite where there is no place.</param>
/// <param name="Misreadings">Readings that put it into the district, likeliest first; empty where it lies inside, or where none does.</param>
public sealed record PlaceCheck(Wgs84? Place, double MetresOutside, IReadOnlyList<Misreading> Misreadings)
{
    /// <summary>In words: "lies 540 m outside Linjiang; read as GCJ-02 it lies inside".</summary>
    /// <param name="coordinate">What was checked.</param>
    /// <param name="district">Against what.</param>
    public string Describe(Coordinate coordinate, District district)
    {
        var fault = Place is null ? $"is no coordinate of {coordinate.System}" : $"lies {Distance(MetresOutside)} outside {district.Name}";
        return Misreadings switch
        {
            [] => $"{fault}; no system that is known puts it inside",
            [var one] => $"{fault}; read {one.How} it lies inside",
            [var one, var other, ..] => $"{fault}; read {one.How}, or {other.How}, it lies inside",
        };
    }

    private static string Distance(double metres) => metres < 10_000 ? $"{metres:0} m" : $"{metres / 1000:0} km";
}

/// <summary>Checks coordinates against a district and knows the mistakes that registers are made with.</summary>
/// <param name="district">The area in which all must lie.</param>
/// <param name="tolerance">Metres outside that are still taken: surveyed borders and surveyed things differ.</param>
public sealed class DistrictCheck(District district, double tolerance)
{
    /// <summary>Systems that a register of this district may come in: all in degrees, and the planes whose central meridian is near.</summary>
    private readonly ReferenceSystem[] _systems =
    [
        ReferenceSystems.Wgs84, ReferenceSystems.Gcj02, ReferenceSystems.Bd09, .. PlanesNear(district.Plane.Origin.Lon), ReferenceSystems.WebMercator,
    ];

    /// <summary>Checks one coordinate.</summary>
    public PlaceCheck Check(Coordinate coordinate)
    {
        var place = coordinate.ToWgs84();
        var outside = place is { } known ? district.MetresOutside(known) : double.PositiveInfinity;
        return outside <= tolerance ? new PlaceCheck(place, 0, []) : new PlaceCheck(place, outside, [.. Misread(coordinate)]);
    }

    private IEnumerable<Misreading> Misread(Coordinate coordinate)
    {
        var (x, y) = (coordinate.X, coordinate.Y);
        foreach (var system in _systems)
        {
            if (system != coordinate.System && !AreEqual(system, coordinate.System) && Inside(system.ToWgs84(x, y)) is { } place)
                yield return new Misreading($"as {system}", place);
        }

        if (Inside(coordinate.System.ToWgs84(y, x)) is { } swapped)
            yield return new Misreading("with x and y swapped", swapped);
        foreach (var system in _systems)
        {
            if (system != coordinate.System && !AreEqual(system, coordinate.System) && Inside(system.ToWgs84(y, x)) is { } place)
                yield return new Misreading($"as {system} with x and y swapped", place);
        }

        foreach (var (how, decode) in Notations)
        {
            if (decode(x) is { } lon && decode(y) is { } lat && Inside(ReferenceSystems.Wgs84.ToWgs84(lon, lat)) is { } place)
                yield return new Misreading(how, place);
        }
    }

    /// <summary>Numbers that are degrees in another notation.</summary>
    private static readonly (string How, Func<double, double?> Decode)[] Notations =
    [
        // NMEA 0183 as receivers print it: 11835.10 is 118° 35.10'.
        ("as degrees and minutes (dddmm.mm)", value => Sexagesimal(value / 100, minutes => minutes * 100 / 60)),
        // Surveyors' sheets: 118.3506 is 118° 35' 06".
        ("as degrees, minutes and seconds (ddd.mmss)", value => Sexagesimal(value, part => (Math.Floor((part * 100) + 1e-9) / 60) + (((part * 100) - Math.Floor((part * 100) + 1e-9)) * 100 / 3600))),
        ("as millionths of a degree", value => Math.Abs(value) >= 1e6 ? value / 1e6 : null),
        ("as ten-millionths of a degree", value => Math.Abs(value) >= 1e7 ? value / 1e7 : null),
        ("as arc seconds", value => Math.Abs(value) >= 1000 ? value / 3600 : null),
    ];

    /// <summary>Splits whole degrees off; null where the minutes would be sixty or more.</summary>
    private static double? Sexagesimal(double value, Func<double, double> fraction)
    {
        var degrees = Math.Floor(value);
        var part = value - degrees;
        return part < 0.6 ? degrees + fraction(part) : null;
    }

    private Wgs84? Inside(Wgs84? place) => place is { } known && district.MetresOutside(known) <= tolerance ? known : null;

    private static bool AreEqual(ReferenceSystem one, ReferenceSystem other) =>
        (one == ReferenceSystems.Wgs84 || one == ReferenceSystems.Cgcs2000) && (other == ReferenceSystems.Wgs84 || other == ReferenceSystems.Cgcs2000);

    /// <summary>The zone that the district lies in and its neighbours: registers near a border of zones come in either.</summary>
    private static IEnumerable<ReferenceSystem> PlanesNear(double lon)
    {
        foreach (var zone in new[] { 0, -1, 1 }.Select(step => (int)Math.Round(lon / 3) + step).Where(zone => zone is >= 25 and <= 45))
        {
            yield return GaussKruger.ThreeDegreeZone(zone);
            yield return GaussKruger.Meridian(3 * zone);
        }

        if ((int)Math.Floor(lon / 6) + 1 is >= 13 and <= 23 and var six)
            yield return GaussKruger.SixDegreeZone(six);
    }
}
