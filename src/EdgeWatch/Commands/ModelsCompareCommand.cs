using System.CommandLine;
using System.Diagnostics.Metrics;
using EdgeWatch.Configuration;
using EdgeWatch.Local;
using EdgeWatch.ModelCare;
using EdgeWatch.Terminal;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.Commands;

/// <summary><c>edgewatch models compare</c>: where two models differ on the same looks, from the agent's shadow run or from recordings.</summary>
internal static class ModelsCompareCommand
{
    public static Command Create()
    {
        var models = new Argument<string[]>("models") { Description = "Two models to run now; none: read the agent's shadow run.", Arity = new ArgumentArity(0, 2) };
        var clips = new Option<string?>("--clips") { Description = "Run both on the video files of this folder.", HelpName = "DIR" };
        var pictures = new Option<string?>("--pictures") { Description = "Run both on the pictures below this folder.", HelpName = "DIR" };
        var cadence = new Option<double>("--cadence") { Description = "Seconds of clip time between looks.", HelpName = "S", DefaultValueFactory = _ => 1 };
        var report = new Option<string>("--report") { Description = "Folder for report.html and report.md.", HelpName = "DIR", Required = true };
        var config = ConfigOption.Create();
        var command = new Command("compare", "Report where two models differ on the same looks: counts by class and camera, agreement, pictures.") { models, clips, pictures, cadence, report, config }
            .WithExamples(
                "./edgewatch models compare --config edgewatch.yaml --report report",
                "./edgewatch models compare street street-int8 --pictures pictures --report report",
                "./edgewatch models compare street@1.0.0 street@1.1.0 --clips clips --report report");
        command.Validators.Add(result =>
        {
            var (names, sources) = (result.GetValue(models)!.Length, (result.GetValue(clips) is null ? 0 : 1) + (result.GetValue(pictures) is null ? 0 : 1));
            if (names == 1 || (names == 2 && sources != 1) || (names == 0 && sources > 0))
                result.AddError("name two models and either --clips DIR or --pictures DIR, or none of these to read the agent's shadow run");
        });
        cadence.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && !(result.GetValueOrDefault<double>() > 0))
                result.AddError("--cadence is a number of seconds above 0");
        });
        command.SetAction(async (result, stop) =>
        {
            var comparison = result.GetValue(models) is [var first, var second]
                ? await RunAsync(first, second, result.GetValue(clips), result.GetValue(pictures), TimeSpan.FromSeconds(result.GetValue(cadence)), stop)
                : ReadShadow(result.GetValue(config)!);
            return comparison is null ? ExitCodes.Usage : await ShowAsync(comparison, result.GetValue(report)!, stop);
        });
        return command;
    }

    private static Comparison? ReadShadow(string config)
    {
        var file = ConfigurationFile.Read(config);
        if (file.Options.Agent is { } agent)
            return ShadowReading.Read(agent.Data);
        Screen.Instance.Error(file.Problems.Count > 0 ? file.Problems[0].ToString() : $"{config} has no 'agent:' section; a shadow run belongs to an agent");
        return null;
    }

    private static async Task<Comparison> RunAsync(string first, string second, string? clips, string? pictures, TimeSpan cadence, CancellationToken stop)
    {
        await using var main = Models.OpenDetector(first);
        await using var shadow = Models.OpenDetector(second);
        using var comparison = new OfflineComparison(main, shadow);
        await using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        using var logs = ConsoleLogs.Create(LogLevel.Warning);
        return await Screen.Instance.ProgressAsync($"{main.Model} and {shadow.Model}", progress => pictures is not null
            ? comparison.OfPicturesAsync(pictures, progress, stop)
            : comparison.OfClipsAsync(clips!, cadence, services.GetRequiredService<IMeterFactory>(), logs.CreateLogger("clips"), progress, stop));
    }

    private static async Task<int> ShowAsync(Comparison comparison, string folder, CancellationToken stop)
    {
        var page = await ComparisonReport.WriteAsync(comparison, folder, stop);
        Screen.Instance.Line(ComparisonReport.Summary(comparison));
        Screen.Instance.Table(["class", .. ComparisonReport.Columns], comparison.ByClass.Select(count => (string[])[count.Class, .. ComparisonReport.Cells(count)]));
        Screen.Instance.Good($"{page} shows where they differ");
        return ExitCodes.Ok;
    }
}
