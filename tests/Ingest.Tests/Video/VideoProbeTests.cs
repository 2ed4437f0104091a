using EdgeWatch.CameraSimulator;
using EdgeWatch.Ingest.Video;
using EdgeWatch.Tests.Shared;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeWatch.Ingest.Tests.Video;

public sealed class VideoProbeTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(RtspTransport.Tcp, "tcp")]
    [InlineData(RtspTransport.Udp, "udp")]
    public async Task A_camera_is_described_with_its_clock_offset_and_first_picture(RtspTransport transport, string shown)
    {
        var clip = Clip.Pattern(_folder, "cam.mp4", Clip.H264Often, seconds: 4);
        var options = new SimulatorOptions
        {
            Cameras = [new SimulatedCamera("cam", clip) { User = "admin", Password = "secret", ClockOffset = TimeSpan.FromSeconds(-42) }],
        };
        await using var camera = RtspSimulator.Start(options, TimeProvider.System, NullLoggerFactory.Instance);
        using var probed = await ProbeAsync(camera.UrlOf("cam"), transport);

        probed.Url.ShouldBe($"rtsp://***@127.0.0.1:{camera.Port}/cam");
        (probed.Codec, probed.Transport, probed.Width, probed.Height, probed.PixelFormat).ShouldBe(("h264", shown, 160, 120, "yuv420p"));
        probed.Profile.ShouldBe("Constrained Baseline");
        probed.FrameRate.ShouldNotBeNull().ShouldBe(10, 1);
        probed.BitRate.ShouldNotBeNull().ShouldBeGreaterThan(10_000);
        probed.KeyFrameInterval.ShouldBe(TimeSpan.FromMilliseconds(200));
        probed.ClockOffset.ShouldNotBeNull().TotalSeconds.ShouldBe(-42, 0.5);
        probed.FirstPicture.ShouldNotBeNull().Y.Length.ShouldBeGreaterThan(160 * 119);
    }

    [Fact]
    public async Task A_camera_that_was_silent_for_a_second_while_it_was_looked_at_is_described_as_it_is()
    {
        var clip = Clip.Pattern(_folder, "cam.mp4", Clip.H264Often, seconds: 4);
        await using var simulator = RtspSimulator.Start(new SimulatorOptions { Cameras = [new("cam", clip)] }, TimeProvider.System, NullLoggerFactory.Instance);
        var camera = simulator.Camera("cam");
        var probing = ProbeAsync(simulator.UrlOf("cam"));
        await Eventually.TrueAsync(() => camera.Statistics.Frames >= 6, "some pictures are sent");

        camera.Freeze();
        var frozenAt = camera.MediaTimeNow;
        await Eventually.TrueAsync(() => camera.MediaTimeNow > frozenAt + TimeSpan.FromSeconds(1.1), "more than a second passes");
        camera.Resume();

        using var probed = await probing;
        probed.KeyFrameInterval.ShouldBe(TimeSpan.FromMilliseconds(200));
        probed.FrameRate.ShouldNotBeNull().ShouldBe(10, 1);
    }

    [Fact]
    public async Task A_file_is_described()
    {
        using var probed = await ProbeAsync(Clip.Pattern(_folder, "clip.mp4", Clip.Hevc, seconds: 5));
        (probed.Codec, probed.Profile, probed.Transport, probed.Width, probed.FrameRate).ShouldBe(("hevc", "Main", "file", 160, 10.0));
        (probed.KeyFrameInterval, probed.ClockOffset).ShouldBe((TimeSpan.FromSeconds(1), null));
        probed.FirstPicture.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_folder_of_pictures_is_described()
    {
        Clip.Make(_folder, "a.png", "-f lavfi -i testsrc2=size=64x48 -frames:v 1");
        using var probed = await ProbeAsync(_folder.FullPath);
        (probed.Codec, probed.Width, probed.Height).ShouldBe(("pictures", 64, 48));
    }

    [Fact]
    public async Task What_cannot_be_read_is_explained()
    {
        (await Should.ThrowAsync<VideoException>(() => ProbeAsync("rtsp://admin:secret@127.0.0.1:9/x"))).Message
            .ShouldBe("nothing listens at 127.0.0.1:9 (connection refused); check address and port of camera cam");
        (await Should.ThrowAsync<VideoException>(() => ProbeAsync(_folder.File("none.mp4")))).Message.ShouldEndWith("none.mp4: no such file");
        (await Should.ThrowAsync<VideoException>(() => ProbeAsync(_folder.FullPath))).Message.ShouldContain("no pictures there");
    }

    private static Task<VideoProbeResult> ProbeAsync(string url, RtspTransport transport = RtspTransport.Tcp) =>
        VideoProbe.ProbeAsync(new SourceOptions { Camera = "cam", Url = url, Transport = transport }, TimeProvider.System, CancellationToken.None);
}
