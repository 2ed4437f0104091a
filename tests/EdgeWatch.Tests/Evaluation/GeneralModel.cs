using System.Text.Json.Nodes;
using EdgeWatch.EdgeAgent.Tests.Detectors;

namespace EdgeWatch.EdgeWatch.Tests.Evaluation;

/// <summary>A model folder of the general weights at hand with all 80 classes of COCO, to compare with figures that were published for all.</summary>
internal static class GeneralModel
{
    public static string Write(string folder, string weights, string layout, string colour, int white, string resize)
    {
        var general = Path.Combine(Repository.SharedData!, "models/general");
        string[] labels = [.. File.ReadAllLines(Path.Combine(general, "coco80.txt")).Select(line => line.Trim()).Where(line => line.Length > 0)];
        Directory.CreateDirectory(folder);
        File.Copy(Path.Combine(general, weights + ".onnx"), Path.Combine(folder, weights + ".onnx"));
        File.WriteAllLines(Path.Combine(folder, "labels.txt"), labels);
        TinyModel.Seal(folder, weights + ".onnx", "labels.txt");
        var manifest = new JsonObject
        {
            ["name"] = weights,
            ["version"] = "1",
            ["licence"] = "Apache-2.0",
            ["weights"] = weights + ".onnx",
            ["layout"] = layout,
            ["input"] = new JsonObject { ["width"] = 416, ["height"] = 416, ["colour"] = colour, ["white"] = white, ["resize"] = resize },
            ["classes"] = new JsonArray([.. labels.Select(label => new JsonObject { ["label"] = label, ["name"] = label, ["threshold"] = 0.4 })]),
        };
        File.WriteAllText(Path.Combine(folder, "manifest.json"), manifest.ToJsonString());
        return folder;
    }
}
