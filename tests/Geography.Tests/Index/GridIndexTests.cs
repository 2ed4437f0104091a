using EdgeWatch.Geography.Coordinates;
using EdgeWatch.Geography.Index;
using EdgeWatch.Geography.Registers;
using NetTopologySuite.IO;
using Envelope = NetTopologySuite.Geometries.Envelope;

namespace EdgeWatch.Geography.Tests.Index;

public sealed class GridIndexTests
{
    private static readonly DateOnly Day = new(2026, 11, 2);

    [Fact]
    public void A_place_lies_in_its_cell_and_its_duty_grid()
    {
        var folder = Repository.File("deploy", "registers");
        var import = new RegisterImport(new RegisterOptions(), Day);
        import.Read(Directory.GetFiles(folder, "*.geojson").Where(file => !file.Contains("district", StringComparison.Ordinal)).Select(file => new RegisterFile(file)));
        var index = PlaceIndex.Of(import.Contents);

        index.Locate(new Wgs84(118.5848, 24.8144, 5), Day).ShouldBe(new Location("359901001001002", "DG-1"));
        index.Locate(new Wgs84(118.5848, 24.8144, 5), new DateOnly(2023, 12, 31)).ShouldBe(new Location(null, "DG-1"));
        index.Locate(new Wgs84(118.70, 24.8144, 5), Day).ShouldBe(default);
    }

    [Fact]
    public void A_redivision_leaves_old_cases_where_they_were()
    {
        var july = new DateOnly(2026, 7, 1);
        var index = new GridIndex(
        [
            Grid("old", "POLYGON((0 0,2 0,2 2,0 2,0 0))", new Validity(null, july)),
            Grid("west", "POLYGON((0 0,1 0,1 2,0 2,0 0))", new Validity(july, null)),
            Grid("east", "POLYGON((1 0,2 0,2 2,1 2,1 0))", new Validity(july, null)),
        ]);

        index.Find(new Wgs84(1.5, 1, 0), july.AddDays(-1)).ShouldBe("old");
        index.Find(new Wgs84(1.5, 1, 0), july).ShouldBe("east");
        index.Find(new Wgs84(0.5, 1, 0), Day).ShouldBe("west");
        index.Count.ShouldBe(3);
    }

    [Fact]
    public void A_place_on_a_shared_border_belongs_to_exactly_one_cell()
    {
        var west = new GridIndex([Grid("west", "POLYGON((0 0,1 0,1 2,0 2,0 0))", default)]);
        var east = new GridIndex([Grid("east", "POLYGON((1 0,2 0,2 2,1 2,1 0))", default)]);
        foreach (var lat in new[] { 0.25, 0.5, 1, 1.75 })
            new[] { west, east }.Count(index => index.Find(new Wgs84(1, lat, 0), Day) is not null).ShouldBe(1);
    }

    [Fact]
    public void Holes_and_separate_parts_are_respected_and_overlaps_give_the_least_id()
    {
        var index = new GridIndex(
        [
            Grid("b", "MULTIPOLYGON(((0 0,10 0,10 10,0 10,0 0),(4 4,6 4,6 6,4 6,4 4)),((20 0,21 0,21 1,20 1,20 0)))", default),
            Grid("a", "POLYGON((8 8,12 8,12 12,8 12,8 8))", default),
        ]);

        index.Find(new Wgs84(5, 5, 0), Day).ShouldBeNull();
        index.Find(new Wgs84(20.5, 0.5, 0), Day).ShouldBe("b");
        index.Find(new Wgs84(9, 9, 0), Day).ShouldBe("a");
        index.Find(new Wgs84(15, 0.5, 0), Day).ShouldBeNull();
    }

    [Fact]
    public void No_grid_at_all_is_no_cell() => new GridIndex([]).Find(new Wgs84(1, 1, 0), Day).ShouldBeNull();

    [Fact]
    public void The_grids_of_a_box_come_with_all_their_borders_as_of_a_day_and_none_where_they_are_too_many()
    {
        var july = new DateOnly(2026, 7, 1);
        var index = new GridIndex(
        [
            Grid("ring", "POLYGON((0 0,10 0,10 10,0 10,0 0),(4 4,6 4,6 6,4 6,4 4))", default),
            Grid("gone", "POLYGON((0 0,2 0,2 2,0 2,0 0))", new Validity(null, july)),
            Grid("far", "POLYGON((30 0,31 0,31 1,30 1,30 0))", default),
            Grid("near", "POLYGON((10 0,12 0,12 2,10 2,10 0))", default),
        ]);

        var (outlines, total) = index.In(new Envelope(1, 11, 1, 2), Day, limit: 2);

        total.ShouldBe(2);
        outlines.Select(outline => outline.Id).ShouldBe(["near", "ring"]);
        outlines[1].Rings.Select(ring => string.Join(" ", ring.Select(corner => $"{corner[0]},{corner[1]}"))).ShouldBe(["0,0 10,0 10,10 0,10 0,0", "4,4 6,4 6,6 4,6 4,4"]);
        index.In(new Envelope(1, 11, 1, 2), Day, limit: 1).ShouldSatisfyAllConditions(found => found.Outlines.ShouldBeEmpty(), found => found.Total.ShouldBe(2));
        index.In(new Envelope(1, 2, 1, 2), july.AddDays(-1), limit: 9).Outlines.Select(outline => outline.Id).ShouldBe(["gone", "ring"]);
        new GridIndex([]).In(new Envelope(0, 1, 0, 1), Day, limit: 9).Total.ShouldBe(0);
    }

    private static GridRecord Grid(string id, string shape, Validity valid) => new(id, new WKTReader().Read(shape), valid);
}
