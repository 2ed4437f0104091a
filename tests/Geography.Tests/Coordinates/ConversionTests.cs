using System.Globalization;
using EdgeWatch.Geography.Coordinates;

namespace EdgeWatch.Geography.Tests.Coordinates;

/// <summary>The worked examples of docs/place.md, one by one.</summary>
public sealed class ConversionTests
{
    public static TheoryData<string[]> Examples => [.. MarkdownTable.Rows("docs/place.md", "Worked conversions")];

    [Theory]
    [MemberData(nameof(Examples))]
    public void Every_worked_conversion_of_the_document_comes_out_both_ways(string[] example)
    {
        var from = new Coordinate(Number(example[1]), Number(example[2]), Find(example[0]));
        var to = new Coordinate(Number(example[4]), Number(example[5]), Find(example[3]));
        var within = Number(example[6]);

        Apart(from.In(to.System)!.Value, to).ShouldBeLessThan(within);
        Apart(to.In(from.System)!.Value, from).ShouldBeLessThan(within);
    }

    [Fact]
    public void Every_system_comes_back_to_where_it_began_within_a_tenth_of_a_millimetre()
    {
        var random = new Random(20260701);
        foreach (var system in (ReferenceSystem[])[ReferenceSystems.Cgcs2000, ReferenceSystems.Gcj02, ReferenceSystems.Bd09, ReferenceSystems.WebMercator, GaussKruger.Meridian(117), GaussKruger.ThreeDegreeZone(39), GaussKruger.SixDegreeZone(20)])
        {
            for (var round = 0; round < 300; round++)
            {
                var place = new Wgs84(117 + ((random.NextDouble() - 0.5) * 3), 20 + (random.NextDouble() * 30), 0);
                var (x, y) = system.FromWgs84(place);
                var back = system.ToWgs84(x, y).ShouldNotBeNull(system.Name);
                back.DistanceTo(place).ShouldBeLessThan(0.0001, system.Name);
                back.ErrorRadius.ShouldBe(system.Accuracy);
            }
        }
    }

    [Fact]
    public void A_citys_own_system_is_taken_from_its_prj_file()
    {
        // Meridian, false origin and datum as a city may publish them; the shift of seven parameters is invented.
        const string wkt = """
            PROJCS["City plane 2005",GEOGCS["Old",DATUM["Old_Datum",SPHEROID["Krassowsky_1940",6378245,298.3],TOWGS84[15.8,-154.4,-82.3,0,0,0,0]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]],
            PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",118.5],PARAMETER["scale_factor",1],
            PARAMETER["false_easting",50000],PARAMETER["false_northing",-2700000],UNIT["metre",1]]
            """;
        var system = ProjectedSystem.FromWkt(wkt, accuracy: 0.5);

        var (x, y) = system.FromWgs84(new Wgs84(118.585, 24.815, 0));
        x.ShouldBeInRange(50_000, 65_000);
        var back = system.ToWgs84(x, y)!.Value;
        back.DistanceTo(new Wgs84(118.585, 24.815, 0)).ShouldBeLessThan(0.01);
        back.ErrorRadius.ShouldBe(0.5);
    }

    [Fact]
    public void A_plane_on_a_foreign_datum_without_its_shift_is_refused()
    {
        const string wkt = """
            PROJCS["Xian 1980 / CM 117E",GEOGCS["Xian 1980",DATUM["Xian_1980",SPHEROID["IAG_1975",6378140,298.257]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]],
            PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",117],PARAMETER["scale_factor",1],PARAMETER["false_easting",500000],PARAMETER["false_northing",0],UNIT["metre",1]]
            """;
        Should.Throw<FormatException>(() => ProjectedSystem.FromWkt(wkt, 1)).Message.ShouldContain("TOWGS84");
        Should.Throw<FormatException>(() => ProjectedSystem.FromWkt("no text", 1)).Message.ShouldContain(".prj");
    }

    [Fact]
    public void Numbers_that_can_be_no_coordinate_of_a_system_give_no_place()
    {
        ReferenceSystems.Wgs84.ToWgs84(200, 24).ShouldBeNull();
        ReferenceSystems.Gcj02.ToWgs84(double.NaN, 24).ShouldBeNull();
        GaussKruger.ThreeDegreeZone(40).ToWgs84(356932.99, 2746302.97).ShouldBeNull();
        GaussKruger.Meridian(120).ToWgs84(40356932.99, 2746302.97).ShouldBeNull();
    }

    [Theory]
    [InlineData("wgs 84", "WGS84")]
    [InlineData("urn:ogc:def:crs:OGC:1.3:CRS84", "WGS84")]
    [InlineData("urn:ogc:def:crs:EPSG::4490", "CGCS2000")]
    [InlineData("国家2000", "CGCS2000")]
    [InlineData("gcj02", "GCJ-02")]
    [InlineData("百度坐标系", "BD-09")]
    [InlineData("EPSG:4498", "CGCS2000 / Gauss-Kruger zone 20")]
    [InlineData("epsg:4513", "CGCS2000 / 3-degree Gauss-Kruger zone 25")]
    [InlineData("CGCS2000 / 3-degree Gauss-Kruger zone 40", "CGCS2000 / 3-degree Gauss-Kruger zone 40")]
    [InlineData("CGCS2000 GK CM 117E", "CGCS2000 / Gauss-Kruger CM 117E")]
    public void A_system_is_found_by_the_names_that_files_use(string name, string found)
    {
        ReferenceSystems.TryFind(name, out var system, out _).ShouldBeTrue();
        system!.Name.ShouldBe(found);
    }

    [Theory]
    [InlineData("西安80", "surveying office")]
    [InlineData("Beijing 1954", "surveying office")]
    [InlineData("EPSG:32650", "EPSG code from 4491")]
    [InlineData("GK3 zone 99", "GK3 zone 40")]
    public void A_system_that_is_not_known_is_refused_with_what_to_write(string name, string remedy)
    {
        ReferenceSystems.TryFind(name, out var system, out var text).ShouldBeFalse();
        system.ShouldBeNull();
        text.ShouldContain(remedy);
    }

    [Theory]
    [InlineData("118.585", 118.585)]
    [InlineData("118°35′06″E", 118.585)]
    [InlineData("东经118度35分6秒", 118.585)]
    [InlineData("-33°30'", -33.5)]
    [InlineData("33.5S", -33.5)]
    [InlineData("２４．８１５", 24.815)]
    public void Degrees_are_read_as_registers_write_them(string text, double value)
    {
        CoordinateText.TryParse(text, out var read).ShouldBeTrue();
        read.ShouldBe(value, 1e-9);
    }

    [Theory]
    [InlineData("")]
    [InlineData("east")]
    [InlineData("118°75′")]
    [InlineData("NaN")]
    public void What_is_no_number_is_no_coordinate(string text) => CoordinateText.TryParse(text, out _).ShouldBeFalse();

    private static ReferenceSystem Find(string name) => ReferenceSystems.TryFind(name, out var system, out var remedy) ? system! : throw new InvalidDataException($"{name}: {remedy}");

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static double Apart(Coordinate one, Coordinate other) => one.System.IsProjected
        ? Math.Sqrt(Math.Pow(one.X - other.X, 2) + Math.Pow(one.Y - other.Y, 2))
        : new Wgs84(one.X, one.Y, 0).DistanceTo(new Wgs84(other.X, other.Y, 0));
}
