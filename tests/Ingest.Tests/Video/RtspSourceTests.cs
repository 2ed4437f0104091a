using EdgeWatch.CameraSimulator;
using EdgeWatch.Ingest.Video;
using EdgeWatch.Tests.Shared;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeWatch.Ingest.Tests.Video;

public sealed class RtspSourceTests : IDisposable
{
    private const string OneKeyFrame = "-c:v libx264 -preset ultrafast -g 1000 -sc_threshold 0";

    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(300);

    private readonly TempFolder _folder = new();
    private readonly Rig _rig = new();

    public void Dispose()
    {
        _rig.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(Clip.H264Often, RtspTransport.Tcp, "h264")]
    [InlineData(Clip.H264Often, RtspTransport.Udp, "h264")]
    [InlineData(Clip.HevcOften, RtspTransport.Tcp, "hevc")]
    [InlineData(Clip.HevcOften, RtspTransport.Udp, "hevc")]
    public async Task A_camera_is_looked_at_by_its_key_frames(string encoder, RtspTransport transport, string codec)
    {
        await using var camera = Play(encoder);
        await using var looking = new Looking(_rig.Source(camera.UrlOf("cam"), options => options with { Transport = transport }), Often);
        await SeeAsync(looking, 5);

        // The longest of the last four intervals counts: a machine that slept for a moment is forgotten four key frames later.
        await Eventually.TrueAsync(() => looking.Status is { DecodesThrough: false } known && known.KeyFrameInterval == TimeSpan.FromMilliseconds(200), "the interval is measured");
        var status = looking.Status;
        (status.State, status.Codec, status.Width, status.Height).ShouldBe((SourceState.Live, codec, 160, 120));
        status.LooksMade.ShouldBeInRange(5, status.LooksDue);
        status.LastError.ShouldBeNull();
        looking.Looks.Select(look => look.Sequence).Take(5).ShouldBe([1, 2, 3, 4, 5]);
        looking.Looks.Select(look => look.TakenAt).ShouldBeInOrder();
    }

    [Fact]
    public async Task A_camera_with_rare_key_frames_is_decoded_through_and_says_so()
    {
        await using var camera = Play(OneKeyFrame, seconds: 30, startAt: TimeSpan.FromSeconds(28));
        await using var looking = Look(camera, Often);
        await SeeAsync(looking, 6);

        looking.Status.DecodesThrough.ShouldBeTrue();
        _rig.Lines.Count(line => line.StartsWith("1106 ", StringComparison.Ordinal)).ShouldBe(1);

        // No hole while the rarity was found out: the packets since the first key frame were kept.
        var looks = looking.Looks.Select(look => look.TakenAt).ToArray();
        looks.Zip(looks.Skip(1)).ShouldAllBe(pair => pair.Second - pair.First < TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_camera_that_sends_no_key_frame_is_said_to_send_none()
    {
        await using var camera = Play(OneKeyFrame, seconds: 60, startAt: TimeSpan.FromSeconds(5));
        await using var looking = Look(camera, Often);
        await Eventually.TrueAsync(() => looking.Status.LastError is not null, "a warning");
        looking.Status.LastError.ShouldNotBeNull().ShouldStartWith("no key frame has come for 5 s");
        (looking.Status.State, looking.Status.LooksMade).ShouldBe((SourceState.Live, 0));
        looking.Status.LooksDue.ShouldBeGreaterThan(10);
    }

    [Fact]
    public async Task A_shorter_cadence_than_the_key_frames_switches_to_decoding_through_and_back()
    {
        await using var camera = Play("-c:v libx264 -preset ultrafast -g 10 -keyint_min 10 -sc_threshold 0", seconds: 20);
        await using var looking = Look(camera, TimeSpan.FromSeconds(1));
        await SeeAsync(looking, 2);
        looking.Status.DecodesThrough.ShouldBeFalse();

        looking.Schedule.Cadence = TimeSpan.FromMilliseconds(200);
        await Eventually.TrueAsync(() => looking.Status.DecodesThrough, "decoding through");
        await SeeAsync(looking, 8);

        looking.Schedule.Cadence = TimeSpan.FromSeconds(1);
        await Eventually.TrueAsync(() => !looking.Status.DecodesThrough, "decoding key frames again");
        await SeeAsync(looking, 2);
    }

    [Fact]
    public async Task A_camera_that_goes_and_comes_back_is_connected_again_and_its_missed_looks_are_counted()
    {
        await using var camera = Play(Clip.H264Often);
        await using var looking = Look(camera, Often);
        await SeeAsync(looking, 2);

        camera.Camera("cam").Stop();
        await Eventually.TrueAsync(() => looking.Status is { State: SourceState.Waiting, Reconnects: 1 }, "loss seen");
        looking.Status.LastError.ShouldNotBeNull();
        await Eventually.TrueAsync(() => looking.Status is var status && status.LooksDue > status.LooksMade + 2, "missed looks");

        camera.Camera("cam").Resume();
        await Eventually.TrueAsync(() => looking.Status.State == SourceState.Live, "recovery");
        await SeeAsync(looking, 2);
    }

    [Fact]
    public async Task A_camera_that_hangs_is_found_stalled_and_recovers()
    {
        await using var camera = Play(Clip.H264Often);
        await using var looking = Look(camera, Often);
        await SeeAsync(looking, 2);

        camera.Camera("cam").Freeze();
        await Eventually.TrueAsync(() => looking.Status.State == SourceState.Stalled, "stall seen");
        looking.Status.LastError.ShouldNotBeNull().ShouldStartWith("nothing came from rtsp://127.0.0.1:");

        camera.Camera("cam").Resume();
        await Eventually.TrueAsync(() => looking.Status.State == SourceState.Live, "recovery");
        await SeeAsync(looking, 2);
    }

    [Fact]
    public async Task A_change_of_resolution_is_survived()
    {
        var large = Clip.Pattern(_folder, "large.mp4", Clip.H264Often, size: "320x240");
        await using var camera = Play(Clip.H264Often);
        await using var looking = Look(camera, Often);
        await SeeAsync(looking, 2);

        camera.Camera("cam").SwitchTo(large);
        await Eventually.TrueAsync(() => looking.Status is { Width: 320, Height: 240 }, "the new size");
        looking.Status.Reconnects.ShouldBe(0);
        await Eventually.TrueAsync(() => looking.Looks.Last() is { Width: 320, Height: 240 }, "a look of the new size");
    }

    [Fact]
    public async Task A_change_of_codec_is_survived()
    {
        var hevc = Clip.Pattern(_folder, "hevc.mp4", Clip.HevcOften);
        await using var camera = Play(Clip.H264Often);
        await using var looking = Look(camera, Often);
        await SeeAsync(looking, 2);

        camera.Camera("cam").SwitchTo(hevc);
        await Eventually.TrueAsync(() => looking.Status is { Codec: "hevc", State: SourceState.Live }, "the new codec");
        await SeeAsync(looking, 2);
    }

    [Theory]
    [InlineData("p@ss/w:rd#1?")]
    [InlineData("Geheim-123")]
    public async Task Right_credentials_open_the_camera_and_appear_in_no_text(string password)
    {
        await using var camera = Play(Clip.H264Often, password);
        await using var looking = Look(camera, Often);
        await SeeAsync(looking, 2);
        camera.Camera("cam").Stop();
        await Eventually.TrueAsync(() => looking.Status.Reconnects > 0, "loss");
        NowhereIs(password, looking.Status);
    }

    [Fact]
    public async Task Wrong_credentials_are_said_to_be_wrong_and_appear_in_no_text()
    {
        await using var camera = Play(Clip.H264Often, "right");
        var url = camera.UrlOf("cam").Replace("right", "Wr0ng-S3cret", StringComparison.Ordinal);
        await using var looking = new Looking(_rig.Source(url, Quick), Often);
        await Eventually.TrueAsync(() => looking.Status.LastError is not null, "an error");

        looking.Status.LastError.ShouldBe(
            $"the camera refused the credentials (401) at rtsp://***@127.0.0.1:{camera.Port}/cam; check user and password of camera cam");
        looking.Status.State.ShouldBe(SourceState.Waiting);
        NowhereIs("Wr0ng-S3cret", looking.Status);
        NowhereIs("admin", looking.Status);
    }

    [Fact]
    public async Task Nothing_listening_an_unknown_path_and_a_missing_password_each_have_their_words()
    {
        await using var camera = Play(Clip.H264Often, "right");
        var (open, port) = (camera.UrlOf("cam"), camera.Port);
        (await ErrorAsync(open.Replace("/cam", "/nothing", StringComparison.Ordinal))).ShouldContain("no stream at this path (404)");
        (await ErrorAsync($"rtsp://127.0.0.1:{port}/cam")).ShouldContain("wants credentials (401) and the address has none");
        await camera.DisposeAsync();
        (await ErrorAsync(open)).ShouldBe($"nothing listens at 127.0.0.1:{port} (connection refused); check address and port of camera cam");
        (await ErrorAsync("rtsp://camera.invalid/x")).ShouldContain("the host name camera.invalid is not known");
    }

    private static SourceOptions Quick(SourceOptions options) => options with
    {
        StallTimeout = TimeSpan.FromSeconds(1),
        ReconnectDelay = TimeSpan.FromMilliseconds(100),
        ReconnectLimit = TimeSpan.FromMilliseconds(500),
    };

    private static Task SeeAsync(Looking looking, int more) => looking.SeeAsync(looking.Looks.Count + more);

    private RtspSimulator Play(string encoder, string? password = null, int seconds = 4, TimeSpan startAt = default)
    {
        var clip = new SimulatedCamera("cam", Clip.Pattern(_folder, "cam.mp4", encoder, seconds))
        {
            User = password is null ? null : "admin",
            Password = password,
            StartAt = startAt,
        };
        return RtspSimulator.Start(new SimulatorOptions { Cameras = [clip] }, TimeProvider.System, NullLoggerFactory.Instance);
    }

    private Looking Look(RtspSimulator camera, TimeSpan cadence) => new(_rig.Source(camera.UrlOf("cam"), Quick), cadence);

    private async Task<string> ErrorAsync(string url)
    {
        await using var looking = new Looking(_rig.Source(url, Quick), Often);
        await Eventually.TrueAsync(() => looking.Status.LastError is not null, "an error");
        return looking.Status.LastError!;
    }

    private void NowhereIs(string secret, SourceStatus status)
    {
        _rig.Lines.ShouldNotBeEmpty();
        string[] forms = [secret, Uri.EscapeDataString(secret)];
        foreach (var text in _rig.Lines.Append(status.ToString()))
            forms.ShouldAllBe(form => !text.Contains(form, StringComparison.Ordinal));
    }
}
