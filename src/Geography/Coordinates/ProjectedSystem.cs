using ProjNet.CoordinateSystems;
using ProjNet.CoordinateSystems.Transformations;

namespace EdgeWatch.Geography.Coordinates;

/// <summary>A city's own projected system, described by well-known text (OGC 01-009, as in a shapefile's .prj).</summary>
public static class ProjectedSystem
{
    /// <summary>Datums that are WGS84 to within the accuracy of <see cref="ReferenceSystems.Cgcs2000"/>: no shift is needed.</summary>
    private static readonly string[] EarthCentred = ["CHINA_2000", "CGCS2000", "D_CHINA_2000", "CHINA_GEODETIC_COORDINATE_SYSTEM_2000", "WGS_1984", "D_WGS_1984", "WGS84"];

    /// <summary>Builds the system from its text.</summary>
    /// <param name="wkt">PROJCS[…] with metres as its unit. A datum other than CGCS2000 or WGS84 needs TOWGS84[…].</param>
    /// <param name="accuracy">Metres by which a converted place may be off; the surveying office that published the parameters says.</param>
    /// <exception cref="FormatException">The text is no projected system, or its datum cannot be brought to WGS84; the message names the remedy.</exception>
    public static ReferenceSystem FromWkt(string wkt, double accuracy)
    {
        var system = Parse(wkt);
        var (toDegrees, toMetres) = Transforms(wkt);
        return new ReferenceSystem(system.Name, isProjected: true, accuracy, toDegrees, toMetres, (x, y) => Math.Abs(x) < 1e8 && Math.Abs(y) < 1e8);
    }

    internal static (Func<double, double, (double, double)> ToDegrees, Func<double, double, (double, double)> ToMetres) Transforms(string wkt)
    {
        var system = Parse(wkt);
        var datum = system.GeographicCoordinateSystem.HorizontalDatum;
        // Between geographic systems of one earth-centred frame the numbers are taken over; only a foreign datum goes through the geocentric shift.
        GeographicCoordinateSystem degrees;
        if (EarthCentred.Contains(datum.Name.Replace(' ', '_').ToUpperInvariant()))
            degrees = system.GeographicCoordinateSystem;
        else if (datum.Wgs84Parameters is not null)
            degrees = GeographicCoordinateSystem.WGS84;
        else
            throw new FormatException($"the datum '{datum.Name}' is neither CGCS2000 nor WGS84 and has no TOWGS84[…]; add its seven parameters, or have the surveying office convert to CGCS2000");
        var forward = new CoordinateTransformationFactory().CreateFromCoordinateSystems(degrees, system).MathTransform;
        var back = forward.Inverse();
        return ((x, y) => back.Transform(x, y), (lon, lat) => forward.Transform(lon, lat));
    }

    private static ProjectedCoordinateSystem Parse(string wkt)
    {
        CoordinateSystem parsed;
        try
        {
            parsed = new CoordinateSystemFactory().CreateFromWkt(wkt);
        }
        catch (Exception error) when (error is ArgumentException or FormatException or NotSupportedException or InvalidOperationException)
        {
            throw new FormatException($"not well-known text of a coordinate system: {error.Message}; take the .prj file of the shapefile, or the WKT1 text of the system", error);
        }

        return parsed as ProjectedCoordinateSystem
            ?? throw new FormatException($"'{parsed.Name}' is no projected system: the text must begin with PROJCS[; degrees are named WGS84, CGCS2000, GCJ-02 or BD-09");
    }
}
