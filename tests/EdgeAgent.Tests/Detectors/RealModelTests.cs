using System.Text.Json.Nodes;
using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.Ingest.Video;
using EdgeWatch.Tests.Shared;
using Xunit.Abstractions;

namespace EdgeWatch.EdgeAgent.Tests.Detectors;

/// <summary>Real weights of every layout on labelled pictures. A wrong decoding, colour order or letterbox costs far more than the margins here.</summary>
public sealed class RealModelTests(ITestOutputHelper output) : IDisposable
{
    private readonly TempFolder _temp = new();

    [SharedDataFact("models/general/yolox_nano_416.onnx")]
    public void Yolox_nano_reaches_its_known_precision() => Mean(Coco("general/yolox_nano_416.onnx", "yolox", 416, "bgr", 255, "letterbox-topleft", pictures: 128)).ShouldBeGreaterThan(0.47);

    [SharedDataFact("models/general/deimv2_femto_416.onnx")]
    public void Deimv2_reaches_its_known_precision() => Mean(Coco("general/deimv2_femto_416.onnx", "detr", 416, "rgb", 1, "stretch", pictures: 64)).ShouldBeGreaterThan(0.48);

    [SharedDataFact("models/compat-agpl/yolov8n_int8.onnx")]
    public void A_yolov8_export_loads_and_sees() => Mean(Coco("compat-agpl/yolov8n_int8.onnx", "yolov8", 640, "rgb", 1, "letterbox-centre", pictures: 10)).ShouldBeGreaterThan(0.5);

    [SharedDataFact("models/compat-agpl/yolo11n_int8.onnx")]
    public void A_yolo11_export_loads_and_sees() => Mean(Coco("compat-agpl/yolo11n_int8.onnx", "yolov8", 320, "rgb", 1, "letterbox-centre", pictures: 24)).ShouldBeGreaterThan(0.4);

    [SharedDataFact("models/compat-agpl/yolo26n_int8.onnx")]
    public void An_end_to_end_export_loads_and_sees() => Mean(Coco("compat-agpl/yolo26n_int8.onnx", "end-to-end", 640, "rgb", 1, "letterbox-centre", pictures: 6)).ShouldBeGreaterThan(0.5);

    [SharedDataFact("datasets/waste/test")]
    public void The_shipped_model_sees_garbage_bins_and_overflow()
    {
        var precision = Evaluate(ShippedModels.Knowing("garbage", "bin", "overflow"), Dataset("waste/test"), ["garbage", "bin", "overflow"], 100);

        precision["garbage"].ShouldBeGreaterThan(0.5);
        precision["bin"].ShouldBeGreaterThan(0.7);
        precision["overflow"].ShouldBeGreaterThan(0.7);
    }

    [SharedDataFact("datasets/manhole/test")]
    public void The_shipped_model_tells_open_manholes_from_closed()
    {
        var precision = Evaluate(ShippedModels.Knowing("manhole-closed", "manhole-open"), Dataset("manhole/test"), ["manhole-closed", "manhole-open"], 22);

        precision["manhole-closed"].ShouldBeGreaterThan(0.6);
        precision["manhole-open"].ShouldBeGreaterThan(0.6);
    }

    [SharedDataFact("models/general/yolox_nano_416.onnx")]
    public void The_general_models_of_the_repository_find_their_weights_beside_it()
    {
        var catalogue = ModelCatalogue.Read(Repository.File("models"));

        catalogue.Models.ShouldAllBe(model => model.State == ModelState.Ready);
    }

    public void Dispose() => _temp.Dispose();

    private static string Dataset(string name) => Path.Combine(Repository.SharedData!, "datasets", name);

    private static double Mean(IReadOnlyDictionary<string, double> precision) => precision.Values.Average();

    private IReadOnlyDictionary<string, double> Coco(string weights, string layout, int size, string colour, int white, string resize, int pictures)
    {
        var labels = File.ReadAllLines(Path.Combine(Repository.SharedData!, "models/general/coco80.txt")).Select(line => line.Trim()).Where(line => line.Length > 0).ToArray();
        var folder = _temp.File(layout + size);
        Directory.CreateDirectory(folder);
        var file = Path.GetFileName(weights);
        File.Copy(Path.Combine(Repository.SharedData!, "models", weights), Path.Combine(folder, file));
        File.WriteAllLines(Path.Combine(folder, "labels.txt"), labels);
        TinyModel.Seal(folder, file, "labels.txt");
        var manifest = new JsonObject
        {
            ["name"] = "coco", ["version"] = "1", ["licence"] = "see its README", ["weights"] = file, ["layout"] = layout, ["floor"] = 0.01,
            ["input"] = new JsonObject { ["width"] = size, ["height"] = size, ["colour"] = colour, ["white"] = white, ["resize"] = resize },
            ["classes"] = new JsonArray([.. labels.Select(label => new JsonObject { ["label"] = label, ["name"] = label, ["threshold"] = 0.4 })]),
        };
        File.WriteAllText(Path.Combine(folder, "manifest.json"), manifest.ToJsonString());
        return Evaluate(ModelFolder.Load(folder), Dataset("coco-val128"), labels, pictures);
    }

    private IReadOnlyDictionary<string, double> Evaluate(ModelFolder model, string dataset, string[] classes, int pictures)
    {
        using var runner = new ModelRunner(model, threads: 2, floor: 0.01f);
        var precision = new AveragePrecision();
        foreach (var picture in Directory.EnumerateFiles(Path.Combine(dataset, "images")).Order(StringComparer.Ordinal).Take(pictures))
        {
            using var frame = PictureFile.Read(picture);
            runner.Fill(0, frame);
            runner.Run(1);
            precision.Add(picture, Truth(picture, classes), runner.Read(0));
        }

        var perClass = precision.PerClass();
        output.WriteLine($"{model.Id}: AP50 {Mean(perClass):0.000} over {perClass.Count} classes ({string.Join(", ", perClass.Take(6).Select(entry => $"{entry.Key} {entry.Value:0.00}"))})");
        return perClass;
    }

    /// <summary>YOLO labels: class, centre and size, 0..1.</summary>
    private static IEnumerable<(string Class, Box Box)> Truth(string picture, string[] classes)
    {
        var file = Path.ChangeExtension(picture.Replace("/images/", "/labels/"), ".txt");
        foreach (var line in File.Exists(file) ? File.ReadLines(file) : [])
        {
            var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(float.Parse).ToArray();
            yield return (classes[(int)parts[0]], new Box(parts[1] - parts[3] / 2, parts[2] - parts[4] / 2, parts[1] + parts[3] / 2, parts[2] + parts[4] / 2));
        }
    }
}
