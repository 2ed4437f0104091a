using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.EdgeAgent.Jpeg;
using EdgeWatch.EdgeAgent.Onnx;
using EdgeWatch.EdgeAgent.Tests.Detectors;
using EdgeWatch.Tests.Shared;

namespace EdgeWatch.EdgeAgent.Tests;

/// <summary>The native bindings give back what they take.</summary>
[Collection(Alone.Name)]
public sealed class LeakTests
{
    [Fact]
    public void Ten_thousand_jpeg_encoders_hold_memory_flat()
    {
        using var frame = new PaintedPicture(64, 48, PaintedPicture.Red).ToFrame();

        Memory.ShouldStayFlat(rounds: 10_000, limit: 8 << 20, () =>
        {
            using var encoder = new JpegEncoder();
            encoder.Encode(frame, 80, 32);
        });
    }

    [Fact]
    public void Ten_thousand_tensors_and_session_options_hold_memory_flat() => Memory.ShouldStayFlat(rounds: 10_000, limit: 8 << 20, () =>
    {
        using var options = OnnxSession.CreateOptions(OnnxLibrary.Current, threads: 2);
        using var tensor = new OnnxTensor(OnnxElement.Float, 4, 3, 16, 16);
        using var first = tensor.First(2);
        first.Floats.Fill(1);
    });

    [Fact]
    public void Three_hundred_sessions_hold_memory_flat()
    {
        using var temp = new TempFolder();
        var folder = TinyModel.Load(temp, "detr");
        using var frame = new PaintedPicture(96, 64, PaintedPicture.Red).ToFrame();

        Memory.ShouldStayFlat(rounds: 300, limit: 16 << 20, () =>
        {
            using var runner = new ModelRunner(folder, threads: 1);
            runner.Fill(0, frame);
            runner.Run(1);
            runner.Read(0).Length.ShouldBe(1);
        });
    }

    [Fact]
    public void Two_thousand_runs_hold_memory_flat()
    {
        using var temp = new TempFolder();
        using var runner = new ModelRunner(TinyModel.Load(temp, "yolov8"), threads: 1);
        using var frame = new PaintedPicture(96, 64, PaintedPicture.Red).ToFrame();

        Memory.ShouldStayFlat(rounds: 2_000, limit: 8 << 20, () =>
        {
            runner.Fill(0, frame);
            runner.Run(1);
            runner.Read(0).Length.ShouldBe(1);
        });
    }
}
