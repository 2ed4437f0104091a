using System.Text;
using EdgeWatch.Geography.Coordinates;
using EdgeWatch.Geography.Registers;

namespace EdgeWatch.Geography.Tests.Registers;

public sealed class ComponentRegisterTests : IDisposable
{
    private const string Headings = "部件标识码,部件类别,名称,经度,纬度,地址\n";

    private readonly RegisterFiles _files = new();

    [Fact]
    public void The_registers_of_the_example_district_are_without_a_defect()
    {
        var folder = Repository.File("deploy", "registers");
        var import = new RegisterImport(_files.Options, RegisterFiles.Today);
        var reports = import.Read(Directory.GetFiles(folder).Where(file => !file.Contains("district", StringComparison.Ordinal)).Select(file => new RegisterFile(file)));

        reports.SelectMany(report => report.Defects).ShouldBeEmpty();
        reports.Select(report => report.Kind).ShouldBe([RegisterKind.Cells, RegisterKind.DutyGrids, RegisterKind.Components, RegisterKind.Sensors]);
        import.Contents.Components.Count.ShouldBe(7);
        import.Contents.Components[5].Address.ShouldBe("\"便民\"菜市场南门, 东侧");
        import.Contents.Sensors[2].Place.ShouldBe(import.Contents.Components[4].Place);
        import.Contents.Sensors[2].MountingHeight.ShouldBe(1.2);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("gb18030")]
    [InlineData("utf-16")]
    public void Chinese_headings_and_values_are_read_in_the_encodings_that_offices_export(string encoding)
    {
        var report = _files.Read("components.csv", Headings + "3599010104000001,0104,雨水箅子,118.585,24.815,\"港前街3号, 门前\"\n", Encoding(encoding));

        report.Defects.ShouldBeEmpty();
        report.Format.ShouldBe($"CSV, {encoding.ToUpperInvariant()}");
        var component = _files.Contents.Components.ShouldHaveSingleItem();
        component.Name.ShouldBe("雨水箅子");
        component.Address.ShouldBe("港前街3号, 门前");
        component.Place.ShouldBe(new Wgs84(118.585, 24.815, 0));
    }

    [Fact]
    public void Every_defect_is_told_with_its_line_and_the_good_entries_are_kept()
    {
        var report = _files.Read("components.csv", Headings
            + "3599010102000001,0102,\"污水\n井盖\",118.585,24.815,\n"      // 2-3: good, over two lines
            + "3599010102000001,0102,污水井盖,118.5851,24.815,\n"           // 4: the same id
            + "359901010200002,0102,污水井盖,118.585,24.815,\n"             // 5: 15 digits
            + "3599010102000003,9,污水井盖,118.585,24.815,\n"               // 6: no class code
            + "3599010102000004,0103,污水井盖,118.585,24.815,\n"            // 7: contradicts the id
            + "3599010102000005,0102,污水井盖,,24.815,\n"                   // 8: no longitude
            + "3599010102000006,0102,污水井盖,east,24.815,\n"               // 9: no number
            + "3599010102000007,0102,污水井盖,118.5985,24.817,\n"           // 10: GCJ-02
            + "3599010102000008,0102,污水井盖,121.5,25.05,\n"               // 11: elsewhere
            + "3502010102000009,0102,污水井盖,118.585,24.815,\n"            // 12: a neighbour's
            + "3599010102000010,0102,污水井盖,118.585,24.815,a,b\n"         // 13: too many values
            + "35990101002000011,01002,污水井盖,118.585,24.815,\n");        // 14: good, of 2026

        report.Entries.ShouldBe(12);
        report.Kept.ShouldBe(2);
        _files.Contents.Components.Select(component => component.Class).ShouldBe(["0102", "01002"]);
        report.Defects.Select(defect => (defect.Line, defect.Kind)).ShouldBe(
        [
            (4, DefectKind.DuplicateId), (5, DefectKind.BadId), (6, DefectKind.BadClass), (7, DefectKind.BadClass), (8, DefectKind.ValueMissing), (9, DefectKind.ValueWrong),
            (10, DefectKind.WrongSystem), (11, DefectKind.OutsideDistrict), (12, DefectKind.BadId), (13, DefectKind.Unreadable),
        ]);
        report.Defects[0].Remedy.ShouldContain("line 2");
    }

    [Fact]
    public void A_quote_that_is_never_closed_is_told_where_it_opens()
    {
        var report = _files.Read("components.csv", Headings + "3599010102000001,0102,a,118.585,24.815,\n3599010102000002,0102,\"b,118.585,24.815,\n3599010102000003,0102,c,118.585,24.815,\n");

        report.Kept.ShouldBe(1);
        var defect = report.Defects.ShouldHaveSingleItem();
        (defect.Line, defect.Kind).ShouldBe((3, DefectKind.Unreadable));
        defect.Remedy.ShouldContain("quote");
    }

    [Fact]
    public void A_file_in_GCJ02_that_says_nothing_is_told_as_a_whole()
    {
        var text = new StringBuilder("id,lon,lat\n");
        for (var index = 0; index < 50; index++)
        {
            var place = RegisterFiles.Example.Plane.FromPlane(700 + index, -700 + index);
            var (lon, lat) = Gcj02.FromWgs84(place.Lon, place.Lat);
            text.AppendLine(FormattableString.Invariant($"35990101030{index:D5},{lon:F7},{lat:F7}"));
        }

        var report = _files.Read("components.csv", text.ToString());

        report.Kept.ShouldBe(0);
        report.Advice.ShouldHaveSingleItem().ShouldStartWith("50 of 50 coordinates lie outside; read as GCJ-02, 50 of them lie inside");

        using var again = new RegisterFiles { Options = new() { District = RegisterFiles.Example, System = ReferenceSystems.Gcj02 } };
        again.Read("components.csv", text.ToString()).Kept.ShouldBe(50);
        again.Contents.Components[0].Place.DistanceTo(RegisterFiles.Example.Plane.FromPlane(700, -700)).ShouldBeLessThan(0.02);
    }

    [Fact]
    public void An_entry_may_state_its_own_system_and_a_sheet_in_metres_is_read()
    {
        var report = _files.Read("components.csv", "id;x;y;坐标系\n3599010103000001;356932,99;2746302.97;GK 120E\n3599010103000002;356932.99;2746302.97;GK 120E\n3599010103000003;356932.99;2746302.97;Mars\n");

        report.Kept.ShouldBe(1);
        report.System.ShouldBe("CGCS2000 / Gauss-Kruger CM 120E");
        _files.Contents.Components[0].Place.DistanceTo(new Wgs84(118.585, 24.815, 0)).ShouldBeLessThan(0.01);
        report.Defects.Select(defect => defect.Line).ShouldBe([2, 4]);
    }

    [Fact]
    public void Versions_of_one_component_follow_one_another_and_overlapping_ones_are_duplicates()
    {
        var report = _files.Read("components.csv", "id,lon,lat,启用日期,停用日期\n"
            + "3599010103000001,118.585,24.815,2020-01-01,2025/6/1\n"
            + "3599010103000001,118.586,24.815,2025-06-01,\n"
            + "3599010103000001,118.587,24.815,20250531,\n"
            + "3599010103000002,118.587,24.815,2025-06-01,2025-06-01\n");

        report.Kept.ShouldBe(2);
        report.Defects.Select(defect => (defect.Line, defect.Kind)).ShouldBe([(4, DefectKind.DuplicateId), (5, DefectKind.ValueWrong)]);
    }

    [Fact]
    public void A_class_that_no_catalogue_has_is_told_and_kept()
    {
        using var files = new RegisterFiles { Options = new() { District = RegisterFiles.Example, KnownClasses = new HashSet<string> { "0103" } } };
        var report = files.Read("components.csv", "id,lon,lat\n3599010103000001,118.585,24.815\n3599010188000001,118.585,24.815\n");

        report.Kept.ShouldBe(2);
        report.Defects.ShouldHaveSingleItem().Kind.ShouldBe(DefectKind.UnknownClass);
    }

    [Fact]
    public void A_district_without_codes_reads_its_registers_with_free_ids()
    {
        using var files = new RegisterFiles { Options = new() { District = RegisterFiles.Example, FreeIds = true } };
        files.Read("components.csv", "id,lon,lat\nlamp-7,118.585,24.815\n").Kept.ShouldBe(1);
        files.Contents.Components[0].Id.ShouldBe("lamp-7");
    }

    [Fact]
    public void A_component_that_lies_in_another_cell_than_stated_is_told()
    {
        var reports = _files.Read(
            ("components.csv", "id,lon,lat,单元网格\n3599010103000001,118.585,24.815,359901001001001\n3599010103000002,118.585,24.815,359901001001002\n3599010103000003,118.59,24.815,359901001001001\n", null),
            ("cells.geojson", RegisterFiles.Collection(RegisterFiles.Cell("359901001001001", -50, -50), RegisterFiles.Cell("359901001001002", 50, -50)), null));

        reports[1].Kept.ShouldBe(3);
        reports[1].Defects.Select(defect => (defect.Line, defect.Kind)).ShouldBe([(3, DefectKind.OtherCell), (4, DefectKind.OtherCell)]);
        reports[1].Defects[0].Remedy.ShouldContain("359901001001001");
    }

    [Fact]
    public void Only_the_first_thousand_defects_of_a_kind_are_kept_and_all_are_counted()
    {
        var text = new StringBuilder("id,lon,lat\n");
        for (var line = 0; line < 1500; line++)
            text.AppendLine("x,118.585,24.815");
        var report = _files.Read("components.csv", text.ToString());

        report.Defects.Count.ShouldBe(FileReport.DefectsKept);
        report.Counts[DefectKind.BadId].ShouldBe(1500);
    }

    [Fact]
    public void What_cannot_be_a_register_is_refused_with_its_remedy()
    {
        Should.Throw<RegisterException>(() => _files.Read("components.csv", "")).Message.ShouldContain("headings");
        Should.Throw<RegisterException>(() => _files.Read("components.xlsx", "x")).Message.ShouldContain("export it as .csv or .geojson");
        Should.Throw<RegisterException>(() => _files.Read("components.geojson", "{\"type\":\"Topology\"}")).Message.ShouldContain("FeatureCollection");
        Should.Throw<RegisterException>(() => _files.Read("components.geojson", "{\"type\":")).Message.ShouldContain("components.geojson");
    }

    public void Dispose() => _files.Dispose();

    private static Encoding Encoding(string name) => name switch
    {
        "gb18030" => CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!,
        "utf-16" => System.Text.Encoding.Unicode,
        _ => new UTF8Encoding(false),
    };
}
