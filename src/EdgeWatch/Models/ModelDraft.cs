using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.EdgeAgent.Onnx;

namespace EdgeWatch.ModelCare;

/// <summary>What can be told of an ONNX file without its author: input, output layout, class names. The rest of a model folder is drafted around it.</summary>
/// <param name="Weights">The file.</param>
/// <param name="Layout">The layout that its outputs fit.</param>
/// <param name="Width">Of its input, in pixels.</param>
/// <param name="Height">Of its input, in pixels.</param>
/// <param name="Labels">Its class names, in their order.</param>
/// <param name="Licence">As the file says; else a word that asks for it.</param>
internal sealed record ModelDraft(string Weights, string Layout, int Width, int Height, IReadOnlyList<string> Labels, string Licence)
{
    private const float Threshold = 0.5f;

    /// <summary>End-to-end exports give a few hundred rows, grids of anchors thousands.</summary>
    private const int MostEndToEndRows = 1000;

    /// <summary>Reads a file.</summary>
    /// <param name="weights">The ONNX file.</param>
    /// <param name="labels">Class names, where the file itself is not to be asked.</param>
    /// <param name="size">Side of the input in pixels, where the file leaves it open.</param>
    /// <exception cref="ModelException">It is no model, or none of the known layouts.</exception>
    public static ModelDraft Read(string weights, IReadOnlyList<string>? labels, int? size)
    {
        if (!File.Exists(weights))
            throw new ModelException($"{weights}: no such file; name an .onnx file");
        try
        {
            using var session = OnnxSession.Open(weights, Environment.ProcessorCount);
            var names = labels ?? WeightsCheck.NamesIn(session.Metadata("names"));
            if (names.Count == 0)
                throw new ModelException($"{weights} carries no class names; write them into a file, one a line in the order of the weights, and name it with --labels");
            var (width, height) = SizeOf(session, weights, size);
            return new ModelDraft(weights, LayoutOf(session, weights, width, height, names.Count), width, height, names, session.Metadata("license") ?? "LicenseRef-unknown");
        }
        catch (OnnxException error)
        {
            throw new ModelException($"{weights} does not run: {error.Message}. Export it anew", error);
        }
    }

    /// <summary>Writes the folder: weights, labels, manifest, hashes, and a card to be filled in.</summary>
    public void Write(string folder, string name)
    {
        if (File.Exists(Path.Combine(folder, ModelFolder.ManifestFile)))
            throw new ModelException($"{folder} holds a model already; name another folder with --folder");
        Directory.CreateDirectory(folder);
        var weights = Path.Combine(folder, Path.GetFileName(Weights));
        if (Path.GetFullPath(weights) != Path.GetFullPath(Weights))
            File.Copy(Weights, weights, overwrite: true);
        File.WriteAllLines(Path.Combine(folder, ModelFolder.LabelsFile), Labels);
        File.WriteAllText(Path.Combine(folder, ModelFolder.ManifestFile), Manifest(name).ToJsonString(new JsonSerializerOptions { WriteIndented = true }) + "\n");
        File.WriteAllLines(Path.Combine(folder, HashSums.FileName), ((string[])[weights, Path.Combine(folder, ModelFolder.LabelsFile)])
            .Select(file => $"{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))}  {Path.GetFileName(file)}"));
        var card = Path.Combine(folder, CardCheck.FileName);
        if (!File.Exists(card))
            File.WriteAllText(card, $"# {name} 1.0.0\n\n" + string.Join('\n', CardCheck.Sections.Select(section => $"## {section}\n")));
    }

    /// <summary>A name as rules use it: lower case, with hyphens.</summary>
    public static string NameOf(string label) => string.Join('-', label.ToLowerInvariant().Split([' ', '_', '-', '/'], StringSplitOptions.RemoveEmptyEntries));

    private JsonObject Manifest(string name) => new()
    {
        ["name"] = name,
        ["version"] = "1.0.0",
        ["licence"] = Licence,
        ["weights"] = Path.GetFileName(Weights),
        ["layout"] = Layout,
        ["input"] = new JsonObject
        {
            ["width"] = Width,
            ["height"] = Height,
            ["colour"] = Layout == "yolox" ? "bgr" : "rgb",
            ["white"] = Layout == "yolox" ? 255 : 1,
            ["resize"] = Layout switch { "yolox" => "letterbox-topleft", "detr" => "stretch", _ => "letterbox-centre" },
        },
        ["floor"] = 0.1,
        ["classes"] = new JsonArray([.. Labels.Select(label => new JsonObject { ["label"] = label, ["name"] = NameOf(label), ["threshold"] = Threshold })]),
        ["problems"] = new JsonArray(),
    };

    private static (int Width, int Height) SizeOf(OnnxSession session, string weights, int? size)
    {
        var pictures = session.Inputs.FirstOrDefault(input => input is { Element: OnnxElement.Float, Shape: [_, 3, _, _] })
            ?? throw new ModelException($"{weights}: the input is {string.Join("; ", session.Inputs)}; expected Float [N, 3, height, width]. Export it so");
        var (height, width) = (pictures.Shape[2] > 0 ? (int)pictures.Shape[2] : size, pictures.Shape[3] > 0 ? (int)pictures.Shape[3] : size);
        return width is { } across && height is { } down ? (across, down) : throw new ModelException($"{weights} leaves the size of its input open; say it with --size, such as 640");
    }

    private static string LayoutOf(OnnxSession session, string weights, int width, int height, int classes)
    {
        var inputs = session.Inputs.Select(input => input.Element == OnnxElement.Float ? new OnnxTensor(OnnxElement.Float, 1, 3, height, width) : new OnnxTensor(OnnxElement.Int64, 1, 2)).ToArray();
        try
        {
            var outputs = OnnxCall.Probe(session, inputs);
            var context = new HeadContext(weights, new InputSpec { Width = width, Height = height, Colour = ColourOrder.Rgb, White = 1, Resize = ResizeMode.Stretch }, classes, outputs);
            var few = outputs[0].Shape is [_, <= MostEndToEndRows, _];
            string[] order = inputs.Length > 1 ? ["detr"] : few ? ["yolox", "end-to-end", "yolov8", "yolov5"] : ["yolox", "yolov8", "yolov5", "end-to-end"];
            return order.FirstOrDefault(layout => Fits(layout, context)) ?? throw new ModelException(
                $"{weights}: the outputs are {string.Join("; ", outputs)}; with {classes} classes they fit none of {string.Join(", ", KnownHeads.Layouts)}. Check the number of class names, or export it in one of these layouts");
        }
        finally
        {
            foreach (var input in inputs)
                input.Dispose();
        }
    }

    private static bool Fits(string layout, HeadContext context)
    {
        try
        {
            KnownHeads.Create(layout, context);
            return true;
        }
        catch (ModelException)
        {
            return false;
        }
    }
}
