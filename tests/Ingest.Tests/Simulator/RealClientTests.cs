using System.Globalization;
using EdgeWatch.CameraSimulator;

namespace EdgeWatch.Ingest.Tests.Simulator;

/// <summary>The simulator as ffmpeg and ffprobe see it.</summary>
[Collection(nameof(SimulatorCollection))]
public sealed class RealClientTests(SimulatorClips clips)
{
    [Theory]
    [InlineData("tcp", false)]
    [InlineData("tcp", true)]
    [InlineData("udp", false)]
    [InlineData("udp", true)]
    public async Task Ffmpeg_decodes_without_an_error(string transport, bool isH265)
    {
        // From the second half on: the clip begins again among these pictures.
        await using var simulator = SimulatorClips.Play(isH265 ? clips.H265 : clips.H264, camera => camera with { StartAt = TimeSpan.FromSeconds(1) });
        var (exitCode, output, errors) = await DecodeAsync(simulator.UrlOf("street"), transport, frames: 40);
        errors.ShouldBeEmpty();
        exitCode.ShouldBe(0);
        output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Count(line => line[0] != '#').ShouldBe(40);
    }

    [Theory]
    [InlineData("tcp")]
    [InlineData("udp")]
    public async Task Key_frames_of_a_hundred_packets_arrive_whole(string transport)
    {
        await using var simulator = SimulatorClips.Play(clips.Heavy);
        var (exitCode, _, errors) = await DecodeAsync(simulator.UrlOf("street"), transport, frames: 26);
        errors.ShouldBeEmpty();
        exitCode.ShouldBe(0);
    }

    [Fact]
    public async Task The_right_password_opens_and_a_wrong_one_does_not()
    {
        await using var simulator = SimulatorClips.Play(clips.H264, camera => camera with { User = "warden", Password = "a b:c/ü" });
        var url = simulator.UrlOf("street");
        var (exitCode, _, errors) = await DecodeAsync(url, "tcp", frames: 5);
        (exitCode, errors).ShouldBe((0, ""));

        simulator.Camera("street").Password = "changed";
        (await DecodeAsync(url, "tcp", frames: 5)).Errors.ShouldContain("401 Unauthorized");
        (await DecodeAsync(simulator.UrlOf("street"), "tcp", frames: 5)).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Times_go_on_evenly_where_the_clip_begins_again()
    {
        await using var simulator = SimulatorClips.Play(clips.H264, camera => camera with { StartAt = TimeSpan.FromSeconds(1) });
        var (_, output, errors) = await Command.RunAsync(
            "ffprobe", "-v", "error", "-rtsp_transport", "tcp", "-read_intervals", "%+#65", "-show_entries", "packet=pts_time", "-of", "csv=p=0", simulator.UrlOf("street"));
        errors.ShouldBeEmpty();
        var times = output.Split(['\n', ','], StringSplitOptions.RemoveEmptyEntries).Where(text => text != "N/A")
            .Select(text => double.Parse(text, CultureInfo.InvariantCulture)).Order().ToList();
        times.Count.ShouldBeGreaterThan(55);
        // The pictures at either end may lack neighbours, which were sent before the first or are sent after the last.
        var steps = times.Zip(times.Skip(1), (one, next) => next - one).Skip(3).SkipLast(3);
        // A machine that sleeps for longer than a second has pictures left out, and those after them in step all the same.
        steps.ShouldAllBe(step => Math.Abs(step - 0.04) < 0.001 || (step > 1 && Math.Abs(Math.IEEERemainder(step, 0.04)) < 0.001));
    }

    [Fact]
    public async Task Ffprobe_finds_codec_size_and_frame_rate()
    {
        await using var simulator = SimulatorClips.Play(clips.Larger);
        var (_, output, errors) = await Command.RunAsync(
            "ffprobe", "-v", "error", "-rtsp_transport", "tcp", "-show_entries", "stream=codec_name,profile,width,height,r_frame_rate", "-of", "csv=p=0", simulator.UrlOf("street"));
        errors.ShouldBeEmpty();
        output.Trim().ShouldBe("h264,High,640,360,25/1");
    }

    [Fact]
    public async Task Many_cameras_play_one_file_to_many_clients()
    {
        await using var simulator = SimulatorClips.Play(
            [.. Enumerable.Range(1, 6).Select(number => new SimulatedCamera($"cam-{number}", clips.H264) { StartAt = TimeSpan.FromMilliseconds(70 * number) })]);
        var answers = await Task.WhenAll(simulator.Names.Select(name => DecodeAsync(simulator.UrlOf(name), "tcp", frames: 25)));
        answers.ShouldAllBe(answer => answer.ExitCode == 0 && answer.Errors.Length == 0);
        simulator.Camera("cam-3").Statistics.Frames.ShouldBeGreaterThanOrEqualTo(25);
    }

    private static Task<(int ExitCode, string Output, string Errors)> DecodeAsync(string url, string transport, int frames) => Command.RunAsync(
        "ffmpeg", "-v", "error", "-rtsp_transport", transport, "-i", url, "-frames:v", frames.ToString(CultureInfo.InvariantCulture), "-vsync", "passthrough", "-f", "framecrc", "-");
}
