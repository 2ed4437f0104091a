namespace EdgeWatch.Evaluation.Report;

/// <summary>A table, wherever it is written.</summary>
/// <param name="Title">One line above it.</param>
/// <param name="Columns">Headings.</param>
/// <param name="Rows">Cells.</param>
internal sealed record ReportTable(string Title, string[] Columns, IReadOnlyList<string[]> Rows)
{
    /// <summary>As Markdown (GitHub's tables).</summary>
    public string Markdown() => string.Join('\n', (string[])
    [
        $"**{Title}**", "", Line(Columns), Line(Columns.Select((_, at) => at == 0 ? "---" : "---:")), .. Rows.Select(row => Line(row)), "",
    ]);

    private static string Line(IEnumerable<string> cells) => $"| {string.Join(" | ", cells.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal)))} |";
}
