using EdgeWatch.Geography.Coordinates;
using NetTopologySuite.Geometries;

namespace EdgeWatch.Geography.Registers;

/// <summary>Brings the coordinates of one file's rows to WGS84 and checks them against the district; remembers what would have put the misplaced ones inside.</summary>
internal sealed class PlaceReader(RegisterOptions options, string? statedByFile)
{
    private readonly DistrictCheck? _check = options.District is { } district ? new DistrictCheck(district, options.Tolerance) : null;
    private readonly Dictionary<string, ReferenceSystem?> _systems = [];
    private readonly Dictionary<string, int> _misreadings = [];

    /// <summary>Names of the systems that rows were read in.</summary>
    public SortedSet<string> Used { get; } = new(StringComparer.Ordinal);

    /// <summary>Coordinates that lie outside.</summary>
    public int Outside { get; private set; }

    /// <summary>Coordinates that were checked.</summary>
    public int Checked { get; private set; }

    /// <summary>The reading that puts the most of the misplaced ones inside, and how many.</summary>
    public (string How, int Count)? Likeliest => _misreadings.Count == 0 ? null : _misreadings.Select(pair => (pair.Key, pair.Value)).MaxBy(pair => pair.Value);

    /// <summary>The system of a row, or the defect.</summary>
    public ReferenceSystem? System(RegisterRow row, string id, List<Defect> defects)
    {
        if (options.System is { } given)
            return Use(given);
        if ((row[Column.System] ?? statedByFile) is not { } name)
            return Use(ReferenceSystems.Wgs84);
        if (!_systems.TryGetValue(name, out var system))
        {
            ReferenceSystems.TryFind(name, out system, out _);
            _systems[name] = system;
        }

        if (system is not null)
            return Use(system);
        ReferenceSystems.TryFind(name, out _, out var remedy);
        defects.Add(new Defect(row.Line, id, DefectKind.ValueWrong, name, $"no known reference system; {remedy}"));
        return null;
    }

    /// <summary>The place of a point, a line's or an area's inner point, or of the two columns.</summary>
    public Wgs84? Place(RegisterRow row, string id, List<Defect> defects)
    {
        if (System(row, id, defects) is not { } system || Numbers(row, id, defects) is not { } numbers)
            return null;
        return Check(new Coordinates.Coordinate(numbers.X, numbers.Y, system), row.Line, id, defects);
    }

    /// <summary>Checks one coordinate; null where it is refused.</summary>
    public Wgs84? Check(Coordinates.Coordinate coordinate, long line, string id, List<Defect> defects)
    {
        Checked++;
        var value = coordinate.System.IsProjected ? $"{coordinate.X:F2}, {coordinate.Y:F2}" : $"{coordinate.X:F6}, {coordinate.Y:F6}";
        if (_check is null)
        {
            if (coordinate.ToWgs84() is { } place)
                return place;
            defects.Add(new Defect(line, id, DefectKind.ValueWrong, value, $"is no coordinate of {coordinate.System}; state the right system, or correct it"));
            return null;
        }

        var verdict = _check.Check(coordinate);
        if (verdict.MetresOutside == 0)
            return verdict.Place;
        Outside++;
        foreach (var reading in verdict.Misreadings)
            _misreadings[reading.How] = _misreadings.GetValueOrDefault(reading.How) + 1;
        var kind = verdict.Misreadings.Count > 0 ? DefectKind.WrongSystem : DefectKind.OutsideDistrict;
        defects.Add(new Defect(line, id, kind, value, verdict.Describe(coordinate, options.District!)));
        return null;
    }

    private static (double X, double Y)? Numbers(RegisterRow row, string id, List<Defect> defects)
    {
        if (row.Shape is { IsEmpty: false } shape)
        {
            var point = shape as Point ?? shape.InteriorPoint;
            return (point.X, point.Y);
        }

        if (row[Column.Lon] is not { } lon || row[Column.Lat] is not { } lat)
        {
            defects.Add(new Defect(row.Line, id, DefectKind.ValueMissing, "(no coordinate)", "write lon and lat (经度, 纬度), or a geometry"));
            return null;
        }

        if (CoordinateText.TryParse(lon, out var x) && CoordinateText.TryParse(lat, out var y))
            return (x, y);
        defects.Add(new Defect(row.Line, id, DefectKind.ValueWrong, $"{lon}, {lat}", "is no coordinate; write 118.585 or 118°35′06″, or metres"));
        return null;
    }

    private ReferenceSystem Use(ReferenceSystem system)
    {
        Used.Add(system.Name);
        return system;
    }
}
