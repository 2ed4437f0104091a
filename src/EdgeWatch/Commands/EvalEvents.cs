using EdgeWatch.Demo;
using EdgeWatch.Evaluation.Events;
using EdgeWatch.Terminal;

namespace EdgeWatch.Commands;

/// <summary><c>edgewatch eval --events</c>: whole clips through the whole agent, candidates against the truth files.</summary>
internal static class EvalEvents
{
    public static async Task<int> RunAsync(EvalRequest request, CancellationToken stop)
    {
        var clips = ClipTruthFile.ReadFolder(request.Clips ?? DemoClips.Folder());
        TimeSpan? quiet = request.Hours > 0 ? TimeSpan.FromHours(request.Hours) : null;
        var report = await Screen.Instance.ProgressAsync($"{clips.Count} clips", progress => EventEvaluation.RunAsync(clips, [.. request.Models], quiet, progress, stop));
        Screen.Instance.Table(EventReport.Columns, report.Rows());
        Screen.Instance.Line(report.Summary());
        foreach (var line in report.Quiet.Lines())
            Screen.Instance.Line(line);
        foreach (var mistake in report.Mistakes())
            Screen.Instance.Warn(mistake);
        if (request.Markdown is not null)
            await File.WriteAllTextAsync(request.Markdown, report.ToMarkdown(), stop);
        await JsonOption.WriteAsync(report.Figures(), request.Json, stop);
        return ExitCodes.Ok;
    }
}
