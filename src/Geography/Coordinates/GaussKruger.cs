using ProjNet.CoordinateSystems;
using ProjNet.CoordinateSystems.Transformations;

namespace EdgeWatch.Geography.Coordinates;

/// <summary>
/// Gauss-Krüger zones on CGCS2000 (GB/T 22021, GB 50026): transverse Mercator, scale 1 on the central meridian, false easting 500 km, in some forms with the zone
/// number written before the easting. Numerically EPSG:4491 to 4554.
/// </summary>
public static class GaussKruger
{
    /// <summary>Metres: the series of the projection within four degrees of the central meridian agree with PROJ to a millimetre; beyond that the plane is used out of its place.</summary>
    private const double ProjectionAccuracy = 0.001;

    private static readonly Dictionary<int, (Func<double, double, (double, double)> To, Func<double, double, (double, double)> From)> Projections = [];

    /// <summary>Eastings that begin with the zone number: zone 40 gives 40 356 932.</summary>
    /// <param name="zone">25..45; the central meridian is three times the zone.</param>
    /// <exception cref="ArgumentOutOfRangeException">No zone of China.</exception>
    public static ReferenceSystem ThreeDegreeZone(int zone) => zone is >= 25 and <= 45
        ? Create($"CGCS2000 / 3-degree Gauss-Kruger zone {zone}", 3 * zone, zone)
        : throw new ArgumentOutOfRangeException(nameof(zone), zone, "the 3-degree zones of China are 25 to 45");

    /// <summary>Eastings that begin with the zone number: zone 20 gives 20 660 257.</summary>
    /// <param name="zone">13..23; the central meridian is six times the zone, less three.</param>
    /// <exception cref="ArgumentOutOfRangeException">No zone of China.</exception>
    public static ReferenceSystem SixDegreeZone(int zone) => zone is >= 13 and <= 23
        ? Create($"CGCS2000 / Gauss-Kruger zone {zone}", (6 * zone) - 3, zone)
        : throw new ArgumentOutOfRangeException(nameof(zone), zone, "the 6-degree zones of China are 13 to 23");

    /// <summary>Eastings without a zone number; 3-degree and 6-degree zones of one meridian are then the same numbers.</summary>
    /// <param name="centralMeridian">75..135 in steps of three degrees.</param>
    /// <exception cref="ArgumentOutOfRangeException">No central meridian of a zone of China.</exception>
    public static ReferenceSystem Meridian(int centralMeridian) => centralMeridian is >= 75 and <= 135 && centralMeridian % 3 == 0
        ? Create($"CGCS2000 / Gauss-Kruger CM {centralMeridian}E", centralMeridian, 0)
        : throw new ArgumentOutOfRangeException(nameof(centralMeridian), centralMeridian, "the central meridians of China are 75 to 135 in steps of three");

    private static ReferenceSystem Create(string name, int meridian, int zone)
    {
        var (toDegrees, toMetres) = Projection(meridian);
        var prefix = zone * 1_000_000.0;
        return new ReferenceSystem(
            name,
            isProjected: true,
            ReferenceSystems.Cgcs2000.Accuracy + ProjectionAccuracy,
            (x, y) => toDegrees(x - prefix, y),
            (lon, lat) =>
            {
                var (x, y) = toMetres(lon, lat);
                return (x + prefix, y);
            },
            (x, y) => x - prefix is > 0 and < 1_000_000 && y is >= 0 and < 6_500_000);
    }

    private static (Func<double, double, (double, double)> ToDegrees, Func<double, double, (double, double)> ToMetres) Projection(int meridian)
    {
        lock (Projections)
        {
            if (!Projections.TryGetValue(meridian, out var projection))
                Projections[meridian] = projection = ProjectedSystem.Transforms(Wkt(meridian));
            return projection;
        }
    }

    private static string Wkt(int meridian) => $"""
        PROJCS["CGCS2000 / 3-degree Gauss-Kruger CM {meridian}E",
          GEOGCS["China Geodetic Coordinate System 2000",
            DATUM["China_2000",SPHEROID["CGCS2000",6378137,298.257222101]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]],
          PROJECTION["Transverse_Mercator"],
          PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",{meridian}],PARAMETER["scale_factor",1],
          PARAMETER["false_easting",500000],PARAMETER["false_northing",0],UNIT["metre",1]]
        """;
}
