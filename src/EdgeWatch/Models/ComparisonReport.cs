using System.Text;
using EdgeWatch.EdgeAgent.Shadow;

namespace EdgeWatch.ModelCare;

/// <summary>Writes a comparison as a page (<c>report.html</c>, with pictures) and as text (<c>report.md</c>).</summary>
internal static class ComparisonReport
{
    /// <summary>Writes both files; returns the path of the page.</summary>
    public static async Task<string> WriteAsync(Comparison comparison, string folder, CancellationToken stop)
    {
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "report.md"), Markdown(comparison), stop);
        var page = Path.Combine(folder, "report.html");
        await File.WriteAllTextAsync(page, ComparisonPage.Write(comparison), stop);
        return page;
    }

    public static string Markdown(Comparison comparison)
    {
        var text = new StringBuilder();
        text.Append($"# {comparison.Main} and {comparison.Shadow} on the same looks\n\n");
        text.Append($"{comparison.Looks} looks compared ({comparison.Looked}). {Summary(comparison)}\n\n");
        Table(text, "class", comparison.ByClass, count => count.Class, comparison.All);
        Table(text, "camera", comparison.ByCamera, count => count.Camera, comparison.All);
        foreach (var note in comparison.Notes)
            text.Append($"- {note}\n");
        text.Append("- Counted are things above the threshold in force; two boxes of one class are one thing where they overlap by at least half. The pictures are in report.html.\n");
        return text.ToString();
    }

    /// <summary>The whole in one sentence.</summary>
    public static string Summary(Comparison comparison) => comparison.All is { All: > 0 } all
        ? $"Of {all.All} things seen, both saw {all.Both} ({Percent(all)}); {all.Main} were seen by {comparison.Main} alone and {all.Shadow} by {comparison.Shadow} alone."
        : "Neither saw anything above its thresholds.";

    /// <summary>The columns of a table of counts, without the first.</summary>
    public static string[] Columns { get; } = ["both", "first alone", "second alone", "agreement"];

    public static string[] Cells(ClassCount count) => [$"{count.Both}", $"{count.Main}", $"{count.Shadow}", Percent(count)];

    private static string Percent(ClassCount count) => count.All == 0 ? "–" : $"{100 * count.Agreement:F1} %";

    private static void Table(StringBuilder text, string title, IReadOnlyList<ClassCount> counts, Func<ClassCount, string> name, ClassCount all)
    {
        text.Append($"| {title} | {string.Join(" | ", Columns)} |\n|---|{string.Concat(Columns.Select(_ => "---:|"))}\n");
        foreach (var count in counts)
            text.Append($"| {name(count)} | {string.Join(" | ", Cells(count))} |\n");
        text.Append($"| all | {string.Join(" | ", Cells(all))} |\n\n");
    }
}
