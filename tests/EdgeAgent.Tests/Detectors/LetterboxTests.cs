using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.Ingest.Video;

namespace EdgeWatch.EdgeAgent.Tests.Detectors;

public sealed class LetterboxTests
{
    [Theory]
    [InlineData(1920, 1080, nameof(ResizeMode.LetterboxTopleft))]
    [InlineData(1920, 1080, nameof(ResizeMode.LetterboxCentre))]
    [InlineData(1690, 1049, nameof(ResizeMode.Stretch))]
    [InlineData(1081, 1919, nameof(ResizeMode.LetterboxCentre))]
    [InlineData(641, 479, nameof(ResizeMode.Stretch))]
    [InlineData(417, 417, nameof(ResizeMode.LetterboxTopleft))]
    [InlineData(100, 75, nameof(ResizeMode.LetterboxCentre))]
    [InlineData(1279, 3, nameof(ResizeMode.LetterboxCentre))]
    [InlineData(2, 500, nameof(ResizeMode.LetterboxCentre))]
    [InlineData(1, 1, nameof(ResizeMode.Stretch))]
    public void The_tensor_is_what_the_plain_formulas_give(int width, int height, string resize)
    {
        var input = new InputSpec { Width = 210, Height = 130, Colour = ColourOrder.Bgr, White = 255, Resize = Enum.Parse<ResizeMode>(resize) };
        using var frame = new PaintedPicture(width, height, PaintedPicture.Grey).Noise(seed: width).ToFrame(extraStride: 5);

        ShouldMatchReference(frame, input);
    }

    [Theory]
    [InlineData(YuvMatrix.Bt601, false, nameof(ColourOrder.Rgb))]
    [InlineData(YuvMatrix.Bt601, true, nameof(ColourOrder.Bgr))]
    [InlineData(YuvMatrix.Bt709, false, nameof(ColourOrder.Bgr))]
    [InlineData(YuvMatrix.Bt709, true, nameof(ColourOrder.Rgb))]
    public void Matrix_range_order_and_normalisation_are_those_of_frame_and_manifest(YuvMatrix matrix, bool fullRange, string order)
    {
        var input = new InputSpec
        {
            Width = 96, Height = 64, Colour = Enum.Parse<ColourOrder>(order), White = 1, Mean = [0.485f, 0.456f, 0.406f], Deviation = [0.229f, 0.224f, 0.225f], Resize = ResizeMode.LetterboxCentre,
        };
        using var frame = new PaintedPicture(333, 111, PaintedPicture.Grey).Noise(seed: 3).ToFrame(matrix, fullRange, extraStride: 1);

        ShouldMatchReference(frame, input);
    }

    [Fact]
    public void A_place_that_held_another_picture_keeps_nothing_of_it()
    {
        var input = new InputSpec { Width = 96, Height = 64, Colour = ColourOrder.Rgb, White = 255, Resize = ResizeMode.LetterboxCentre };
        var letterbox = new Letterbox(input);
        using var wide = new PaintedPicture(400, 100, PaintedPicture.Red).ToFrame();
        using var tall = new PaintedPicture(100, 400, PaintedPicture.Blue).ToFrame();
        var (used, fresh) = (new float[3 * 96 * 64], new float[3 * 96 * 64]);

        letterbox.Fill(wide, used);
        letterbox.Fill(tall, used);
        new Letterbox(input).Fill(tall, fresh);

        used.ShouldBe(fresh);
    }

    [Fact]
    public void Filling_allocates_nothing_once_a_size_is_known()
    {
        var letterbox = new Letterbox(new InputSpec { Width = 416, Height = 416, Colour = ColourOrder.Bgr, White = 255, Resize = ResizeMode.LetterboxTopleft });
        using var large = new PaintedPicture(1280, 720, PaintedPicture.Red).ToFrame();
        using var small = new PaintedPicture(640, 360, PaintedPicture.Blue).ToFrame();
        var tensor = new float[3 * 416 * 416];
        void FillBoth()
        {
            letterbox.Fill(large, tensor);
            letterbox.Fill(small, tensor);
        }

        FillBoth();

        Allocations.Least(FillBoth).ShouldBe(0);
    }

    [Theory]
    [InlineData(1920, 1080, nameof(ResizeMode.LetterboxTopleft), 0, 0, 416, 234)]
    [InlineData(1920, 1080, nameof(ResizeMode.LetterboxCentre), 0, 91, 416, 234)]
    [InlineData(1080, 1920, nameof(ResizeMode.LetterboxCentre), 91, 0, 234, 416)]
    [InlineData(640, 427, nameof(ResizeMode.LetterboxTopleft), 0, 0, 416, 277)]
    [InlineData(640, 427, nameof(ResizeMode.LetterboxCentre), 0, 69, 416, 278)]
    [InlineData(640, 427, nameof(ResizeMode.Stretch), 0, 0, 416, 416)]
    public void The_picture_lies_where_the_weights_were_trained_to_see_it(int width, int height, string resize, int left, int top, int across, int down)
    {
        var input = new InputSpec { Width = 416, Height = 416, Colour = ColourOrder.Bgr, White = 255, Resize = Enum.Parse<ResizeMode>(resize) };

        PictureFit.Of(width, height, input).ShouldBe(new PictureFit(left, top, across, down));
    }

    [Fact]
    public void Boxes_come_back_in_picture_coordinates_and_end_at_its_edges()
    {
        var fit = new PictureFit(0, 91, 416, 234);

        fit.ToPicture(104, 91 + 117, 208, 91 + 234).ShouldBe(new Box(0.25f, 0.5f, 0.5f, 1));
        fit.ToPicture(-50, 0, 500, 416).ShouldBe(new Box(0, 0, 1, 1));
    }

    private static void ShouldMatchReference(Frame frame, InputSpec input)
    {
        var tensor = new float[3 * input.Width * input.Height];
        Array.Fill(tensor, float.NaN);

        new Letterbox(input).Fill(frame, tensor);

        var expected = ReferenceLetterbox.Fill(frame, input);
        // Single against double precision, over levels of 0..255.
        var tolerance = 0.01f * input.White / 255 / input.Deviation.Min();
        for (var i = 0; i < tensor.Length; i++)
        {
            if (!(Math.Abs(tensor[i] - expected[i]) <= tolerance))
                Assert.Fail($"element {i} (plane {i / input.Width / input.Height}, line {i / input.Width % input.Height}, column {i % input.Width}) is {tensor[i]}, expected {expected[i]}");
        }
    }
}
