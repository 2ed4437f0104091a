using System.CommandLine;
using System.CommandLine.Invocation;
using EdgeWatch.Demo;
using EdgeWatch.Evaluation.Events;
using EdgeWatch.Terminal;

namespace EdgeWatch.Commands;

/// <summary><c>edgewatch eval --events</c>: whole clips through the whole agent, candidates against the truth files.</summary>
internal static class EvalEvents
{
    /// <summary>Adds <c>--events</c> and its options; without it the command does and asks what it did before.</summary>
    public static Command WithEvents(this Command command)
    {
        var pictures = (AsynchronousCommandLineAction)command.Action!;
        var events = new Option<bool>("--events") { Description = "Measure whole clips instead of pictures: event precision, recall, delay, false candidates per camera-day." };
        var clips = new Option<string?>("--clips") { Description = "With --events: folder of NAME.mp4 with NAME.truth.json; left out: our own street.", HelpName = "DIR" };
        var models = new Option<string[]>("--models")
        {
            Description = "With --events: the models that look; left out: the fewest that know what the truths ask for.", HelpName = "MODEL", DefaultValueFactory = _ => [], AllowMultipleArgumentsPerToken = true,
        };
        var hours = new Option<double>("--hours") { Description = "With --events: play each clip on which nothing happens round and round for so many hours; 0: once.", HelpName = "H" };
        var markdown = new Option<string?>("--markdown") { Description = "With --events: write the report there.", HelpName = "FILE" };
        AskOnlyForPictures(command, events);
        foreach (var option in new Option[] { events, clips, models, hours, markdown })
            command.Add(option);
        var json = (Option<string?>)command.Options.Single(option => option.Name == "--json");
        command.SetAction((result, stop) => result.GetValue(events)
            ? RunAsync(new EventPlan(result.GetValue(clips), result.GetValue(models)!, result.GetValue(hours), result.GetValue(markdown), result.GetValue(json)), stop)
            : pictures.InvokeAsync(result, stop));
        return command.WithExamples(
            [.. Examples.Of(command), "./edgewatch eval --events --clips ../shared/clips", "./edgewatch eval --events --clips ../shared/clips --hours 1 --json events.json"]);
    }

    /// <summary>What the measuring of pictures needs stays needed, unless events are asked for.</summary>
    private static void AskOnlyForPictures(Command command, Option<bool> events)
    {
        var options = command.Options.Where(option => option.Required).ToArray();
        var arguments = command.Arguments.Where(argument => argument.Arity.MinimumNumberOfValues > 0).ToArray();
        foreach (var option in options)
            option.Required = false;
        foreach (var argument in arguments)
            argument.Arity = new ArgumentArity(0, argument.Arity.MaximumNumberOfValues);
        command.Validators.Add(result =>
        {
            if (result.GetValue(events))
                return;
            foreach (var argument in arguments.Where(argument => result.GetResult(argument) is not { Tokens.Count: > 0 }))
                result.AddError($"eval needs <{argument.Name}>, or --events.");
            foreach (var option in options.Where(option => result.GetResult(option) is null))
                result.AddError($"eval needs {option.Name}, or --events.");
        });
    }

    private static async Task<int> RunAsync(EventPlan plan, CancellationToken stop)
    {
        var clips = ClipTruthFile.ReadFolder(plan.Clips ?? DemoClips.Folder());
        TimeSpan? quiet = plan.Hours > 0 ? TimeSpan.FromHours(plan.Hours) : null;
        var report = await Screen.Instance.ProgressAsync($"{clips.Count} clips", progress => EventEvaluation.RunAsync(clips, plan.Models, quiet, progress, stop));
        Screen.Instance.Table(EventReport.Columns, report.Rows());
        Screen.Instance.Line(report.Summary());
        foreach (var line in report.Quiet.Lines())
            Screen.Instance.Line(line);
        foreach (var mistake in report.Mistakes())
            Screen.Instance.Warn(mistake);
        if (plan.Markdown is not null)
            await File.WriteAllTextAsync(plan.Markdown, report.ToMarkdown(), stop);
        await JsonOption.WriteAsync(report.Figures(), plan.Json, stop);
        return ExitCodes.Ok;
    }

    private sealed record EventPlan(string? Clips, string[] Models, double Hours, string? Markdown, string? Json);
}
