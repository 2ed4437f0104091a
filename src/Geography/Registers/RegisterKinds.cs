using NetTopologySuite.Geometries;

namespace EdgeWatch.Geography.Registers;

/// <summary>Tells formats and kinds of registers apart.</summary>
internal static class RegisterKinds
{
    /// <exception cref="RegisterException">The file is missing or of no known format.</exception>
    public static IRowSource Open(string path)
    {
        if (!File.Exists(path))
            throw new RegisterException($"{path} does not exist; name a CSV or GeoJSON file");
        return Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".csv" or ".txt" or ".tsv" => CsvRows.Open(path),
            ".json" or ".geojson" => GeoJsonRows.Open(path),
            var other => throw new RegisterException($"{path}: '{other}' is no format that is read here; export it as .csv or .geojson"),
        };
    }

    /// <summary>By the file's name where it says, else by the columns and the shape of the first entry.</summary>
    public static RegisterKind Guess(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path).ToLowerInvariant();
        foreach (var (word, kind) in Words)
        {
            if (name.Contains(word, StringComparison.Ordinal))
                return kind;
        }

        using var source = Open(path);
        var first = source.Rows().FirstOrDefault(row => row.Trouble is null);
        if (first.Values is null)
            return RegisterKind.Components;
        if (first.Shape is IPolygonal)
            return CellCode.IsValid(first[Column.Id] ?? first[Column.Cell] ?? "") ? RegisterKind.Cells : RegisterKind.DutyGrids;
        return source.Found.Contains(Column.Component) || source.Found.Contains(Column.Make) || source.Found.Contains(Column.MountingHeight) ? RegisterKind.Sensors : RegisterKind.Components;
    }

    private static readonly (string Word, RegisterKind Kind)[] Words =
    [
        ("duty", RegisterKind.DutyGrids), ("责任网格", RegisterKind.DutyGrids),
        ("cell", RegisterKind.Cells), ("单元网格", RegisterKind.Cells),
        ("sensor", RegisterKind.Sensors), ("传感", RegisterKind.Sensors),
        ("component", RegisterKind.Components), ("部件", RegisterKind.Components),
    ];
}
