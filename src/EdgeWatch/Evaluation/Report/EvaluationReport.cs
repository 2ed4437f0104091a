using EdgeWatch.Commands;
using EdgeWatch.Terminal;

namespace EdgeWatch.Evaluation.Report;

/// <summary>Shows a result, and writes it wherever that was asked for.</summary>
internal static class EvaluationReport
{
    public static async Task ShowAndWriteAsync(EvaluationResult result, EvalRequest request, CancellationToken stop)
    {
        Show(result);
        if (request.Json is { } json)
            await EvaluationFile.WriteAsync(result, json, stop);
        if (request.Markdown is { } markdown)
            await WriteAsync(markdown, Markdown(result), stop);
        if (request.Curves is { } curves)
            Screen.Instance.Good($"{(await CurvePicture.WriteAsync(result, curves, stop)).Count} curves are in {curves}");
        if (request.Errors is { } errors)
            Screen.Instance.Good($"{await MistakePages.WriteAsync(result, errors, stop)} shows the worst mistakes");
    }

    /// <summary>The tables and what must be known to read them.</summary>
    public static string Markdown(EvaluationResult result) =>
        string.Join('\n', ScoreTables.Of(result).Select(table => table.Markdown())) + string.Concat(result.Notes().Select(note => $"\n- {note}")) + "\n";

    /// <summary>The tables on the terminal.</summary>
    public static void Show(EvaluationResult result)
    {
        foreach (var table in ScoreTables.Of(result))
            Show(table);

        foreach (var note in result.Notes())
            Screen.Instance.Warn(note);
        Screen.Instance.Line($"{result.Pictures.Count} pictures in {result.Took.TotalSeconds:0.0} s; detections from a score of {result.Floor} on, at most {Scoring.PictureMatch.MaxDetections} of a class in a picture");
    }

    public static void Show(ReportTable table)
    {
        Screen.Instance.Headline(table.Title);
        Screen.Instance.Table(table.Columns, table.Rows);
    }

    private static Task WriteAsync(string path, string text, CancellationToken stop)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        return File.WriteAllTextAsync(path, text, stop);
    }
}
