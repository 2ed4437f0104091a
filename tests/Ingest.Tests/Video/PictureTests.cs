using EdgeWatch.Ingest.Video;
using EdgeWatch.Tests.Shared;

namespace EdgeWatch.Ingest.Tests.Video;

/// <summary>Known colours come out as the YUV that the standards give them, whatever the way in.</summary>
public sealed class PictureTests : IDisposable
{
    // 0xC02040 = RGB(192, 32, 64). BT.601: Y' = .299 R + .587 G + .114 B = 83.5, Cb = 128 + .564 (B − Y') = 117.0, Cr = 128 + .713 (R − Y') = 205.4.
    private const string Colour = "-f lavfi -i color=c=0xC02040:size=64x48:rate=5:duration=1";

    private readonly TempFolder _folder = new();
    private readonly Rig _rig = new();

    public void Dispose()
    {
        _rig.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("a.png", "-frames:v 1 -pix_fmt rgb24")]
    [InlineData("a.png", "-frames:v 1 -pix_fmt rgba")]
    [InlineData("a.png", "-frames:v 1 -pix_fmt rgb48be")]
    [InlineData("a.jpg", "-frames:v 1 -pix_fmt yuvj420p -q:v 2")]
    [InlineData("a.jpg", "-frames:v 1 -pix_fmt yuvj422p -q:v 2")]
    [InlineData("a.jpg", "-frames:v 1 -pix_fmt yuvj444p -q:v 2")]
    public void A_picture_file_of_any_pixel_format_has_the_right_colours_in_full_range(string name, string encoder)
    {
        using var frame = PictureFile.Read(Clip.Make(_folder, name, $"{Colour} {encoder}"));
        (frame.Width, frame.Height, frame.Info.FullRange, frame.Info.Matrix).ShouldBe((64, 48, true, YuvMatrix.Bt601));
        ShouldBeAll(frame, 83.5, 117.0, 205.4);
    }

    [Theory]
    [InlineData("-vf scale=out_color_matrix=bt601 -pix_fmt yuv420p -c:v libx264 -colorspace smpte170m", false)]
    [InlineData("-vf scale=out_color_matrix=bt601 -pix_fmt yuv444p -c:v libx264 -colorspace smpte170m", false)]
    [InlineData("-vf scale=out_color_matrix=bt601 -pix_fmt yuv420p10le -c:v libx264 -colorspace smpte170m", false)]
    [InlineData("-vf scale=out_color_matrix=bt601 -pix_fmt yuv422p10le -c:v libx265 -x265-params log-level=none -colorspace smpte170m", false)]
    [InlineData("-vf scale=out_color_matrix=bt601:out_range=full -pix_fmt yuvj420p -c:v libx264 -color_range pc -colorspace smpte170m", true)]
    [InlineData("-vf scale=out_color_matrix=bt601:out_range=full -pix_fmt yuv444p -c:v libx264 -color_range pc -colorspace smpte170m", true)]
    [InlineData("-pix_fmt yuvj420p -c:v mjpeg -q:v 2", true)]
    public async Task A_video_of_any_pixel_format_has_the_right_colours(string encoder, bool fullRange)
    {
        using var frame = await FirstAsync(Clip.Make(_folder, "clip.mkv", $"{Colour} {encoder}"));
        (frame.Info.FullRange, frame.Info.Matrix).ShouldBe((fullRange, YuvMatrix.Bt601));

        // Limited range: luma 16..235, chroma 16..240.
        if (fullRange)
            ShouldBeAll(frame, 83.5, 117.0, 205.4);
        else
            ShouldBeAll(frame, 16 + 83.5 * 219 / 255, 128 - 11.0 * 224 / 255, 128 + 77.4 * 224 / 255);
    }

    [Fact]
    public async Task The_matrix_is_the_one_that_the_stream_states()
    {
        var clip = Clip.Make(_folder, "clip.mp4", $"{Colour} -vf scale=out_color_matrix=bt709 -pix_fmt yuv420p -c:v libx264 -colorspace bt709");
        using var frame = await FirstAsync(clip);
        frame.Info.Matrix.ShouldBe(YuvMatrix.Bt709);
    }

    [Fact]
    public void Odd_sizes_and_grey_pictures_are_read()
    {
        using var frame = PictureFile.Read(Clip.Make(_folder, "a.png", "-f lavfi -i color=c=gray:size=64x48 -vf format=rgb24,crop=33:21 -frames:v 1 -pix_fmt gray"));
        (frame.Width, frame.Height).ShouldBe((33, 21));
        ShouldBeAll(frame, 128, 128, 128);
    }

    [Fact]
    public void What_is_no_picture_is_said_to_be_none()
    {
        var text = _folder.File("a.jpg");
        File.WriteAllText(text, "hello");
        Should.Throw<VideoException>(() => PictureFile.Read(text)).Message.ShouldEndWith("a.jpg is neither JPEG nor PNG");
        File.WriteAllBytes(text, [0xFF, 0xD8, 0xFF, 0xE0, 0, 16]);
        Should.Throw<VideoException>(() => PictureFile.Read(text)).Message.ShouldContain("is damaged");
        Should.Throw<VideoException>(() => PictureFile.Read(_folder.File("b.jpg"))).Message.ShouldEndWith("b.jpg: no such file");
    }

    private static void ShouldBeAll(Frame frame, double y, double u, double v)
    {
        const double Tolerance = 2.5;
        for (var row = 0; row < frame.Height; row++)
            frame.Y.Slice(row * frame.LumaStride, frame.Width).ToArray().ShouldAllBe(value => Math.Abs(value - y) <= Tolerance, $"luma {y}");
        for (var row = 0; row < (frame.Height + 1) / 2; row++)
        {
            frame.U.Slice(row * frame.ChromaStride, (frame.Width + 1) / 2).ToArray().ShouldAllBe(value => Math.Abs(value - u) <= Tolerance, $"U {u}");
            frame.V.Slice(row * frame.ChromaStride, (frame.Width + 1) / 2).ToArray().ShouldAllBe(value => Math.Abs(value - v) <= Tolerance, $"V {v}");
        }
    }

    private async Task<Frame> FirstAsync(string clip)
    {
        await using var source = _rig.Source(clip, options => options with { RealTime = false });
        await foreach (var frame in source.ReadAsync(new LookSchedule(TimeSpan.FromSeconds(1), TimeProvider.System), CancellationToken.None))
            return frame;
        throw new InvalidOperationException(source.Status.LastError);
    }
}
