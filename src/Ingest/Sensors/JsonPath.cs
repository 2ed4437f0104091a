using System.Text;
using System.Text.Json;

namespace EdgeWatch.Ingest.Sensors;

/// <summary>A path into a JSON value: member names and list positions, <c>report.items[0].value</c>. The empty path is the value itself.</summary>
internal sealed class JsonPath
{
    private const int Deepest = 16;
    private readonly (byte[]? Name, int Index)[] _steps;

    private JsonPath(string text, (byte[]? Name, int Index)[] steps) => (Text, _steps) = (text, steps);

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <summary>Reads a path; on failure says why.</summary>
    public static bool TryParse(string text, out JsonPath? path, out string error)
    {
        path = null;
        var steps = new List<(byte[]? Name, int Index)>();
        foreach (var part in text.Length == 0 ? [] : text.Split('.'))
        {
            var bracket = part.IndexOf('[');
            var name = bracket < 0 ? part : part[..bracket];
            if (name.Length > 0)
                steps.Add((Encoding.UTF8.GetBytes(name), 0));
            else if (bracket < 0)
                return Fail(text, "a name is missing between two points", out error);
            if (bracket >= 0 && !TryReadPositions(part[bracket..], steps))
                return Fail(text, "write list positions as [0]", out error);
        }

        if (steps.Count > Deepest)
            return Fail(text, $"it is deeper than {Deepest} steps", out error);
        (path, error) = (new JsonPath(text, [.. steps]), "");
        return true;
    }

    /// <summary>A path that was checked before; null for null.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static JsonPath? Of(string? text) =>
        text is null ? null : TryParse(text, out var path, out var error) ? path : throw new FormatException(error);

    /// <summary>Finds the value; false where any step is missing.</summary>
    public bool TryFind(JsonElement root, out JsonElement value)
    {
        value = root;
        foreach (var (name, index) in _steps)
        {
            if (name is not null)
            {
                if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(name, out value))
                    return false;
            }
            else if (value.ValueKind == JsonValueKind.Array && index < value.GetArrayLength())
            {
                value = value[index];
            }
            else
            {
                return false;
            }
        }

        return true;
    }

    private static bool TryReadPositions(string text, List<(byte[]? Name, int Index)> steps)
    {
        foreach (var position in text[1..].Split('['))
        {
            if (!position.EndsWith(']') || !ushort.TryParse(position[..^1], out var index))
                return false;
            steps.Add((null, index));
        }

        return true;
    }

    private static bool Fail(string text, string why, out string error)
    {
        error = $"'{text}' is no path: {why}; an example is report.items[0].value";
        return false;
    }
}
