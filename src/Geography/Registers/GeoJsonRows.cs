using System.Text.Json;
using NetTopologySuite.Geometries;

namespace EdgeWatch.Geography.Registers;

/// <summary>A register as GeoJSON: a FeatureCollection whose features have the columns as properties.</summary>
internal sealed class GeoJsonRows : IRowSource
{
    private readonly GeoJsonReader _reader;
    private readonly Dictionary<string, Column?> _columns = [];
    private readonly HashSet<Column> _found = [];
    private readonly HashSet<string> _unused = [];

    private GeoJsonRows(GeoJsonReader reader, string? system) => (_reader, StatedSystem) = (reader, system);

    public string Format => "GeoJSON";

    public string? StatedSystem { get; }

    public IReadOnlySet<Column> Found => _found;

    public IReadOnlySet<string> Unused => _unused;

    /// <exception cref="RegisterException">The file is no FeatureCollection.</exception>
    public static GeoJsonRows Open(string path)
    {
        var reader = new GeoJsonReader(File.OpenRead(path));
        try
        {
            if (reader.MoveToFeatures(out var system))
                return new GeoJsonRows(reader, system);
        }
        catch (JsonException error)
        {
            reader.Dispose();
            throw new RegisterException($"{path} is not JSON: {error.Message}");
        }
        catch (InvalidOperationException)
        {
            reader.Dispose();
            throw new RegisterException($"{path}: {NotUtf8}");
        }

        reader.Dispose();
        throw new RegisterException($"{path} is no GeoJSON FeatureCollection: there is no list of features; export it as one");
    }

    public IEnumerable<RegisterRow> Rows()
    {
        while (true)
        {
            JsonDocument? feature;
            long line;
            string? broken = null;
            try
            {
                feature = _reader.Next(out line);
            }
            catch (JsonException error)
            {
                (feature, line, broken) = (null, _reader.Line, error.Message);
            }

            if (broken is not null)
                yield return RegisterRow.Broken(line, $"not JSON from here on ({broken}), and what follows is lost; export the file again");
            if (feature is null)
                yield break;
            using (feature)
                yield return ReadableRow(feature.RootElement, line);
        }
    }

    public void Dispose() => _reader.Dispose();

    private RegisterRow ReadableRow(JsonElement feature, long line)
    {
        try
        {
            return Row(feature, line);
        }
        catch (InvalidOperationException)
        {
            // The reader lets strings through as bytes; only taking one as text finds that it is none.
            return RegisterRow.Broken(line, NotUtf8);
        }
    }

    private RegisterRow Row(JsonElement feature, long line)
    {
        var values = new string?[Columns.Count];
        if (feature.ValueKind != JsonValueKind.Object)
            return RegisterRow.Broken(line, "not a feature; write {\"type\": \"Feature\", \"geometry\": …, \"properties\": …}");
        if (feature.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in properties.EnumerateObject())
            {
                if (Find(property.Name) is { } column && Text(property.Value) is { } value)
                    values[(int)column] ??= value;
            }
        }

        if (values[(int)Column.Id] is null && feature.TryGetProperty("id", out var id))
            values[(int)Column.Id] = Text(id);
        if (!feature.TryGetProperty("geometry", out var geometry) || geometry.ValueKind == JsonValueKind.Null)
            return new RegisterRow(line, values, null, null);
        try
        {
            return new RegisterRow(line, values, GeoJsonShapes.Read(geometry), null);
        }
        catch (FormatException error)
        {
            return new RegisterRow(line, values, null, $"the geometry cannot be read: {error.Message}");
        }
    }

    private Column? Find(string name)
    {
        if (!_columns.TryGetValue(name, out var column))
        {
            column = _columns[name] = Columns.Find(name);
            if (column is { } known)
                _found.Add(known);
            else
                _unused.Add(name);
        }

        return column;
    }

    private const string NotUtf8 = "the text is not UTF-8, which GeoJSON always is; export the file again as UTF-8";

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!.Trim() is { Length: > 0 } text ? text : null,
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };
}
