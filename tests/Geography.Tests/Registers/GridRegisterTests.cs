using EdgeWatch.Geography.Coordinates;
using EdgeWatch.Geography.Registers;

namespace EdgeWatch.Geography.Tests.Registers;

public sealed class GridRegisterTests : IDisposable
{
    private readonly RegisterFiles _files = new();

    [Fact]
    public void Cells_that_cross_themselves_or_lie_elsewhere_are_left_out_and_overlaps_are_told()
    {
        var bowTie = $"[[{RegisterFiles.Corner(0, 0)},{RegisterFiles.Corner(100, 100)},{RegisterFiles.Corner(100, 0)},{RegisterFiles.Corner(0, 100)},{RegisterFiles.Corner(0, 0)}]]";
        var report = _files.Read("cells.geojson", RegisterFiles.Collection(
            RegisterFiles.Cell("359901001001001", -100, 0),
            RegisterFiles.Feature("359901001001002", bowTie),
            RegisterFiles.Cell("359901001001003", -20, 0),
            RegisterFiles.Cell("359901001001004", 1500, 1500),
            RegisterFiles.Cell("12345", 300, 300),
            RegisterFiles.Cell("35990100A00B00C", 80, 0),
            RegisterFiles.Cell("359901001001001", -300, -300)));

        report.Kept.ShouldBe(3);
        report.Defects.Select(defect => (defect.Line, defect.Kind)).ShouldBe(
            [(3, DefectKind.SelfCrossing), (5, DefectKind.OutsideDistrict), (6, DefectKind.BadId), (8, DefectKind.DuplicateId), (4, DefectKind.Overlap)], ignoreOrder: true);
        var overlap = report.Defects.Single(defect => defect.Kind == DefectKind.Overlap);
        overlap.Value.ShouldBe("359901001001001");
        overlap.Remedy.ShouldContain("by 2000 m², 20% of the smaller");
    }

    [Fact]
    public void Neighbours_that_share_a_border_do_not_overlap()
    {
        var report = _files.Read("cells.geojson", RegisterFiles.Collection(
            RegisterFiles.Cell("359901001001001", 0, 0), RegisterFiles.Cell("359901001001002", 100, 0), RegisterFiles.Cell("359901001001003", 0, 100)));

        report.Defects.ShouldBeEmpty();
        report.Kept.ShouldBe(3);
    }

    [Fact]
    public void A_redivision_may_cover_what_it_replaces()
    {
        const string until = ",\"valid_until\":\"2025-07-01\"";
        const string from = ",\"valid_from\":\"2025-07-01\"";
        var report = _files.Read("cells.geojson", RegisterFiles.Collection(
            RegisterFiles.Cell("359901001001001", 0, 0, 100, until), RegisterFiles.Cell("359901001001001", 0, 0, 50, from), RegisterFiles.Cell("359901001001009", 0, 50, 50, from)));

        report.Defects.ShouldBeEmpty();
        report.Kept.ShouldBe(3);
    }

    [Fact]
    public void Cells_may_come_as_a_table_with_well_known_text_or_a_list_of_corners()
    {
        var report = _files.Read("单元网格.csv", "网格编码,网格名称,边界坐标\n"
            + "359901001001001,一,\"118.5850,24.8150;118.5860,24.8150;118.5860,24.8160;118.5850,24.8160\"\n"
            + "359901001001002,二,\"POLYGON((118.5860 24.8150,118.5870 24.8150,118.5870 24.8160,118.5860 24.8160,118.5860 24.8150))\"\n"
            + "359901001001003,三,\"118.5850,24.8150;118.5860\"\n"
            + "359901001001004,四,\n"
            + "359901001001005,五,POINT(118.585 24.815)\n");

        report.Kind.ShouldBe(RegisterKind.Cells);
        report.Kept.ShouldBe(2);
        report.Defects.Select(defect => (defect.Line, defect.Kind)).ShouldBe([(4, DefectKind.Unreadable), (5, DefectKind.ValueMissing), (6, DefectKind.ValueWrong)]);
    }

    [Fact]
    public void The_system_that_an_old_GeoJSON_states_is_used()
    {
        var ring = "[[356932,2746302],[357032,2746302],[357032,2746402],[356932,2746402],[356932,2746302]]";
        var text = """
            {"type":"FeatureCollection","name":"grid","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4549"}},
            "features":[ FEATURE
            ]}
            """.Replace("FEATURE", RegisterFiles.Feature("359901001001001", $"[{ring}]"), StringComparison.Ordinal);
        var report = _files.Read("cells.geojson", text);

        report.Defects.ShouldBeEmpty();
        report.System.ShouldBe("CGCS2000 / Gauss-Kruger CM 120E");
        var centre = _files.Contents.Cells[0].Area.Centroid;
        new Wgs84(centre.X, centre.Y, 0).DistanceTo(new Wgs84(118.585, 24.815, 0)).ShouldBeInRange(50, 90);
    }

    [Fact]
    public void A_broken_feature_loses_only_itself_and_a_broken_file_what_follows()
    {
        var good = RegisterFiles.Cell("359901001001001", 0, 0);
        var open = $"[[{RegisterFiles.Corner(0, 0)},{RegisterFiles.Corner(100, 0)},{RegisterFiles.Corner(100, 100)}]]";
        var report = _files.Read("cells.geojson", RegisterFiles.Collection(
            RegisterFiles.Feature("359901001001002", open), "17", """{"type":"Feature","properties":{"id":"359901001001003"},"geometry":{"type":"Circle","coordinates":[]}}""", good, "{\"type\" oops"));

        report.Kept.ShouldBe(1);
        report.Defects.Select(defect => (defect.Line, defect.Kind)).ShouldBe(
            [(2, DefectKind.Unreadable), (3, DefectKind.Unreadable), (4, DefectKind.Unreadable), (6, DefectKind.Unreadable)]);
        report.Defects[^1].Remedy.ShouldContain("export the file again");
    }

    [Fact]
    public void A_long_register_is_read_as_a_stream_with_the_lines_right()
    {
        var features = Enumerable.Range(0, 3000).Select(index =>
            $$$"""{"type":"Feature","properties":{"id":"35990101030{{{index:D5}}}","note":"{{{new string('x', index % 97)}}}"},"geometry":{"type":"Point","coordinates":[118.585,24.815]}}""").ToArray();
        features[2500] = features[2500].Replace("35990101030", "3599010103", StringComparison.Ordinal);
        var report = _files.Read("components.geojson", RegisterFiles.Collection(features));

        report.Entries.ShouldBe(3000);
        report.Kept.ShouldBe(2999);
        report.Defects.ShouldHaveSingleItem().Line.ShouldBe(2502);
        report.Unused.ShouldBe(["note"]);
    }

    [Fact]
    public void Sensors_are_tied_to_components_that_exist()
    {
        var reports = _files.Read(
            ("sensors.csv", "device id,component,lon,lat,安装高度\nA1,3599010103000001,,,1.2\nA2,3599010103000099,,,\nA3,,118.586,24.815,\nA4,,,,\nA5,3599010103000001,118.586,24.815,-3\n", null),
            ("components.csv", "id,lon,lat\n3599010103000001,118.585,24.815\n", null));

        reports[1].Kept.ShouldBe(2);
        reports[1].Defects.Select(defect => (defect.Line, defect.Kind)).ShouldBe([(3, DefectKind.UnknownComponent), (5, DefectKind.ValueMissing), (6, DefectKind.ValueWrong)]);
        _files.Contents.Sensors[0].Place.ShouldBe(new Wgs84(118.585, 24.815, 0));
    }

    [Fact]
    public void Without_a_register_of_components_ties_are_not_checked_and_that_is_said()
    {
        var report = _files.Read("sensors.csv", "device id,component,lon,lat\nA1,3599010103000001,118.585,24.815\n");

        report.Kept.ShouldBe(1);
        report.Advice.ShouldContain(sentence => sentence.Contains("ties to components were not checked", StringComparison.Ordinal));
    }

    [Fact]
    public void The_report_is_JSON_for_programs()
    {
        var report = _files.Read("components.csv", "id,lon,lat\nx,118.585,24.815\n");
        var json = System.Text.Json.Nodes.JsonNode.Parse(ReportJson.Write([report]))![0]!;

        json["kind"]!.GetValue<string>().ShouldBe("components");
        json["counts"]!["bad-id"]!.GetValue<int>().ShouldBe(1);
        json["defects"]![0]!["line"]!.GetValue<long>().ShouldBe(2);
    }

    public void Dispose() => _files.Dispose();
}
