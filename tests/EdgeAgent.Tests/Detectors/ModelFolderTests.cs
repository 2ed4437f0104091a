using System.Text.Json.Nodes;
using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.Tests.Shared;

namespace EdgeWatch.EdgeAgent.Tests.Detectors;

public sealed class ModelFolderTests : IDisposable
{
    private readonly TempFolder _temp = new();

    [Fact]
    public void A_whole_folder_loads_and_is_named_by_the_hash_of_its_weights()
    {
        var model = TinyModel.Load(_temp, "yolov5");

        model.Labels.ShouldBe(["red", "blue"]);
        model.Id.ShouldBe($"tiny-yolov5@{model.Hash[..12]}");
        model.Hash.Length.ShouldBe(64);
        model.Manifest.SuppressionIoU.ShouldBe(0.6f);
    }

    [Fact]
    public void The_models_of_the_repository_are_whole()
    {
        ShippedModels.Folders.ShouldNotBeEmpty();
        foreach (var folder in ShippedModels.Folders)
        {
            var model = ModelFolder.Load(folder);

            using var runner = new ModelRunner(model, threads: 1);
            File.Exists(Path.Combine(model.Path, "CARD.md")).ShouldBeTrue();
        }
    }

    [Fact]
    public void Changed_weights_are_refused_with_both_hashes_and_the_file()
    {
        var folder = TinyModel.Write(_temp, "yolov5");
        var weights = Path.Combine(folder, "tiny-yolov5.onnx");
        File.AppendAllText(weights, "!");

        var error = Should.Throw<ModelException>(() => ModelFolder.Load(folder));

        error.Message.ShouldContain(weights);
        error.Message.ShouldContain("expects");
        error.Message.ShouldContain(File.ReadAllText(Path.Combine(folder, "SHA256SUMS"))[..64]);
    }

    [Theory]
    [InlineData("manifest.json", "manifest.json is missing")]
    [InlineData("labels.txt", "labels.txt is missing")]
    [InlineData("SHA256SUMS", "sha256sum *.onnx labels.txt > SHA256SUMS")]
    [InlineData("tiny-yolov5.onnx", "EDGEWATCH_MODELS")]
    public void A_missing_file_is_named_with_the_remedy(string file, string expected)
    {
        var folder = TinyModel.Write(_temp, "yolov5");
        File.Delete(Path.Combine(folder, file));

        Should.Throw<ModelException>(() => ModelFolder.Load(folder)).Message.ShouldContain(expected);
    }

    [Fact]
    public void A_file_without_a_hash_is_refused()
    {
        var folder = TinyModel.Write(_temp, "yolov5");
        TinyModel.Seal(folder, "labels.txt");

        Should.Throw<ModelException>(() => ModelFolder.Load(folder)).Message.ShouldContain("names no hash for tiny-yolov5.onnx");
    }

    [Fact]
    public void An_unknown_layout_is_refused_with_those_known()
    {
        var error = Should.Throw<ModelException>(() => TinyModel.Load(_temp, "yolov5", manifest => manifest["layout"] = "yolo99"));

        error.Message.ShouldContain("layout is \"yolo99\"");
        error.Message.ShouldContain("end-to-end");
    }

    [Fact]
    public void All_mistakes_of_a_manifest_are_named_at_once()
    {
        var error = Should.Throw<ModelException>(() => TinyModel.Load(_temp, "yolov5", manifest =>
        {
            manifest["floor"] = 0;
            manifest["suppressionIoU"] = 1.5;
            manifest["input"]!["width"] = 4;
            manifest["input"]!["mean"] = new JsonArray(1, 2);
            manifest["classes"]![0]!["threshold"] = 7;
        }));

        foreach (var mistake in (string[])["floor is 0", "suppressionIoU is 1.5", "input is 4 × 64", "have 2 and 3 values", "threshold of class \"red-thing\" is 7"])
            error.Message.ShouldContain(mistake);
    }

    [Fact]
    public void A_key_that_no_manifest_has_is_refused_by_name()
    {
        Should.Throw<ModelException>(() => TinyModel.Load(_temp, "yolov5", manifest => manifest["flor"] = 0.2)).Message.ShouldContain("flor");
    }

    [Fact]
    public void A_label_that_the_weights_do_not_have_is_refused()
    {
        var error = Should.Throw<ModelException>(() => TinyModel.Load(_temp, "yolov5", manifest => manifest["classes"]![0]!["label"] = "green"));

        error.Message.ShouldContain("names the labels green");
        error.Message.ShouldContain("red, blue");
    }

    [Fact]
    public void Labels_that_are_not_those_in_the_weights_are_refused()
    {
        var folder = TinyModel.Write(_temp, "yolov5", manifest => manifest["classes"]!.AsArray().RemoveAt(1));
        File.WriteAllText(Path.Combine(folder, "labels.txt"), "red\ngreen\nblue\n");
        TinyModel.Seal(folder, "tiny-yolov5.onnx", "labels.txt");

        var error = Should.Throw<ModelException>(() => new ModelRunner(ModelFolder.Load(folder), threads: 1));

        error.Message.ShouldContain("carries 2 class names (red, blue)");
        error.Message.ShouldContain("has 3 (red, green, blue)");
    }

    [Fact]
    public void An_input_size_that_the_weights_do_not_have_is_refused_with_both()
    {
        var model = TinyModel.Load(_temp, "yolox", manifest => manifest["input"]!["width"] = 128);

        var error = Should.Throw<ModelException>(() => new ModelRunner(model, threads: 1));

        error.Message.ShouldContain("images Float [1, 3, 64, 96]");
        error.Message.ShouldContain("expects Float [N, 3, 64, 128]");
    }

    [Theory]
    [InlineData("yolov5", "yolov8", "Float [N, 6, anchors]")]
    [InlineData("yolov5", "yolox", "Float [1, 126, 7]")]
    [InlineData("yolov5", "end-to-end", "Float [N, rows, 6]")]
    [InlineData("yolov8", "yolov5", "Float [N, rows, 7]")]
    [InlineData("end-to-end", "detr", "Int64 labels [N, queries]")]
    public void A_layout_that_is_not_the_weights_own_is_refused_with_found_and_expected_shape(string layout, string claimed, string expected)
    {
        var model = TinyModel.Load(_temp, layout, manifest => manifest["layout"] = claimed);

        var error = Should.Throw<ModelException>(() => new ModelRunner(model, threads: 1));

        error.Message.ShouldContain(expected);
        error.Message.ShouldContain("the weights' output is output");
    }

    [Fact]
    public void Weights_that_are_no_model_are_refused_by_name()
    {
        var folder = TinyModel.Write(_temp, "yolov5");
        File.WriteAllText(Path.Combine(folder, "tiny-yolov5.onnx"), "no model");
        TinyModel.Seal(folder, "tiny-yolov5.onnx", "labels.txt");

        Should.Throw<ModelException>(() => new ModelRunner(ModelFolder.Load(folder), threads: 1)).Message.ShouldContain("cannot be opened as a model");
    }

    [Fact]
    public void Weights_may_lie_elsewhere_where_the_manifest_says()
    {
        var folder = TinyModel.Write(_temp, "yolov5", manifest => manifest["elsewhere"] = new JsonArray("../nowhere", "../weights"));
        Directory.CreateDirectory(_temp.File("weights"));
        File.Move(Path.Combine(folder, "tiny-yolov5.onnx"), Path.Combine(_temp.File("weights"), "tiny-yolov5.onnx"));

        ModelFolder.Load(folder).WeightsPath.ShouldBe(Path.Combine(_temp.File("weights"), "tiny-yolov5.onnx"));
    }

    [Fact]
    public void The_catalogue_lists_what_is_there_what_is_missing_and_what_is_broken()
    {
        TinyModel.Write(_temp, "yolov5");
        File.Delete(Path.Combine(TinyModel.Write(_temp, "yolov8"), "tiny-yolov8.onnx"));
        File.AppendAllText(Path.Combine(TinyModel.Write(_temp, "detr", folderName: "general/detr"), "labels.txt"), "green\n");

        var catalogue = ModelCatalogue.Read(_temp.FullPath, _temp.File("absent"));

        catalogue.Models.Select(model => (model.Name, model.State)).ShouldBe(
            [("tiny-detr", ModelState.Broken), ("tiny-yolov5", ModelState.Ready), ("tiny-yolov8", ModelState.WeightsMissing)]);
        catalogue.Models[0].Reason!.ShouldContain("labels.txt has the SHA-256");
        catalogue.Models[1].Bytes.ShouldBe(new FileInfo(TinyModel.WeightsOf("yolov5")).Length);
        catalogue.Models[2].Reason!.ShouldContain("is missing: the weights of tiny-yolov8");
    }

    [Fact]
    public void A_model_is_found_by_name_or_by_folder_and_an_unknown_one_is_refused()
    {
        var folder = TinyModel.Write(_temp, "yolov5");
        var catalogue = ModelCatalogue.Read(_temp.FullPath);

        catalogue.Find("tiny-yolov5", "/").ShouldBe(folder);
        catalogue.Find("yolov5", _temp.FullPath).ShouldBe(folder);
        Should.Throw<ModelException>(() => catalogue.Find("cats", "/")).Message.ShouldContain("there is no model \"cats\"");
    }

    [Fact]
    public void The_repository_lists_its_own_models_as_ready_and_the_general_ones_at_least_by_name()
    {
        var catalogue = ModelCatalogue.Read(ModelCatalogue.DefaultRoot(AppContext.BaseDirectory)!);

        catalogue.Models.Where(model => ShippedModels.Folders.Contains(model.Folder)).ShouldAllBe(model => model.State == ModelState.Ready);
        catalogue.Models.Count.ShouldBe(ShippedModels.Folders.Count + 2);
        catalogue.Models.Select(model => model.Name).ShouldBeUnique();
        catalogue.Models.Select(model => model.Name).ShouldContain("coco-deimv2-femto");
        catalogue.Models.ShouldAllBe(model => model.State != ModelState.Broken);
    }

    public void Dispose() => _temp.Dispose();
}
