using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.Tests.Shared;

namespace EdgeWatch.EdgeAgent.Tests.Detectors;

/// <summary>
/// Folders of the tiny models (models/training/tiny): they find the red and the blue patch of a picture, so that what they say follows from what was
/// painted. Their input is 96 × 64.
/// </summary>
internal static class TinyModel
{
    public static readonly string[] Layouts = ["yolox", "yolov5", "yolov8", "end-to-end", "detr"];

    public static string WeightsOf(string layout) => Repository.File("tests", "EdgeAgent.Tests", "Detectors", "Data", $"tiny-{layout}.onnx");

    /// <summary>Writes a whole, right folder, after <paramref name="change"/> had its way with the manifest.</summary>
    public static string Write(TempFolder temp, string layout, Action<JsonObject>? change = null, string? folderName = null)
    {
        var folder = temp.File(folderName ?? layout);
        Directory.CreateDirectory(folder);
        var manifest = Manifest(layout);
        change?.Invoke(manifest);
        File.WriteAllText(Path.Combine(folder, "manifest.json"), manifest.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
        File.WriteAllText(Path.Combine(folder, "labels.txt"), "red\nblue\n");
        File.Copy(WeightsOf(layout), Path.Combine(folder, $"tiny-{layout}.onnx"), overwrite: true);
        Seal(folder, $"tiny-{layout}.onnx", "labels.txt");
        return folder;
    }

    public static ModelFolder Load(TempFolder temp, string layout, Action<JsonObject>? change = null) => ModelFolder.Load(Write(temp, layout, change));

    /// <summary>Writes SHA256SUMS.</summary>
    public static void Seal(string folder, params string[] files) => File.WriteAllLines(
        Path.Combine(folder, "SHA256SUMS"),
        files.Select(file => $"{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, file))))}  {file}"));

    private static JsonObject Manifest(string layout) => new()
    {
        ["name"] = $"tiny-{layout}",
        ["version"] = "1.0.0",
        ["licence"] = "Apache-2.0",
        ["weights"] = $"tiny-{layout}.onnx",
        ["layout"] = layout,
        ["input"] = new JsonObject
        {
            ["width"] = 96,
            ["height"] = 64,
            ["colour"] = layout == "yolox" ? "bgr" : "rgb",
            ["white"] = layout == "yolox" ? 255 : 1,
            ["resize"] = layout switch { "yolox" => "letterbox-topleft", "detr" => "stretch", _ => "letterbox-centre" },
        },
        ["floor"] = 0.3,
        ["classes"] = new JsonArray(
            new JsonObject { ["label"] = "red", ["name"] = "red-thing", ["threshold"] = 0.5 },
            new JsonObject { ["label"] = "blue", ["name"] = "blue-thing", ["threshold"] = 0.6 }),
        ["problems"] = new JsonArray("garbage"),
    };
}
