using System.Globalization;
using EdgeWatch.Geography.Coordinates;
using EdgeWatch.Geography.Registers;

namespace EdgeWatch.Geography.Tests.Coordinates;

/// <summary>The example district and the readings of docs/place.md.</summary>
public sealed class DistrictTests
{
    private static readonly District Example = DistrictFile.Read(Repository.File("deploy", "registers", "district.geojson"));

    public static TheoryData<string[]> Readings => [.. MarkdownTable.Rows("docs/place.md", "Outside the district")];

    [Theory]
    [MemberData(nameof(Readings))]
    public void What_lies_outside_is_told_with_the_system_that_it_was_probably_meant_in(string[] example)
    {
        ReferenceSystems.TryFind(example[0], out var stated, out _).ShouldBeTrue();
        var coordinate = new Coordinate(double.Parse(example[1], CultureInfo.InvariantCulture), double.Parse(example[2], CultureInfo.InvariantCulture), stated!);

        var verdict = new DistrictCheck(Example, tolerance: 20).Check(coordinate);

        verdict.MetresOutside.ShouldBeGreaterThan(20);
        (verdict.Misreadings.Count > 0 ? verdict.Misreadings[0].How : "").ShouldBe(example[3]);
    }

    [Fact]
    public void The_message_says_how_far_outside_and_what_would_put_it_inside()
    {
        // 1,362.5 m east of the centre, whose border is 1,100 m away; the offset of GCJ-02 here is about 500 m to the east.
        var coordinate = new Coordinate(118.5985, 24.817, ReferenceSystems.Wgs84);
        var text = new DistrictCheck(Example, tolerance: 20).Check(coordinate).Describe(coordinate, Example);

        text.ShouldStartWith("lies 263 m outside 云湾市东港区; read as GCJ-02");
    }

    [Fact]
    public void Inside_the_district_nothing_is_guessed()
    {
        var verdict = new DistrictCheck(Example, tolerance: 20).Check(new Coordinate(118.585, 24.815, ReferenceSystems.Cgcs2000));

        verdict.MetresOutside.ShouldBe(0);
        verdict.Misreadings.ShouldBeEmpty();
        verdict.Place.ShouldBe(new Wgs84(118.585, 24.815, ReferenceSystems.Cgcs2000.Accuracy));
    }

    [Fact]
    public void Metres_outside_are_metres()
    {
        var east = Example.Plane.FromPlane(1100 + 250, 0);
        Example.MetresOutside(east).ShouldBe(250, 1);
        Example.MetresOutside(Example.Plane.FromPlane(1099, 1099)).ShouldBe(0);
    }
}
