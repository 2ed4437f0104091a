using System.CommandLine;
using EdgeWatch.Bench;
using EdgeWatch.Demo;
using EdgeWatch.Figures;
using EdgeWatch.Local;
using EdgeWatch.Terminal;

namespace EdgeWatch.Commands;

/// <summary><c>edgewatch bench …</c>: what the whole costs, each with its figures as JSON.</summary>
internal static class BenchCommand
{
    public static Command Create() => new("bench", "Measure what the whole costs; micro-benchmarks are in bench/.")
    {
        Density(), Bare(), ApiBenchCommand.Create(), DedupBenchCommand.Create(), FactsBenchCommand.Create(), IntakeBenchCommand.Create(), PlaceBenchCommand.Create(), SensorBenchCommand.Create(),
    };

    private static Command Density()
    {
        var cameras = new Option<int>("--cameras") { Description = "Cameras of 1080p25 at 4 Mbit/s.", HelpName = "N", DefaultValueFactory = _ => 20 };
        var model = new Option<string?>("--model") { Description = "The detector that runs on every look; default: the shipped one that knows overflowing bins.", HelpName = "MODEL" };
        var rounds = new Option<int>("--rounds") { Description = "How often the three are measured in turn; the least counts.", HelpName = "N", DefaultValueFactory = _ => 2 };
        var json = JsonOption.Create();
        var command = new Command("density", "Cost per camera, beside a bare loop and beside a recorder that decodes everything.") { cameras, model, rounds, json }
            .WithExamples("./edgewatch bench density --cameras 20 --json bench/results/density.json");
        command.SetAction(async (result, stop) =>
        {
            var folder = Path.Combine(WorkFolder.Path, "bench");
            var plan = new DensityPlan(folder, DemoClips.Folder("bin-corner.mp4"), result.GetValue(cameras), result.GetValue(model) ?? Models.Knowing("overflow")) { Rounds = result.GetValue(rounds) };
            var figures = await new DensityBench(plan, TimeProvider.System).RunAsync(stop);
            await JsonOption.ShowAndWriteAsync(figures, result.GetValue(json), stop);
            return ExitCodes.Ok;
        });
        return command;
    }

    private static Command Bare()
    {
        var urls = new Argument<string[]>("urls") { Description = "RTSP addresses." };
        var model = new Option<string>("--model") { Required = true };
        var cadence = new Option<double>("--cadence") { DefaultValueFactory = _ => 10 };
        var command = new Command("bare", "The bare loop that density compares with; runs until it is stopped.") { urls, model, cadence }
            .WithExamples("./edgewatch bench bare rtsp://127.0.0.1:8554/street --model street");
        command.SetAction(async (result, stop) =>
        {
            await using var detector = Models.OpenDetector(result.GetValue(model)!);
            await new BareLoop(detector, TimeSpan.FromSeconds(result.GetValue(cadence)), TimeProvider.System).RunAsync(result.GetValue(urls)!, stop);
            return ExitCodes.Ok;
        });
        return command;
    }
}
