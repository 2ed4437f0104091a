using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeWatch.Geography.Registers;

/// <summary>Reports as JSON: an array with one entry a file, kinds in kebab case.</summary>
public static class ReportJson
{
    private static readonly JsonSerializerOptions Layout = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
        DictionaryKeyPolicy = JsonNamingPolicy.KebabCaseLower,
    };

    /// <summary>Writes the reports.</summary>
    public static string Write(IReadOnlyList<FileReport> reports) => JsonSerializer.Serialize(reports, Layout);
}
