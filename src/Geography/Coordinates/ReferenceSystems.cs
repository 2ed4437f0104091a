using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace EdgeWatch.Geography.Coordinates;

/// <summary>The systems that are known by name.</summary>
public static partial class ReferenceSystems
{
    /// <summary>Radius of the sphere of web map tiles (EPSG:3857), metres.</summary>
    private const double TileSphere = 6_378_137;

    /// <summary>World Geodetic System 1984, as GPS gives it (EPSG:4326, longitude first).</summary>
    public static ReferenceSystem Wgs84 { get; } = Degrees("WGS84", 0, (lon, lat) => (lon, lat), (lon, lat) => (lon, lat));

    /// <summary>
    /// China Geodetic Coordinate System 2000 (EPSG:4490), taken as equal to WGS84. They agreed to centimetres at the epoch 2000.0; eastern China has since moved by some
    /// three centimetres a year, which CGCS2000 does not follow and a receiver without corrections does.
    /// </summary>
    public static ReferenceSystem Cgcs2000 { get; } = Degrees("CGCS2000", 1, (lon, lat) => (lon, lat), (lon, lat) => (lon, lat));

    /// <summary>The offset system of Chinese map services and phones.</summary>
    public static ReferenceSystem Gcj02 { get; } = Degrees("GCJ-02", 1, Coordinates.Gcj02.ToWgs84, Coordinates.Gcj02.FromWgs84);

    /// <summary>Baidu's system, on top of GCJ-02.</summary>
    public static ReferenceSystem Bd09 { get; } = Degrees(
        "BD-09",
        2,
        (lon, lat) =>
        {
            var (gcjLon, gcjLat) = Coordinates.Bd09.ToGcj02(lon, lat);
            return Coordinates.Gcj02.ToWgs84(gcjLon, gcjLat);
        },
        (lon, lat) =>
        {
            var (gcjLon, gcjLat) = Coordinates.Gcj02.FromWgs84(lon, lat);
            return Coordinates.Bd09.FromGcj02(gcjLon, gcjLat);
        });

    /// <summary>The plane of web map tiles (EPSG:3857); its metres are stretched by 1 / cos(latitude) and measure nothing.</summary>
    public static ReferenceSystem WebMercator { get; } = new(
        "EPSG:3857 (web Mercator)",
        isProjected: true,
        0.001,
        (x, y) => (double.RadiansToDegrees(x / TileSphere), double.RadiansToDegrees(Math.Atan(Math.Sinh(y / TileSphere)))),
        (lon, lat) => (TileSphere * double.DegreesToRadians(lon), TileSphere * Math.Asinh(Math.Tan(double.DegreesToRadians(lat)))),
        (x, y) => Math.Abs(x) <= Math.PI * TileSphere && Math.Abs(y) <= Math.PI * TileSphere);

    /// <summary>Finds a system by the name that a file or a person gives: <c>WGS84</c>, <c>CGCS2000</c>, <c>GCJ-02</c>, <c>BD-09</c>, <c>EPSG:4549</c>, <c>GK 120E</c>, <c>GK3 zone 40</c>, <c>GK6 zone 20</c>, an OGC urn, the usual Chinese names.</summary>
    /// <param name="name">The name; case, blanks, hyphens and underscores do not count.</param>
    /// <param name="system">The system, or null.</param>
    /// <param name="remedy">What to write instead, where the name is not known.</param>
    public static bool TryFind(string name, out ReferenceSystem? system, out string remedy)
    {
        var plain = Plain(name);
        remedy = "";
        system = plain switch
        {
            "WGS84" or "EPSG4326" or "CRS84" or "GPS" => Wgs84,
            "CGCS2000" or "EPSG4490" or "国家2000" or "2000国家大地坐标系" or "大地2000" => Cgcs2000,
            "GCJ02" or "火星坐标" or "火星坐标系" or "国测局坐标" or "高德" or "腾讯" => Gcj02,
            "BD09" or "BD09LL" or "百度" or "百度坐标" or "百度坐标系" => Bd09,
            "EPSG3857" or "EPSG900913" or "WEBMERCATOR" or "WEB墨卡托" => WebMercator,
            _ => OfEpsg(plain) ?? OfZone(plain),
        };
        if (system is not null)
            return true;
        remedy = plain.Contains("80", StringComparison.Ordinal) && (plain.Contains("西安", StringComparison.Ordinal) || plain.Contains("XIAN", StringComparison.Ordinal))
            || plain.Contains("54", StringComparison.Ordinal) && (plain.Contains("北京", StringComparison.Ordinal) || plain.Contains("BEIJING", StringComparison.Ordinal))
            ? "Xi'an 1980 and Beijing 1954 have no published shift to CGCS2000: have the surveying office convert, or name a .prj file with TOWGS84[…]"
            : "write WGS84, CGCS2000, GCJ-02, BD-09, 'GK 120E', 'GK3 zone 40', 'GK6 zone 20', an EPSG code from 4491 to 4554, or name a .prj file";
        return false;
    }

    /// <summary>EPSG:4491–4501 6-degree zones 13–23, 4502–4512 their meridians, 4513–4533 3-degree zones 25–45, 4534–4554 their meridians.</summary>
    private static ReferenceSystem? OfEpsg(string plain)
    {
        if (!plain.StartsWith("EPSG", StringComparison.Ordinal) || !int.TryParse(plain.AsSpan(4), NumberStyles.None, CultureInfo.InvariantCulture, out var code))
            return null;
        return code switch
        {
            >= 4491 and <= 4501 => GaussKruger.SixDegreeZone(code - 4491 + 13),
            >= 4502 and <= 4512 => GaussKruger.Meridian(75 + (6 * (code - 4502))),
            >= 4513 and <= 4533 => GaussKruger.ThreeDegreeZone(code - 4513 + 25),
            >= 4534 and <= 4554 => GaussKruger.Meridian(75 + (3 * (code - 4534))),
            _ => null,
        };
    }

    private static ReferenceSystem? OfZone(string plain)
    {
        if (Zone().Match(plain) is not { Success: true } match)
            return null;
        var number = int.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture);
        // The numbers of the two kinds of zones of China do not meet; a central meridian is a multiple of three degrees.
        return (match.Groups["zone"].Success, number) switch
        {
            (false, >= 75 and <= 135) when number % 3 == 0 => GaussKruger.Meridian(number),
            (true, >= 25 and <= 45) when match.Groups["width"].Value != "6" => GaussKruger.ThreeDegreeZone(number),
            (true, >= 13 and <= 23) when match.Groups["width"].Value != "3" => GaussKruger.SixDegreeZone(number),
            _ => null,
        };
    }

    private static ReferenceSystem Degrees(string name, double accuracy, Func<double, double, (double, double)> to, Func<double, double, (double, double)> from) =>
        new(name, isProjected: false, accuracy, to, from, (x, y) => Math.Abs(x) <= 180 && Math.Abs(y) <= 90);

    private static string Plain(string name)
    {
        var text = new StringBuilder();
        foreach (var letter in name.Trim().ToUpperInvariant())
        {
            if (letter is not (' ' or '-' or '_' or '/' or ':' or '.'))
                text.Append(letter);
        }

        // urn:ogc:def:crs:EPSG::4549, urn:ogc:def:crs:OGC:1.3:CRS84
        return text.ToString().Replace("URNOGCDEFCRS", "", StringComparison.Ordinal).Replace("OGC13", "", StringComparison.Ordinal);
    }

    [GeneratedRegex("^(CGCS2000)?((?<width>[36])DEGREE)?(GK|GAUSSKRUGER|高斯)(?<width>[36](?=ZONE))?((?<zone>ZONE)|CM)?(?<number>[0-9]{2,3})E?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Zone();
}
