using EdgeWatch.Evaluation.Data;
using EdgeWatch.Evaluation.Scoring;

namespace EdgeWatch.Evaluation.Report;

/// <summary>What is measured, as README.md and docs/accuracy.md tell it.</summary>
internal static class AccuracyDocument
{
    public const string Start = "<!-- accuracy: written by ./edgewatch eval --readme -->";
    public const string End = "<!-- /accuracy -->";

    /// <summary>The README's table: the classes of what ships.</summary>
    public static string Table(AccuracyPlan plan, IEnumerable<EvaluationResult> shown)
    {
        string[] lights = [.. Enum.GetNames<Light>().Select(name => name.ToLowerInvariant())];
        string[] head = ["class", "serves", "AP50", "precision", "recall", "pictures", "boxes", .. lights];
        var rows = shown.SelectMany(result => result.Models[0].Classes).DistinctBy(score => score.Class).Select(score => (string[])
        [
            score.Class, plan.Serves.GetValueOrDefault(score.Class, ""), Number.Share(score.All.Ap50), Number.Share(score.All.Precision), Number.Share(score.All.Recall),
            $"{score.All.Pictures}", $"{score.All.Boxes}", .. score.ByLight.Select(part => Number.ShareOf(part.Ap50, part.Boxes)),
        ]);
        return string.Join('\n', rows.Prepend([.. head.Select((_, at) => at < 2 ? "---" : "---:")]).Prepend(head).Select(cells => $"| {string.Join(" | ", cells)} |"));
    }

    /// <summary>The whole document.</summary>
    public static string Document(IReadOnlyList<(AccuracyRun Run, EvaluationResult Result)> runs) => string.Join('\n', (string[])
    [
        "# How well it detects", "",
        "Written by `./edgewatch eval --readme` from [models/accuracy.yaml](../models/accuracy.yaml); what each data set is and what its names mean: [models/datasets.yaml](../models/datasets.yaml).",
        "The agent's own detector sees the pictures; the protocol is COCO's: AP50 is the area under precision and recall at half overlap, AP50-95 the mean over the overlaps",
        "0.50, 0.55 … 0.95; precision, recall and F1 are those at the threshold that ships; false looks: the share of the pictures without the thing (how many) in which one is seen. A class is judged on the pictures of the sets that label it. Sizes: small up to 32² pixels",
        "of the original picture, medium up to 96², large above. Light is the picture's mean luma: night below 73, dusk below 95, day from there on.", "",
        .. runs.SelectMany(run => (string[])[$"## {run.Run.Title}", "", EvaluationReport.Markdown(run.Result)]),
    ]);

    /// <summary>The text with what stands between the marks replaced.</summary>
    /// <exception cref="DataSetException">The marks are not there.</exception>
    public static string Replace(string text, string table, string file)
    {
        var (start, end) = (text.IndexOf(Start, StringComparison.Ordinal), text.IndexOf(End, StringComparison.Ordinal));
        return start >= 0 && end > start
            ? $"{text[..(start + Start.Length)]}\n\n{table}\n\n{text[end..]}"
            : throw new DataSetException($"{file}: the lines '{Start}' and '{End}' are missing, between which the table is to stand; put them there");
    }
}
