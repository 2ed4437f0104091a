using EdgeWatch.Geography.Coordinates;
using EdgeWatch.Geography.Index;

namespace EdgeWatch.Geography.Registers;

/// <summary>A file to read.</summary>
/// <param name="Path">CSV, or GeoJSON by its extension (.json, .geojson).</param>
/// <param name="Kind">What it lists; null: told by its columns and its name.</param>
public sealed record RegisterFile(string Path, RegisterKind? Kind = null);

/// <summary>
/// Reads registers and checks them: ids, class codes, coordinates, shapes, dates, ties. Good entries are kept, bad ones are left out with line, value and remedy.
/// Not safe for several threads.
/// </summary>
/// <param name="options">How to read and what to check against.</param>
/// <param name="today">The day on which stated cells are compared with found ones.</param>
public sealed class RegisterImport(RegisterOptions options, DateOnly today)
{
    private readonly Dictionary<RegisterKind, IdLedger> _ledgers = [];
    private readonly Dictionary<RegisterKind, List<(FileReport Report, long Line)>> _origins = [];

    /// <summary>What was taken so far.</summary>
    public RegisterContents Contents { get; } = new();

    /// <summary>Reads the files: cells first, then components, then sensors, so that each is checked against what it refers to.</summary>
    /// <returns>A report for each file, in that order.</returns>
    /// <exception cref="RegisterException">A file is missing, empty or of no known format.</exception>
    public IReadOnlyList<FileReport> Read(IEnumerable<RegisterFile> files)
    {
        var sorted = files.Select(file => (file.Path, Kind: file.Kind ?? RegisterKinds.Guess(file.Path))).OrderBy(file => file.Kind).ToArray();
        var reports = new List<FileReport>();
        foreach (var group in sorted.GroupBy(file => file.Kind))
        {
            reports.AddRange(group.Select(file => ReadOne(file.Path, file.Kind)));
            if (group.Key is RegisterKind.Cells or RegisterKind.DutyGrids)
                CheckOverlaps(group.Key);
            if (group.Key == RegisterKind.Components)
                CheckStatedCells();
        }

        return reports;
    }

    private FileReport ReadOne(string path, RegisterKind kind)
    {
        using var source = RegisterKinds.Open(path);
        var report = new FileReport(path, kind, source.Format);
        var places = new PlaceReader(options, source.StatedSystem);
        var take = Taker(kind, places, report);
        var defects = new List<Defect>();
        foreach (var row in source.Rows())
        {
            report.Entries++;
            defects.Clear();
            if (row.Trouble is { } trouble)
                defects.Add(new Defect(row.Line, row[Column.Id] ?? "", DefectKind.Unreadable, "(entry)", trouble));
            else if (take(row, defects))
                report.Kept++;
            foreach (var defect in defects)
                report.Add(defect);
        }

        report.System = string.Join(", ", places.Used);
        report.Unused = [.. source.Unused.Order(StringComparer.Ordinal)];
        Advise(report, places, kind);
        return report;
    }

    /// <summary>Reads a row of the kind and keeps it where nothing refuses it.</summary>
    private Func<RegisterRow, List<Defect>, bool> Taker(RegisterKind kind, PlaceReader places, FileReport report)
    {
        switch (kind)
        {
            case RegisterKind.Components:
                var components = new ComponentRows(options, places);
                return (row, defects) => components.Read(row, defects) is { } record && Keep(kind, record.Id, record.Valid, row.Line, report, defects, () => Contents.Components.Add(record));
            case RegisterKind.Sensors:
                var sensors = new SensorRows(places, Contents.Components.Count == 0 ? null : ComponentPlaces());
                return (row, defects) => sensors.Read(row, defects) is { } record && Keep(kind, record.Id, record.Valid, row.Line, report, defects, () => Contents.Sensors.Add(record));
            default:
                var grids = new GridRows(kind, options, places);
                return (row, defects) => grids.Read(row, defects) is { } record && Keep(kind, record.Id, record.Valid, row.Line, report, defects, () => Grids(kind).Add(record));
        }
    }

    private bool Keep(RegisterKind kind, string id, Validity valid, long line, FileReport report, List<Defect> defects, Action add)
    {
        if (defects.Exists(defect => defect.Refuses))
            return false;
        if (!_ledgers.TryGetValue(kind, out var ledger))
            _ledgers[kind] = ledger = new IdLedger();
        if (!ledger.TryTake(id, valid, report.Path, line, out var where))
        {
            defects.Add(new Defect(line, id, DefectKind.DuplicateId, id, $"stands at {where} already, for the same time; give each its own id, or the versions of one their dates"));
            return false;
        }

        add();
        if (!_origins.TryGetValue(kind, out var origins))
            _origins[kind] = origins = [];
        origins.Add((report, line));
        return true;
    }

    private List<GridRecord> Grids(RegisterKind kind) => kind == RegisterKind.Cells ? Contents.Cells : Contents.DutyGrids;

    private Dictionary<string, Wgs84> ComponentPlaces()
    {
        var places = new Dictionary<string, Wgs84>(Contents.Components.Count);
        foreach (var component in Contents.Components)
            places[component.Id] = component.Place;
        return places;
    }

    private void CheckOverlaps(RegisterKind kind)
    {
        var (grids, origins) = (Grids(kind), _origins.GetValueOrDefault(kind, []));
        foreach (var (earlier, later, shared, share) in Overlaps.Find(grids, options.OverlapTolerance))
        {
            var (report, line) = origins[later];
            var where = origins[earlier].Report == report ? $"line {origins[earlier].Line}" : $"{origins[earlier].Report.Path}, line {origins[earlier].Line}";
            report.Add(new Defect(line, grids[later].Id, DefectKind.Overlap, grids[earlier].Id, $"overlaps {grids[earlier].Id} ({where}) by {shared:0.#} m², {share:0.#%} of the smaller; draw one border for both"));
        }
    }

    /// <summary>Most registers state the cell of each component: where it is another than the coordinate lies in, one of the two is wrong.</summary>
    private void CheckStatedCells()
    {
        if (Contents.Cells.Count == 0)
            return;
        var cells = new GridIndex(Contents.Cells);
        var origins = _origins.GetValueOrDefault(RegisterKind.Components, []);
        foreach (var (component, index) in Contents.Components.Select((component, index) => (component, index)))
        {
            if (component.Cell is not { } stated || cells.Find(component.Place, today) is var found && found == stated)
                continue;
            var lies = found is null ? "in no cell of the register" : $"in {found}";
            origins[index].Report.Add(new Defect(origins[index].Line, component.Id, DefectKind.OtherCell, stated, $"the coordinate lies {lies}; correct the cell or the coordinate"));
        }
    }

    private void Advise(FileReport report, PlaceReader places, RegisterKind kind)
    {
        if (places is { Outside: > 0, Likeliest: { } likeliest } && likeliest.Count > 1 && likeliest.Count * 2 > places.Outside)
            report.Advice.Add($"{places.Outside} of {places.Checked} coordinates lie outside; read {likeliest.How}, {likeliest.Count} of them lie inside: probably the whole file is meant so, what was kept too; state it and read the file again");
        if (options.District is null)
            report.Advice.Add("no district was named: places were not checked, and a wrong reference system goes unnoticed");
        if (kind == RegisterKind.Sensors && Contents.Components.Count == 0 && Contents.Sensors.Exists(sensor => sensor.Component is not null))
            report.Advice.Add("no register of components was read: the sensors' ties to components were not checked");
    }
}
