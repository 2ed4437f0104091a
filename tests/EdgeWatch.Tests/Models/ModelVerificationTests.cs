using System.Text.Json.Nodes;
using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.EdgeAgent.Tests.Detectors;
using EdgeWatch.ModelCare;

namespace EdgeWatch.EdgeWatch.Tests.ModelCare;

public sealed class ModelVerificationTests : IDisposable
{
    private const string Card = """
        # tiny-yolox 1.0.0

        Finds red and blue patches.

        ## Data and licences
        None: the weights were written by hand.

        ## Figures
        Exact on painted pictures.

        ## Known failures
        Anything else.

        ## How it was trained
        `python3 models/training/tiny/make_tiny_models.py`, 2 s on two cores.

        ## Licence
        Apache-2.0
        """;

    private readonly TempFolder _temp = new();

    [Fact]
    public void A_whole_folder_has_no_defect()
    {
        foreach (var layout in TinyModel.Layouts)
            ModelVerification.Run(Write(layout, card: Card.Replace("yolox", layout, StringComparison.Ordinal))).ShouldBeEmpty(layout);
    }

    [Fact]
    public void Every_model_of_the_repository_is_whole()
    {
        var models = ModelCatalogue.Read(Repository.File("models")).Models.Where(model => model.State != ModelState.WeightsMissing).ToArray();

        models.Length.ShouldBeGreaterThan(0);
        models.SelectMany(model => ModelVerification.Run(model.Folder)).Select(defect => defect.ToString()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("## Figures\nExact on painted pictures.\n", "", "has no section \"## Figures\"")]
    [InlineData("Anything else.", "", "says nothing under \"## Known failures\"")]
    [InlineData("# tiny-yolox 1.0.0", "# tiny-yolox 0.9.0", "write \"# tiny-yolox 1.0.0\"")]
    [InlineData(", 2 s on two cores", "", "says no time under \"## How it was trained\"")]
    [InlineData("`python3 models/training/tiny/make_tiny_models.py`", "By a script", "names no command under \"## How it was trained\"")]
    public void A_card_that_lacks_something_is_told_what(string old, string now, string expected)
    {
        var card = Card.Replace("\r", "", StringComparison.Ordinal);
        card.ShouldContain(old);
        var folder = Write("yolox", card: card.Replace(old, now, StringComparison.Ordinal));

        var defect = ModelVerification.Run(folder).ShouldHaveSingleItem();

        defect.File.ShouldBe(Path.Combine(folder, "CARD.md"));
        defect.Text.ShouldContain(expected);
    }

    [Fact]
    public void Weights_that_come_ready_made_need_no_command() => ModelVerification.Run(Write("yolox", card: Card
        .Replace("`python3 models/training/tiny/make_tiny_models.py`, 2 s on two cores.", "Not trained by this project: taken as published.", StringComparison.Ordinal))).ShouldBeEmpty();

    [Fact]
    public void A_missing_card_and_a_wrong_manifest_are_each_one_defect_of_their_file()
    {
        Verify(folder => File.Delete(Path.Combine(folder, "CARD.md"))).ShouldBe([("CARD.md", "is missing")]);
        Verify(manifest: manifest => manifest["floor"] = 2).ShouldBe([("manifest.json", "floor is 2")]);
        Verify(manifest: manifest => manifest["floor"] = 0.55).ShouldBe([("manifest.json", "the threshold of class \"red-thing\" is 0.5, below the floor 0.55")]);
        Verify(manifest: manifest => manifest["problems"] = new JsonArray("noise")).ShouldBe([("manifest.json", "problems names \"noise\"")]);
        Verify(folder => File.WriteAllText(Path.Combine(folder, "manifest.json"), "{")).ShouldBe([("manifest.json", "is no manifest")]);
    }

    [Fact]
    public void Two_mistakes_of_a_manifest_are_two_defects() => Verify(manifest: manifest => (manifest["floor"], manifest["layout"]) = (2, "yolo99")).Length.ShouldBe(2);

    [Fact]
    public void Labels_that_are_not_the_manifests_or_stand_in_another_order_are_found()
    {
        Verify(folder =>
        {
            File.WriteAllText(Path.Combine(folder, "labels.txt"), "red\ngreen\n");
            TinyModel.Seal(folder, "tiny-yolox.onnx", "labels.txt");
        })[0].ShouldBe(("labels.txt", "has no label \"blue\""));

        Verify(manifest: manifest =>
        {
            var classes = manifest["classes"]!.AsArray();
            var red = classes[0]!;
            classes.RemoveAt(0);
            classes.Add(red);
        }).ShouldBe([("labels.txt", "has \"red\" before \"blue\"")]);
    }

    [Theory]
    [InlineData("labels.txt")]
    [InlineData("tiny-yolox.onnx")]
    public void A_changed_file_is_found_by_its_hash(string file) =>
        Verify(folder => File.AppendAllText(Path.Combine(folder, file), "\n")).ShouldHaveSingleItem().Text.ShouldContain("has the SHA-256");

    [Fact]
    public void Weights_that_are_not_what_the_manifest_says_are_found_by_a_run()
    {
        Verify(manifest: manifest => manifest["input"]!["width"] = 128).ShouldHaveSingleItem().Text.ShouldContain("input");
        Verify(manifest: manifest => manifest["layout"] = "yolov8").ShouldHaveSingleItem().Text.ShouldContain("layout yolov8");
        Verify(folder =>
        {
            File.WriteAllText(Path.Combine(folder, "tiny-yolox.onnx"), "no model");
            TinyModel.Seal(folder, "tiny-yolox.onnx", "labels.txt");
        }).ShouldHaveSingleItem().File.ShouldBe("tiny-yolox.onnx");
    }

    public void Dispose() => _temp.Dispose();

    private string Write(string layout, Action<JsonObject>? manifest = null, string card = Card)
    {
        var folder = TinyModel.Write(_temp, layout, manifest);
        File.WriteAllText(Path.Combine(folder, "CARD.md"), card.Replace("\r", "", StringComparison.Ordinal));
        return folder;
    }

    /// <summary>File and the beginning of the text of each defect, up to where a semicolon or comma begins the remedy.</summary>
    private (string File, string Text)[] Verify(Action<string>? change = null, Action<JsonObject>? manifest = null)
    {
        var folder = Write("yolox", manifest);
        change?.Invoke(folder);
        return [.. ModelVerification.Run(folder).Select(defect => (Path.GetFileName(defect.File), Beginning(defect.Text)))];
    }

    private static string Beginning(string text) =>
        text.Split([';', ':'], 2)[0].Split(", which")[0].Split(" under which")[0].Split(", the manifest")[0].TrimEnd();
}
