using System.CommandLine;
using EdgeWatch.Bench.Facts;
using EdgeWatch.Bench.Intake;
using EdgeWatch.Local;
using EdgeWatch.Terminal;

namespace EdgeWatch.Commands;

/// <summary><c>edgewatch bench facts</c>: whether the daily facts keep up with the intake.</summary>
internal static class FactsBenchCommand
{
    public static Command Create()
    {
        var cases = new Option<int>("--cases") { Description = "Cases that are opened and counted.", HelpName = "N", DefaultValueFactory = _ => 100_000 };
        var candidates = new Option<int>("--candidates") { Description = "Candidates of a city's flow after them.", HelpName = "N", DefaultValueFactory = _ => 50_000 };
        var only = new Option<string?>("--only") { Description = "postgres or sqlite: one of the two alone.", HelpName = "STORE" };
        only.AcceptOnlyFromAmong(BridgeIntakeBench.Postgres, BridgeIntakeBench.Sqlite);
        var seed = new Option<int>("--seed") { Description = "Decides the flow.", HelpName = "N", DefaultValueFactory = _ => 1 };
        var json = JsonOption.Create();
        var command = new Command("facts", "Cases a second whose daily facts are counted, what each costs, and how many candidates of a city's flow make a case be counted anew.")
        {
            cases, candidates, only, seed, json,
        }.WithExamples("./edgewatch bench facts --json bench/results/facts.json", "./edgewatch bench facts --only postgres --cases 20000");
        command.SetAction(async (result, stop) =>
        {
            var plan = new FactsPlan(Path.Combine(WorkFolder.Path, "bench", "facts"), result.GetValue(cases), result.GetValue(candidates), result.GetValue(seed));
            string[] stores = result.GetValue(only) is { } one ? [one] : [BridgeIntakeBench.Postgres, BridgeIntakeBench.Sqlite];
            await JsonOption.ShowAndWriteAsync(await new FactsBench(plan, stores).RunAsync(stop), result.GetValue(json), stop);
            return ExitCodes.Ok;
        });
        return command;
    }
}
