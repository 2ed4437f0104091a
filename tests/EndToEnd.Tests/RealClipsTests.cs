using EdgeWatch.EndToEnd.Tests.Support;

namespace EdgeWatch.EndToEnd.Tests;

/// <summary>Real footage, where it lies beside the repository; the whole table is made by <c>demo --clips ../shared/clips --compare</c>.</summary>
public sealed class RealClipsTests
{
    [SharedDataFact("clips/parking_cctv_640.mp4")]
    public async Task A_car_that_stands_in_a_real_car_park_is_the_one_case_that_its_truth_names()
    {
        using var folder = new TempFolder();
        foreach (var file in new[] { "parking_cctv_640.mp4", "parking_cctv_640.truth.json" })
            File.Copy(Path.Combine(Repository.SharedData!, "clips", file), folder.File(file));

        await using var demo = EdgeWatchProgram.Start("demo", "--clips", folder.FullPath, "--compare", "--port", "0");

        (await demo.ExitAsync(seconds: 120)).ShouldBe(0, demo.Output);
        demo.Output.ShouldContain("| parking_cctv_640.mp4 | 1 | 1 | – | – | – |");
    }
}
