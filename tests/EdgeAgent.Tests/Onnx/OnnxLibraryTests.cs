using EdgeWatch.EdgeAgent.Onnx;
using EdgeWatch.EdgeAgent.Tests.Detectors;
using EdgeWatch.Tests.Shared;

namespace EdgeWatch.EdgeAgent.Tests.Onnx;

public sealed class OnnxLibraryTests
{
    [Fact]
    public void The_library_that_the_lock_file_names_is_the_one_that_runs()
    {
        var lockFile = File.ReadAllText(Repository.File("src", "EdgeAgent", "Onnx", "native", "package-lock.json"));

        OnnxLibrary.Current.Version.ShouldBe("1.30.0");
        lockFile.ShouldContain("\"onnxruntime-node\": \"1.30.0\"");
        lockFile.ShouldNotContain("resolved");
    }

    [Fact]
    public void A_vendor_path_that_is_no_library_is_named_with_the_remedy()
    {
        var error = Should.Throw<OnnxException>(() => OnnxLibrary.Load("/nowhere/libonnxruntime.so", AppContext.BaseDirectory));

        error.Message.ShouldContain("EDGEWATCH_ONNXRUNTIME names /nowhere/libonnxruntime.so");
        error.Message.ShouldContain("npm ci");
    }

    [Fact]
    public void A_missing_library_is_named_with_the_remedy()
    {
        using var empty = new TempFolder();

        var error = Should.Throw<OnnxException>(() => OnnxLibrary.Load(null, empty.FullPath, "libabsent.so.1"));

        error.Message.ShouldContain(Path.Combine(empty.FullPath, "libonnxruntime.so.1"));
        error.Message.ShouldContain("nor libabsent.so.1 in the system's library folders");
        error.Message.ShouldContain("./edgewatch");
    }

    [Fact]
    public void A_vendor_path_that_is_a_library_is_taken()
    {
        var own = Path.Combine(AppContext.BaseDirectory, "libonnxruntime.so.1");

        OnnxLibrary.Load(own, "/nowhere").Path.ShouldBe(own);
    }

    [Fact]
    public void Inputs_outputs_and_metadata_are_read_from_the_weights()
    {
        using var session = OnnxSession.Open(TinyModel.WeightsOf("detr"), threads: 1);

        session.Inputs.Select(input => input.ToString()).ShouldBe(["images Float [N, 3, 64, 96]", "orig_target_sizes Int64 [N, 2]"]);
        session.Outputs.Select(output => output.ToString()).ShouldBe(["labels Int64 [N, 2]", "boxes Float [N, 2, 4]", "scores Float [N, 2]"]);
        session.Metadata("names").ShouldBe("{0: 'red', 1: 'blue'}");
        session.Metadata("nothing").ShouldBeNull();
    }

    [Fact]
    public void A_file_that_is_no_model_is_named()
    {
        using var temp = new TempFolder();
        var file = temp.File("broken.onnx");
        File.WriteAllText(file, "this is no model");

        Should.Throw<OnnxException>(() => OnnxSession.Open(file, threads: 1)).Message.ShouldContain($"{file} cannot be opened as a model");
    }

    [Fact]
    public void Tensors_of_a_wrong_number_are_refused()
    {
        using var session = OnnxSession.Open(TinyModel.WeightsOf("detr"), threads: 1);
        using var tensor = new OnnxTensor(OnnxElement.Float, 1, 3, 64, 96);

        Should.Throw<ArgumentException>(() => new OnnxCall(session, [tensor], [])).Message.ShouldContain("has 2 inputs and 3 outputs; 1 and 0 tensors were given");
    }
}
