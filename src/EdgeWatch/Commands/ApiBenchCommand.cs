using System.CommandLine;
using EdgeWatch.Bench.Api;
using EdgeWatch.Local;
using EdgeWatch.Terminal;

namespace EdgeWatch.Commands;

/// <summary><c>edgewatch bench api</c>: how fast lists, maps and cases are answered where there are a million.</summary>
internal static class ApiBenchCommand
{
    public static Command Create()
    {
        var cases = new Option<long>("--cases") { Description = "Cases in the store.", HelpName = "N", DefaultValueFactory = _ => 1_000_000 };
        cases.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<long>() is not (>= 1000 and <= 100_000_000))
                result.AddError("--cases is not between 1000 and 100000000; for instance 1000000");
        });
        var store = new Option<string>("--store") { Description = "sqlite or postgres, which is then started for the bench.", HelpName = "STORE", DefaultValueFactory = _ => "sqlite" };
        store.AcceptOnlyFromAmong("sqlite", "postgres");
        var rate = new Option<int>("--rate") { Description = "Requests a second.", HelpName = "N", DefaultValueFactory = _ => 50 };
        var seconds = new Option<int>("--seconds") { Description = "For how long it is measured.", HelpName = "N", DefaultValueFactory = _ => 60 };
        var json = JsonOption.Create();
        var command = new Command("api", "Lists with filters, maps and single cases of a million, asked of a real bridge.") { cases, store, rate, seconds, json }
            .WithExamples("./edgewatch bench api --cases 1000000 --store postgres --json bench/results/api-postgres.json", "./edgewatch bench api --cases 100000 --seconds 10");
        command.SetAction(async (result, stop) =>
        {
            var plan = new ApiPlan(
                Path.Combine(WorkFolder.Path, "bench", "api"), result.GetValue(cases), result.GetValue(store) == "postgres", result.GetValue(rate), TimeSpan.FromSeconds(result.GetValue(seconds)));
            var figures = await new ApiBench(plan, TimeProvider.System).RunAsync(stop);
            await JsonOption.ShowAndWriteAsync(figures, result.GetValue(json), stop);
            return ExitCodes.Ok;
        });
        return command;
    }
}
