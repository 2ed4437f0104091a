using System.CommandLine;
using EdgeWatch.Bench.Dedup;
using EdgeWatch.Bench.Dedup.City;
using EdgeWatch.Terminal;

namespace EdgeWatch.Commands;

/// <summary><c>edgewatch bench dedup</c>: how well the bridge keeps one case for one problem, where the truth is known.</summary>
internal static class DedupBenchCommand
{
    public static Command Create()
    {
        var seeds = new Option<int>("--seeds") { Description = "Districts to play through, each from a seed of its own: 3001, 3002, 3003 …", HelpName = "N", DefaultValueFactory = _ => 3 };
        var from = new Option<int>("--from") { Description = "The first seed. Settings are chosen on seeds below, and reported on those from 3001 on.", HelpName = "SEED", DefaultValueFactory = _ => 3001 };
        var days = new Option<int>("--days") { Description = "Days of each district.", HelpName = "N", DefaultValueFactory = _ => 10 };
        var calibrated = new Option<double>("--calibrated") { Description = "Share of the cameras that are calibrated; of the others three in four have a place for each zone.", HelpName = "0..1", DefaultValueFactory = _ => new DistrictPlan().Calibrated };
        var mistakes = new Option<string?>("--mistakes") { Description = "Write each duplicate and wrong merge of the bridge there, with the truth and the bridge's reason.", HelpName = "FILE" };
        var json = JsonOption.Create();
        var command = new Command("dedup", "Duplicates and wrong merges on generated city days with known truth, beside four rivals.") { seeds, from, days, calibrated, mistakes, json }
            .WithExamples("./edgewatch bench dedup", "./edgewatch bench dedup --seeds 1 --days 3 --json bench/results/dedup.json");
        command.SetAction(async (result, stop) =>
        {
            await using var explained = result.GetValue(mistakes) is { } file ? File.CreateText(file) : null;
            var figures = await new DedupBench(Plan(result.GetValue(calibrated)), result.GetValue(from), result.GetValue(seeds), result.GetValue(days), explained).RunAsync(stop);
            await JsonOption.ShowAndWriteAsync(figures, result.GetValue(json), stop);
            return ExitCodes.Ok;
        });
        return command;
    }

    /// <summary>Those that are not calibrated keep their shares of each other.</summary>
    private static DistrictPlan Plan(double calibrated)
    {
        var usual = new DistrictPlan();
        return usual with { Calibrated = calibrated, ZonesPlaced = usual.ZonesPlaced / (1 - usual.Calibrated) * (1 - calibrated) };
    }
}
