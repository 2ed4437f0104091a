using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.Ingest.Video;
using EdgeWatch.Tests.Shared;

namespace EdgeWatch.EdgeAgent.Tests.Detectors;

public sealed class LayoutTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public static TheoryData<string, int, int> LayoutsAndSizes()
    {
        var data = new TheoryData<string, int, int>();
        foreach (var layout in TinyModel.Layouts)
        {
            data.Add(layout, 1920, 1080);
            data.Add(layout, 641, 481);
            data.Add(layout, 360, 640);
            data.Add(layout, 48, 32);
        }

        return data;
    }

    public static TheoryData<string> Layouts() => new(TinyModel.Layouts);

    [Theory]
    [MemberData(nameof(LayoutsAndSizes))]
    public void Each_layout_finds_what_was_painted_where_it_was_painted_and_once(string layout, int width, int height)
    {
        using var runner = new ModelRunner(TinyModel.Load(_temp, layout), threads: 1);
        // The two patches have different shapes and places, so that no swap of axes, corners or classes can pass.
        var red = (Left: width / 8, Top: height / 4, Width: width / 4, Height: height / 2);
        var blue = (Left: width / 2, Top: height / 2, Width: width * 3 / 8, Height: height / 4);
        using var frame = new PaintedPicture(width, height, PaintedPicture.Grey)
            .Paint(red.Left, red.Top, red.Width, red.Height, PaintedPicture.Red)
            .Paint(blue.Left, blue.Top, blue.Width, blue.Height, PaintedPicture.Blue)
            .ToFrame();

        runner.Fill(0, frame);
        runner.Run(1);
        var seen = runner.Read(0);

        seen.Select(detection => detection.Class).Order().ShouldBe(["blue-thing", "red-thing"]);
        ShouldLieAt(seen.Single(detection => detection.Class == "red-thing").Box, red, width, height);
        ShouldLieAt(seen.Single(detection => detection.Class == "blue-thing").Box, blue, width, height);
        seen.ShouldAllBe(detection => detection.Score > 0.84f && detection.Score <= 0.9f);
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Nothing_is_seen_where_nothing_was_painted(string layout)
    {
        using var runner = new ModelRunner(TinyModel.Load(_temp, layout), threads: 1);
        using var frame = new PaintedPicture(640, 360, PaintedPicture.Grey).ToFrame();

        runner.Fill(0, frame);
        runner.Run(1);

        runner.Read(0).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(YuvMatrix.Bt601, false)]
    [InlineData(YuvMatrix.Bt601, true)]
    [InlineData(YuvMatrix.Bt709, false)]
    [InlineData(YuvMatrix.Bt709, true)]
    public void Colours_are_right_in_every_matrix_and_range(YuvMatrix matrix, bool fullRange)
    {
        using var runner = new ModelRunner(TinyModel.Load(_temp, "yolov5"), threads: 1);
        using var frame = new PaintedPicture(320, 240, PaintedPicture.Grey).Paint(80, 60, 80, 60, PaintedPicture.Blue).ToFrame(matrix, fullRange, extraStride: 13);

        runner.Fill(0, frame);
        runner.Run(1);

        runner.Read(0).Single().Class.ShouldBe("blue-thing");
    }

    [Theory]
    [InlineData("yolov5")]
    [InlineData("yolov8")]
    [InlineData("detr")]
    public void Pictures_of_one_batch_keep_their_own_detections_and_sizes(string layout)
    {
        using var runner = new ModelRunner(TinyModel.Load(_temp, layout), threads: 1);
        runner.MaxBatch.ShouldBe(8);
        using var wide = new PaintedPicture(1280, 720, PaintedPicture.Grey).Paint(320, 180, 320, 180, PaintedPicture.Red).ToFrame();
        using var empty = new PaintedPicture(640, 640, PaintedPicture.Grey).ToFrame();
        using var tall = new PaintedPicture(300, 600, PaintedPicture.Grey).Paint(150, 300, 150, 300, PaintedPicture.Blue).ToFrame();

        runner.Fill(0, wide);
        runner.Fill(1, empty);
        runner.Fill(2, tall);
        runner.Run(3);

        ShouldLieAt(runner.Read(0).Single().Box, (320, 180, 320, 180), 1280, 720);
        runner.Read(1).ShouldBeEmpty();
        ShouldLieAt(runner.Read(2).Single().Box, (150, 300, 150, 300), 300, 600);
    }

    [Fact]
    public void Classes_that_the_manifest_does_not_name_are_not_reported()
    {
        using var runner = new ModelRunner(TinyModel.Load(_temp, "yolov8", manifest => manifest["classes"]!.AsArray().RemoveAt(0)), threads: 1);
        using var frame = new PaintedPicture(640, 360, PaintedPicture.Grey)
            .Paint(0, 0, 160, 180, PaintedPicture.Red).Paint(320, 180, 160, 90, PaintedPicture.Blue).ToFrame();

        runner.Fill(0, frame);
        runner.Run(1);

        runner.Read(0).Single().Class.ShouldBe("blue-thing");
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void A_look_allocates_nothing_in_steady_state(string layout)
    {
        using var runner = new ModelRunner(TinyModel.Load(_temp, layout), threads: 1);
        using var frame = new PaintedPicture(640, 360, PaintedPicture.Grey).Paint(80, 60, 160, 120, PaintedPicture.Red).ToFrame();
        Round(runner, frame, 3).ShouldBe(3);

        Allocations.Least(() => Round(runner, frame, 20)).ShouldBe(0);
    }

    public void Dispose() => _temp.Dispose();

    private static int Round(ModelRunner runner, Frame frame, int rounds)
    {
        var kept = 0;
        for (var i = 0; i < rounds; i++)
        {
            runner.Fill(0, frame);
            runner.Run(1);
            kept += runner.Decode(0).Length;
        }

        return kept;
    }

    /// <summary>The tiny models see whole pixels of a 96 × 64 input: an edge may be off by one and a half of them.</summary>
    private static void ShouldLieAt(Box box, (int Left, int Top, int Width, int Height) painted, int width, int height)
    {
        var expected = new Box(
            (float)painted.Left / width, (float)painted.Top / height, (float)(painted.Left + painted.Width) / width, (float)(painted.Top + painted.Height) / height);
        var ratio = Math.Min(96f / width, 64f / height);
        var (acrossX, acrossY) = (1.5f / (width * ratio), 1.5f / (height * ratio));
        box.X1.ShouldBe(expected.X1, acrossX);
        box.Y1.ShouldBe(expected.Y1, acrossY);
        box.X2.ShouldBe(expected.X2, acrossX);
        box.Y2.ShouldBe(expected.Y2, acrossY);
    }
}
