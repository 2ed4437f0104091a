using System.Globalization;
using EdgeWatch.CaseBridge.Reports.Indices;
using EdgeWatch.CaseBridge.Store;

namespace EdgeWatch.CaseBridge.Tests.Reports;

/// <summary>The worked example of docs/indices.md.</summary>
public sealed class WorkedExampleTests : IDisposable
{
    private const string Document = "docs/indices.md";

    private static readonly TimeSpan China = TimeSpan.FromHours(8);

    private readonly TempFolder _folder = new();
    private readonly ReportBench _bench;

    public WorkedExampleTests() => _bench = new ReportBench(SqlDialect.Sqlite(_folder.File("cases.db"), TimeSpan.FromSeconds(5)), At("01 12:00"));

    public void Dispose()
    {
        _bench.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Its_indices_are_what_the_document_says_on_each_day_and_on_both()
    {
        await PlayAsync();
        var days = new[] { Figures("2026-11-02", "2026-11-02"), Figures("2026-11-03", "2026-11-03"), Figures("2026-11-02", "2026-11-03") };
        var rows = MarkdownTable.Rows(Document, "Its indices");
        rows.Select(row => row[0]).ShouldBe(days[0].Select(figure => figure.Id));
        foreach (var row in rows)
        {
            for (var range = 0; range < days.Length; range++)
                Text(days[range].Single(figure => figure.Id == row[0])).ShouldBe(row[range + 1], $"{row[0]} of range {range}");
        }

        days[2].Single(figure => figure.Id == "timely-handling-rate").LeftOut.ShouldBe(1, "C has no limit");
        var byDay = _bench.Desk.Indices(_bench.Request("2026-11-02", "2026-11-03", "day"));
        byDay.Rows.Select(row => row.Key["day"]).ShouldBe(["2026-11-02", "2026-11-03"]);
        byDay.Rows[1].Figures.ShouldBe(days[1]);
        byDay.Total.Figures.ShouldBe(days[2]);
        byDay.State.Waiting.ShouldBe(0);
    }

    [Fact]
    public async Task Its_machine_patrol_table_is_what_the_document_says()
    {
        await PlayAsync();
        var report = _bench.Desk.Patrol(_bench.Request("2026-11-02", "2026-11-03", "day,class"));
        report.Rows.Select(row => string.Join(' ', row.Key["day"], row.Key["class"], row.Detections, row.Qualified, row.Corrected, row.Rejected, row.Pending, row.Opened, row.Joined))
            .ShouldBe(MarkdownTable.Rows(Document, "Its machine patrol table").Select(row => string.Join(' ', row)));
        (report.Total.Detections, report.Total.Qualified, report.Total.Accuracy.Value).ShouldBe((9, 6, 0.666667));
    }

    [Fact]
    public async Task The_formulas_of_the_document_are_those_in_force()
    {
        await PlayAsync();
        var stated = MarkdownTable.Rows(Document, "The indices").Select(row => $"{row[0]} {row[1]} {row[2].Replace("`", "").Replace("−", "-")}");
        KnownIndices.All.Select(index => $"{index.Id} {index.Zh} {Sum(index.Numerator)} / {Sum(index.Denominator)}").ShouldBe(stated);

        static string Sum(IReadOnlyList<Term> terms) => terms.Count == 1 ? terms[0].Measure : $"({string.Join(' ', terms.Select((term, number) => (term.Sign < 0 ? "- " : number == 0 ? "" : "+ ") + term.Measure))})";
    }

    [Fact]
    public void Every_measure_is_in_the_document()
    {
        var stated = MarkdownTable.Rows(Document, "The measures").SelectMany(row => row[0].Split(',')).Select(name => name.Trim().Trim('`')).ToList();
        stated.ShouldBe(CaseBridge.Reports.Facts.Measures.All.Select(measure => measure.Name), ignoreOrder: true);
    }

    private IReadOnlyList<IndexFigure> Figures(string from, string to) => _bench.Desk.Indices(_bench.Request(from, to)).Total.Figures;

    private static string Text(IndexFigure figure) => figure.Numerator is null ? "not measurable" : $"{figure.Numerator} / {figure.Denominator}";

    private async Task PlayAsync()
    {
        var steps = MarkdownTable.Rows(Document, "Worked example").SelectMany(row => row[3].Split(", ").Select(step => (Case: row[0], Camera: row[1], Class: row[2], At: At(step[..8]), Step: step[9..])));
        foreach (var step in steps.OrderBy(step => step.At))
        {
            _bench.Time.Advance(step.At - _bench.Time.GetUtcNow());
            if (step.Step == "report")
                await _bench.ReportAsync(step.Case, step.Camera, step.Class);
            else
                _bench.Do(step.Case, step.Step);
        }
    }

    private static DateTimeOffset At(string text) => new(DateTime.ParseExact($"2026-11-{text}", "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), China);
}
