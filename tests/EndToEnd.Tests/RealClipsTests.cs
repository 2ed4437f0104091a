using EdgeWatch.EndToEnd.Tests.Support;

namespace EdgeWatch.EndToEnd.Tests;

/// <summary>Real footage, where it lies beside the repository; docs/clips.md has the table of all clips.</summary>
public sealed class RealClipsTests
{
    private static readonly string[] Clips =
        ["slideshow_garbage_960", "slideshow_manhole_960", "parking_cctv_640", "car-detection", "vtest"];

    [SharedDataFact("clips")]
    public async Task Real_clips_lead_to_the_cases_that_their_truths_name_and_to_no_other()
    {
        using var folder = CopyClips();
        await using var demo = EdgeWatchProgram.Start("demo", "--clips", folder.FullPath, "--compare", "--port", "0");
        await ShouldBeRightAsync(demo);
    }

    [SharedDataFact("clips")]
    public async Task Real_clips_lead_to_the_same_cases_through_an_RTSP_server_that_is_not_ours()
    {
        using var folder = CopyClips();
        await using var server = await GstRtspServer.StartAsync(Clips.ToDictionary(clip => clip.Replace('_', '-'), clip => folder.File($"{clip}.mp4")));
        await using var demo = EdgeWatchProgram.Start("demo", "--clips", folder.FullPath, "--compare", "--port", "0", "--rtsp", $"rtsp://127.0.0.1:{server.Port}");
        await ShouldBeRightAsync(demo);
    }

    private static async Task ShouldBeRightAsync(ChildProcess demo)
    {
        (await demo.ExitAsync(seconds: 180)).ShouldBe(0, demo.Output);
        demo.Output.ShouldContain("| parking_cctv_640.mp4 | 1 | 1 | – | – | – |");
        demo.Output.ShouldContain("| slideshow_garbage_960.mp4 | 2 | 2 | – | – | – |");
        demo.Output.ShouldContain("| slideshow_manhole_960.mp4 | 1 | 1 | – | – | – |");
    }

    private static TempFolder CopyClips()
    {
        var folder = new TempFolder();
        foreach (var file in Clips.SelectMany(clip => new[] { $"{clip}.mp4", $"{clip}.truth.json" }))
            File.Copy(Path.Combine(Repository.SharedData!, "clips", file), folder.File(file));
        return folder;
    }
}
