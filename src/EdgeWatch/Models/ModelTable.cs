using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeWatch.EdgeAgent.Detectors;

namespace EdgeWatch.ModelCare;

/// <summary>A model as <c>models list</c> shows it.</summary>
/// <param name="Model">From the catalogue.</param>
/// <param name="InUse">Whether the configuration uses it; null where there is no configuration.</param>
/// <param name="Defects">What <c>models verify</c> finds; empty: verified.</param>
internal sealed record ModelRow(ModelListing Model, bool? InUse, IReadOnlyList<ModelDefect> Defects)
{
    private string State => Model.State == ModelState.WeightsMissing ? "weights missing" : Defects.Count == 0 ? "verified" : $"{Defects.Count} defects";

    public string[] Cells() => Model.Manifest is not { } manifest ? [Model.Name, "", "", "", "", "", "", "", Use(), State] :
    [
        manifest.Name,
        manifest.Version,
        manifest.Layout,
        $"{manifest.Input.Width} × {manifest.Input.Height}",
        string.Join(", ", manifest.Classes.Select(entry => entry.Name)),
        string.Join(", ", manifest.Problems),
        Model.Bytes == 0 ? "" : $"{Model.Bytes / 1e6:F1} MB",
        manifest.Licence,
        Use(),
        State,
    ];

    private string Use() => InUse switch { true => "yes", false => "no", null => "" };

    private JsonObject Json() => new()
    {
        ["name"] = Model.Name,
        ["version"] = Model.Manifest?.Version,
        ["folder"] = Model.Folder,
        ["layout"] = Model.Manifest?.Layout,
        ["input"] = Model.Manifest is { Input: var input } ? new JsonObject { ["width"] = input.Width, ["height"] = input.Height } : null,
        ["classes"] = new JsonArray([.. Model.Manifest?.Classes.Select(entry => new JsonObject { ["name"] = entry.Name, ["threshold"] = Math.Round(entry.Threshold, 4) }) ?? []]),
        ["problems"] = Strings(Model.Manifest?.Problems),
        ["replaces"] = Strings(Model.Manifest?.Replaces),
        ["variantOf"] = Model.Manifest?.VariantOf,
        ["bytes"] = Model.Bytes,
        ["licence"] = Model.Manifest?.Licence,
        ["inUse"] = InUse,
        ["verified"] = Defects.Count == 0,
        ["defects"] = Strings([.. Defects.Select(defect => defect.ToString())]),
    };

    private static JsonArray Strings(IReadOnlyList<string>? values) => new([.. (values ?? []).Select(value => JsonValue.Create(value))]);

    /// <summary>All rows as one JSON array.</summary>
    public static string ToJson(IEnumerable<ModelRow> rows) => new JsonArray([.. rows.Select(row => row.Json())])
        .ToJsonString(new JsonSerializerOptions { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>The columns of <see cref="Cells"/>.</summary>
    public static string[] Columns { get; } = ["model", "version", "layout", "input", "classes", "problems", "size", "licence", "in use", "state"];
}
