using System.CommandLine;
using EdgeWatch.Bench.Intake;
using EdgeWatch.Local;
using EdgeWatch.Terminal;

namespace EdgeWatch.Commands;

/// <summary><c>edgewatch bench intake</c>: candidates a second into PostgreSQL and SQLite, and the time from publish to commit.</summary>
internal static class IntakeBenchCommand
{
    public static Command Create()
    {
        var cases = new Option<int>("--cases") { Description = "Open cases that stand before it is measured.", HelpName = "N", DefaultValueFactory = _ => 1_000_000 };
        var candidates = new Option<int>("--candidates") { Description = "Candidates that are measured.", HelpName = "N", DefaultValueFactory = _ => 300_000 };
        var rate = new Option<int>("--rate") { Description = "Candidates a second while the time to the commit is measured.", HelpName = "N", DefaultValueFactory = _ => 2_000 };
        var seconds = new Option<int>("--seconds") { Description = "For how long that is.", HelpName = "N", DefaultValueFactory = _ => 30 };
        var only = new Option<string?>("--only") { Description = "postgres or sqlite: one of the two alone.", HelpName = "STORE" };
        only.AcceptOnlyFromAmong(BridgeIntakeBench.Postgres, BridgeIntakeBench.Sqlite);
        var seed = new Option<int>("--seed") { Description = "Decides the flow.", HelpName = "N", DefaultValueFactory = _ => 1 };
        var json = JsonOption.Create();
        var command = new Command("intake", "Candidates a second that the bridge takes into each store, beside bare inserts of the same rows, and the time from publish to commit.")
        {
            cases, candidates, rate, seconds, only, seed, json,
        }.WithExamples("./edgewatch bench intake --json bench/results/intake.json", "./edgewatch bench intake --only sqlite --cases 100000 --candidates 50000 --seconds 10");
        command.SetAction(async (result, stop) =>
        {
            var plan = new IntakePlan(
                Path.Combine(WorkFolder.Path, "bench", "intake"),
                result.GetValue(cases),
                result.GetValue(candidates),
                result.GetValue(rate),
                TimeSpan.FromSeconds(result.GetValue(seconds)),
                result.GetValue(seed));
            string[] stores = result.GetValue(only) is { } one ? [one] : [BridgeIntakeBench.Postgres, BridgeIntakeBench.Sqlite];
            var figures = await new BridgeIntakeBench(plan, stores).RunAsync(stop);
            await JsonOption.ShowAndWriteAsync(figures, result.GetValue(json), stop);
            return ExitCodes.Ok;
        });
        return command;
    }
}
