using EdgeWatch.CameraSimulator;
using EdgeWatch.Tests.Shared;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeWatch.Ingest.Tests.Simulator;

/// <summary>What clients are shown, in good times and under faults.</summary>
[Collection(nameof(SimulatorCollection))]
public sealed class PlayingTests(SimulatorClips clips)
{
    [Fact]
    public async Task Two_clients_see_the_same_moment_whenever_they_came()
    {
        await using var simulator = SimulatorClips.Play(clips.H264);
        using var first = await RtspTestClient.PlayAsync(simulator);
        var early = await WatchAsync(first, pictures: 10);
        using var second = await RtspTestClient.PlayAsync(simulator);
        var watching = WatchAsync(first, pictures: 30, early.Report);
        var late = await WatchAsync(second, pictures: 20);
        var both = (await watching).TakenAt.Join(late.TakenAt, one => one.Key, two => two.Key, (one, two) => one.Value - two.Value).ToList();
        both.Count.ShouldBeGreaterThan(10);
        both.ShouldAllBe(difference => difference.Duration() < TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public async Task Reports_tell_the_cameras_own_time_of_a_picture()
    {
        var ahead = TimeSpan.FromMinutes(3);
        await using var simulator = SimulatorClips.Play(clips.H264, camera => camera with { ClockOffset = ahead, StartAt = TimeSpan.FromSeconds(1.5) });
        var before = TimeProvider.System.GetUtcNow();
        using var client = await RtspTestClient.PlayAsync(simulator);
        var seen = await WatchAsync(client, pictures: 5);
        var after = TimeProvider.System.GetUtcNow();
        seen.TakenAt.Values.ShouldAllBe(time => time > before + ahead - TimeSpan.FromSeconds(0.5) && time < after + ahead);
    }

    [Fact]
    public async Task A_stopped_camera_drops_its_clients_and_hangs_up_on_new_ones_until_it_resumes()
    {
        await using var simulator = SimulatorClips.Play([new("street", clips.H264), new("other", clips.H264)]);
        using var client = await RtspTestClient.PlayAsync(simulator);
        using var bystander = await RtspTestClient.PlayAsync(simulator, "other");
        simulator.Camera("street").Stop();
        await client.ReadToEndAsync();
        using (var refused = await RtspTestClient.ConnectAsync(simulator))
            await Should.ThrowAsync<IOException>(() => refused.AskAsync("DESCRIBE", simulator.UrlOf("street")));
        (await bystander.ReadPictureAsync()).Packets.ShouldNotBeEmpty();

        simulator.Camera("street").Resume();
        using var again = await RtspTestClient.PlayAsync(simulator);
        (await again.ReadPictureAsync()).IsKey.ShouldBeTrue();
    }

    [Fact]
    public async Task A_frozen_camera_keeps_its_connections_and_shows_the_present_when_it_resumes()
    {
        await using var simulator = SimulatorClips.Play(clips.H264);
        var camera = simulator.Camera("street");
        using var client = await RtspTestClient.PlayAsync(simulator);
        var last = (await client.ReadPictureAsync()).Timestamp;
        camera.Freeze();
        var (sent, frozenAt) = (camera.Statistics.Frames, camera.MediaTimeNow);
        for (var picture = 1; picture < sent; picture++)
            last = (await client.ReadPictureAsync()).Timestamp;
        await Eventually.TrueAsync(() => camera.MediaTimeNow > frozenAt + TimeSpan.FromSeconds(1), "a second passes");
        camera.Statistics.Frames.ShouldBe(sent);
        (await client.AskAsync("GET_PARAMETER", simulator.UrlOf("street"), $"Session: {client.Session}")).Status.ShouldBe(200);

        camera.Resume();
        var next = await client.ReadPictureAsync();
        next.IsKey.ShouldBeTrue();
        unchecked(next.Timestamp - last).ShouldBeGreaterThan(80_000u);
    }

    [Fact]
    public async Task A_camera_that_is_sent_to_another_position_shows_it_in_the_same_session()
    {
        await using var simulator = SimulatorClips.Play(clips.H264);
        var camera = simulator.Camera("street");
        using var client = await RtspTestClient.PlayAsync(simulator);
        var before = await client.ReadPictureAsync();
        var sentAt = camera.MediaTimeNow;
        camera.PlayFrom(TimeSpan.FromSeconds(1));
        var position = camera.PositionNow;
        position.ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1) + (camera.MediaTimeNow - sentAt));
        var after = await client.ReadPictureAsync();
        while (!after.IsKey)
            after = await client.ReadPictureAsync();
        unchecked((int)(after.Timestamp - before.Timestamp)).ShouldBePositive("its time goes on");
    }

    [Fact]
    public async Task A_clip_of_another_size_goes_on_in_the_same_session()
    {
        await using var simulator = SimulatorClips.Play(clips.H264);
        using var client = await RtspTestClient.PlayAsync(simulator);
        var before = await client.ReadPictureAsync();
        before.IsKey.ShouldBeTrue();
        simulator.Camera("street").SwitchTo(clips.Larger);
        ReceivedPicture after;
        do
            after = await client.ReadPictureAsync();
        while (!after.IsKey || SequenceSetOf(after) == SequenceSetOf(before));
        unchecked((int)(after.Timestamp - before.Timestamp)).ShouldBePositive();
        (await client.ReadPictureAsync()).IsKey.ShouldBeFalse("the session goes on");

        static string SequenceSetOf(ReceivedPicture picture) => Convert.ToHexString(picture.Packets[0].Payload.AsSpan(3, 12));
    }

    [Fact]
    public async Task Another_codec_drops_the_clients_and_is_described_to_new_ones()
    {
        await using var simulator = SimulatorClips.Play(clips.H264);
        using var client = await RtspTestClient.PlayAsync(simulator);
        simulator.Camera("street").SwitchTo(clips.H265);
        await client.ReadToEndAsync();
        using var again = await RtspTestClient.ConnectAsync(simulator);
        (await again.AskAsync("DESCRIBE", simulator.UrlOf("street"))).Body.ShouldContain("H265/90000");
    }

    [Fact]
    public async Task A_client_that_does_not_read_is_dropped_and_hurts_nobody_else()
    {
        var options = new SimulatorOptions
        {
            Cameras = [new("street", clips.Heavy)],
            ClientBuffer = 512 * 1024,
            StuckAfter = TimeSpan.FromSeconds(1),
        };
        await using var simulator = RtspSimulator.Start(options, TimeProvider.System, NullLoggerFactory.Instance);
        using var sleeper = await RtspTestClient.PlayAsync(simulator, receiveBuffer: 4096);
        using var reader = await RtspTestClient.PlayAsync(simulator);
        var first = await reader.ReadPictureAsync();
        var last = first;
        var camera = simulator.Camera("street");
        while (camera.Statistics is { ClientsDropped: 0 })
        {
            var next = await reader.ReadPictureAsync();
            next.Packets[0].Sequence.ShouldBe(unchecked((ushort)(last.Packets[^1].Sequence + 1)), "the reader misses nothing");
            last = next;
        }

        camera.Statistics.FramesDropped.ShouldBePositive();
        camera.Statistics.Clients.ShouldBe(1);
        await sleeper.ReadToEndAsync();
    }

    [Fact]
    public async Task Media_time_runs_from_where_the_camera_was_told_to_start()
    {
        var time = new ManualTime();
        var options = new SimulatorOptions { Cameras = [new("street", clips.H264) { StartAt = TimeSpan.FromSeconds(1.5) }] };
        await using var simulator = RtspSimulator.Start(options, time, NullLoggerFactory.Instance);
        var camera = simulator.Camera("street");
        var started = time.GetUtcNow();
        time.Advance(TimeSpan.FromSeconds(1));
        camera.MediaTimeNow.ShouldBe(TimeSpan.FromSeconds(2.5));
        camera.PositionNow.ShouldBe(TimeSpan.FromSeconds(0.5));
        camera.WallTimeOf(TimeSpan.FromSeconds(4)).ShouldBe(started + TimeSpan.FromSeconds(2.5));
    }

    [Fact]
    public void Wrong_options_are_named_all_at_once()
    {
        var options = new SimulatorOptions
        {
            Port = 70_000,
            ClientBuffer = 1,
            Cameras = [new("a/b", clips.H264), new("twice", clips.H264), new("twice", "nowhere.mp4") { Password = "alone" }],
        };
        var message = Should.Throw<ArgumentException>(() => RtspSimulator.Start(options, TimeProvider.System, NullLoggerFactory.Instance)).Message;
        foreach (var expected in (string[])["Port 70000", "ClientBuffer 1", "'a/b'", "called 'twice'", "nowhere.mp4 does not exist", "has a password but no user"])
            message.ShouldContain(expected);
        message.ShouldNotContain("alone");
    }

    /// <summary>Reads pictures, and places each in wall time by the first sender report.</summary>
    private static async Task<(Dictionary<string, DateTimeOffset> TakenAt, RtpPacket Report)> WatchAsync(RtspTestClient client, int pictures, RtpPacket? known = null)
    {
        var (reports, seen) = (new List<RtpPacket>(), new List<ReceivedPicture>());
        while (seen.Count < pictures)
            seen.Add(await client.ReadPictureAsync(reports));
        var report = known ?? reports[0];
        var times = new Dictionary<string, DateTimeOffset>();
        foreach (var picture in seen)
            times[picture.Content] = report.ReportedTime + TimeSpan.FromSeconds(unchecked((int)(picture.Timestamp - report.ReportTimestamp)) / 90_000d);
        return (times, report);
    }
}
