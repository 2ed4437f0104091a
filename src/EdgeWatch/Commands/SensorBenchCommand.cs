using System.CommandLine;
using EdgeWatch.Bench.Sensors;
using EdgeWatch.Figures;
using EdgeWatch.Local;
using EdgeWatch.Replay;
using EdgeWatch.Terminal;

namespace EdgeWatch.Commands;

/// <summary><c>edgewatch bench sensors</c>: a year of ten thousand sensors, and what an agent takes in from a broker.</summary>
internal static class SensorBenchCommand
{
    public static Command Create()
    {
        var sensors = new Option<int>("--sensors") { Description = "Sensors.", HelpName = "N", DefaultValueFactory = _ => 10_000 };
        var days = new Option<int>("--days") { Description = "Days that are replayed.", HelpName = "N", DefaultValueFactory = _ => 365 };
        var rate = new Option<int>("--rate") { Description = "Uplinks a second that are published; 0: as many as are taken.", HelpName = "N", DefaultValueFactory = _ => 5_000 };
        var seconds = new Option<int>("--seconds") { Description = "For how long the intake is measured.", HelpName = "N", DefaultValueFactory = _ => 60 };
        var only = new Option<string?>("--only") { Description = "year or intake: one of the two alone.", HelpName = "PART" };
        only.AcceptOnlyFromAmong("year", "intake");
        var make = new Option<string?>("--make") { Description = "Write the synthetic uplinks of the first source there, to be replayed, and end.", HelpName = "FILE" };
        var json = JsonOption.Create();
        var command = new Command("sensors", "A year of sensors replayed, and the intake of uplinks over MQTT.") { sensors, days, rate, seconds, only, make, json }
            .WithExamples("./edgewatch bench sensors --json bench/results/sensors.json", "./edgewatch bench sensors --only year --sensors 1000", "./edgewatch bench sensors --make uplinks.jsonl --sensors 100 --days 30");
        command.SetAction(async (result, stop) =>
        {
            var plan = new SyntheticPlan(result.GetValue(sensors), result.GetValue(days), Seed: 1);
            if (result.GetValue(make) is { } file)
            {
                var written = await RecordedUplinks.WriteAsync(file, new SyntheticSource(plan with { Sources = 1 }, 0).Uplinks(), stop);
                Screen.Instance.Good($"{written} uplinks of {plan.Sensors} sensors in {plan.Days} days: {file}");
                return ExitCodes.Ok;
            }

            var (figures, part) = (new List<Figure>(), result.GetValue(only));
            if (part != "intake")
                figures.AddRange(await new YearBench(plan).RunAsync(stop));
            if (part != "year")
                figures.AddRange(await new IntakeBench(Path.Combine(WorkFolder.Path, "bench", "sensors"), plan.Sensors, result.GetValue(rate), TimeSpan.FromSeconds(result.GetValue(seconds)), TimeProvider.System).RunAsync(stop));
            await JsonOption.ShowAndWriteAsync(figures, result.GetValue(json), stop);
            return ExitCodes.Ok;
        });
        return command;
    }
}
