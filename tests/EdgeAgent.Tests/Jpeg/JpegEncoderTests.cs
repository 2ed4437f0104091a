using System.Buffers;
using EdgeWatch.EdgeAgent.Jpeg;
using EdgeWatch.EdgeAgent.Tests.Detectors;
using EdgeWatch.Ingest.Video;

namespace EdgeWatch.EdgeAgent.Tests.Jpeg;

public sealed class JpegEncoderTests
{
    [Theory]
    [InlineData(YuvMatrix.Bt601, false)]
    [InlineData(YuvMatrix.Bt601, true)]
    [InlineData(YuvMatrix.Bt709, false)]
    [InlineData(YuvMatrix.Bt709, true)]
    public void Colours_survive_whatever_matrix_and_range_the_camera_uses(YuvMatrix matrix, bool fullRange)
    {
        using var encoder = new JpegEncoder();
        using var frame = new PaintedPicture(320, 240, (200, 150, 40)).Paint(160, 0, 160, 240, (30, 60, 220)).ToFrame(matrix, fullRange, extraStride: 9);

        var picture = JpegReader.Read(encoder.Encode(frame, 95));

        picture.Size.ShouldBe((320, 240));
        ShouldBeNear(picture[80, 120], (200, 150, 40));
        ShouldBeNear(picture[240, 120], (30, 60, 220));
    }

    [Theory]
    [InlineData(1920, 1080, 640, 640, 360)]
    [InlineData(1921, 1081, 333, 333, 187)]
    [InlineData(640, 480, 640, 640, 480)]
    [InlineData(641, 481, 1920, 641, 481)]
    public void A_wide_frame_is_scaled_down_with_its_ratio_kept(int width, int height, int maxWidth, int expectedWidth, int expectedHeight)
    {
        using var encoder = new JpegEncoder();
        using var frame = new PaintedPicture(width, height, PaintedPicture.Grey)
            .Paint(0, 0, width / 2, height / 2, PaintedPicture.Red).Paint(width / 2, height / 2, width - width / 2, height - height / 2, PaintedPicture.Blue).ToFrame(YuvMatrix.Bt709);

        var picture = JpegReader.Read(encoder.Encode(frame, 90, maxWidth));

        picture.Size.ShouldBe((expectedWidth, expectedHeight));
        JpegEncoder.SizeOf(width, height, maxWidth).ShouldBe((expectedWidth, expectedHeight));
        ShouldBeNear(picture[expectedWidth / 4, expectedHeight / 4], PaintedPicture.Red);
        ShouldBeNear(picture[expectedWidth * 3 / 4, expectedHeight * 3 / 4], PaintedPicture.Blue);
        ShouldBeNear(picture[expectedWidth * 3 / 4, expectedHeight / 4], PaintedPicture.Grey);
    }

    [Fact]
    public void Lower_quality_makes_fewer_bytes()
    {
        using var encoder = new JpegEncoder();
        using var frame = new PaintedPicture(320, 240, PaintedPicture.Grey).Noise(seed: 5).ToFrame();

        encoder.Encode(frame, 40).Length.ShouldBeLessThan(encoder.Encode(frame, 90).Length / 2);
    }

    [Fact]
    public void Encoding_into_a_buffer_gives_the_same_bytes_and_allocates_nothing()
    {
        using var encoder = new JpegEncoder();
        using var frame = new PaintedPicture(1280, 720, PaintedPicture.Grey).Noise(seed: 6).ToFrame();
        var buffer = new ArrayBufferWriter<byte>(2 << 20);
        var bytes = encoder.Encode(frame, 85, 960, buffer);
        buffer.WrittenSpan.SequenceEqual(encoder.Encode(frame, 85, 960)).ShouldBeTrue();

        Allocations.Least(() =>
        {
            buffer.ResetWrittenCount();
            encoder.Encode(frame, 85, 960, buffer);
        }).ShouldBe(0);
        bytes.ShouldBe(buffer.WrittenCount);
    }

    [Fact]
    public void A_quality_out_of_range_is_refused_in_words()
    {
        using var encoder = new JpegEncoder();
        using var frame = new PaintedPicture(64, 48, PaintedPicture.Red).ToFrame(fullRange: true);

        Should.Throw<JpegException>(() => encoder.Encode(frame, 101)).Message.ShouldContain("64 × 48 at quality 101");
    }

    [Fact]
    public void A_closed_encoder_says_so()
    {
        var encoder = new JpegEncoder();
        encoder.Dispose();
        encoder.Dispose();
        using var frame = new PaintedPicture(64, 48, PaintedPicture.Red).ToFrame();

        Should.Throw<ObjectDisposedException>(() => encoder.Encode(frame, 80));
    }

    private static void ShouldBeNear((byte R, byte G, byte B) found, (double R, double G, double B) expected)
    {
        Math.Abs(found.R - expected.R).ShouldBeLessThan(5, $"{found} instead of {expected}");
        Math.Abs(found.G - expected.G).ShouldBeLessThan(5, $"{found} instead of {expected}");
        Math.Abs(found.B - expected.B).ShouldBeLessThan(5, $"{found} instead of {expected}");
    }
}
