using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.EdgeAgent.Tests.Detectors;
using EdgeWatch.ModelCare;

namespace EdgeWatch.EdgeWatch.Tests.ModelCare;

public sealed class ModelDraftTests : IDisposable
{
    private static readonly string[] Labels = ["red", "blue"];
    private readonly TempFolder _temp = new();

    [Theory]
    [InlineData("yolox")]
    [InlineData("yolov5")]
    [InlineData("yolov8")]
    [InlineData("end-to-end")]
    [InlineData("detr")]
    public void A_folder_made_of_an_export_runs_and_lacks_only_what_a_person_must_write(string layout)
    {
        var folder = _temp.File("made");

        ModelDraft.Read(TinyModel.WeightsOf(layout), Labels, null).Write(folder, "my-model");

        var manifest = ModelFolder.Load(folder).Manifest;
        (manifest.Layout, manifest.Input.Width, manifest.Input.Height).ShouldBe((layout, 96, 64));
        manifest.Classes.Select(entry => entry.Name).ShouldBe(Labels);
        ModelVerification.Run(folder).ShouldAllBe(defect => Path.GetFileName(defect.File) == "CARD.md");
        ModelVerification.Run(folder).Count.ShouldBe(CardCheck.Sections.Count);
    }

    [Fact]
    public void Class_names_are_read_from_the_weights_where_they_carry_them() =>
        ModelDraft.Read(TinyModel.WeightsOf("yolov5"), null, null).Labels.ShouldBe(Labels);

    [Fact]
    public void Labels_become_names_as_rules_use_them() => ModelDraft.NameOf("Vendor_Stall  open").ShouldBe("vendor-stall-open");

    [Fact]
    public void What_cannot_be_told_is_asked_for()
    {
        var file = _temp.File("no.onnx");
        Should.Throw<ModelException>(() => ModelDraft.Read(file, null, null)).Message.ShouldContain("no such file");
        File.WriteAllText(file, "no model");
        Should.Throw<ModelException>(() => ModelDraft.Read(file, null, null)).Message.ShouldContain("cannot be opened");
        Should.Throw<ModelException>(() => ModelDraft.Read(TinyModel.WeightsOf("yolov8"), ["one", "two", "three"], null)).Message.ShouldContain("with 3 classes they fit none of");
    }

    [Fact]
    public void A_folder_that_holds_a_model_is_left_alone()
    {
        var folder = TinyModel.Write(_temp, "yolox");

        Should.Throw<ModelException>(() => ModelDraft.Read(TinyModel.WeightsOf("yolox"), Labels, null).Write(folder, "x")).Message.ShouldContain("holds a model already");
    }

    public void Dispose() => _temp.Dispose();
}
