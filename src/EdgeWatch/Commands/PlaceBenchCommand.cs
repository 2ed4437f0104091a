using System.CommandLine;
using EdgeWatch.Bench;
using EdgeWatch.Local;
using EdgeWatch.Terminal;

namespace EdgeWatch.Commands;

/// <summary><c>edgewatch bench place</c>: memory and lookups of a city's registers.</summary>
internal static class PlaceBenchCommand
{
    public static Command Create()
    {
        var components = new Option<int>("--components") { Description = "Components in the register.", HelpName = "N", DefaultValueFactory = _ => 1_000_000 };
        components.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is not (>= 1000 and <= 10_000_000))
                result.AddError("--components is not between 1000 and 10000000; for instance 1000000");
        });
        var json = JsonOption.Create();
        var command = new Command("place", "Memory and lookups of a city's components and cells, beside NetTopologySuite's tree.") { components, json }
            .WithExamples("./edgewatch bench place --json bench/results/place.json");
        command.SetAction(async (result, stop) =>
        {
            var figures = new PlaceBench(result.GetValue(components), TimeProvider.System).Run(Path.Combine(WorkFolder.Path, "bench", "place"));
            await JsonOption.ShowAndWriteAsync(figures, result.GetValue(json), stop);
            return ExitCodes.Ok;
        });
        return command;
    }
}
