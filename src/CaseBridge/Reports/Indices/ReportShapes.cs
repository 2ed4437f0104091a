namespace EdgeWatch.CaseBridge.Reports.Indices;

/// <summary>How far the facts are counted.</summary>
/// <param name="At">When the report was made.</param>
/// <param name="Waiting">Batches of changes that are not counted yet; 0: right to the last case.</param>
/// <param name="Recounting">Whether everything is being counted anew, after another profile or register was configured: figures of old days may still move.</param>
internal sealed record ReportState(DateTimeOffset At, long Waiting, bool Recounting);

/// <summary>An index as it is counted here.</summary>
/// <param name="Formula">In words.</param>
internal sealed record IndexDescription(string Id, string Zh, string En, IReadOnlyList<string> Numerator, IReadOnlyList<string> Denominator, Words Formula)
{
    public static IndexDescription Of(IndexDefinition index) => new(
        index.Id, index.Zh, index.En, [.. index.Numerator.Select(term => $"{term}")], [.. index.Denominator.Select(term => $"{term}")],
        new Words($"{Text(index.Numerator, measure => measure.Zh)} / {Text(index.Denominator, measure => measure.Zh)}", $"{Text(index.Numerator, measure => measure.En)} / {Text(index.Denominator, measure => measure.En)}"));

    private static string Text(IReadOnlyList<Term> terms, Func<Facts.Measure, string> name)
    {
        var text = string.Concat(terms.Select((term, number) => (term.Sign < 0 ? " − " : number == 0 ? "" : " + ") + name(Facts.Measures.Find(term.Measure)!))).Trim();
        return terms.Count > 1 ? $"({text})" : text;
    }
}

/// <summary>Indices of one group.</summary>
/// <param name="Key">The group, by dimension; empty for the whole.</param>
internal sealed record IndexRow(IReadOnlyDictionary<string, string> Key, IReadOnlyList<IndexFigure> Figures);

/// <summary>The indices of some days.</summary>
internal sealed record IndexReport(DateOnly From, DateOnly To, IReadOnlyList<string> By, ReportState State, IReadOnlyList<IndexDescription> Definitions, IReadOnlyList<IndexRow> Rows, IndexRow Total);

/// <summary>A row of the machine patrol (机巡) table.</summary>
/// <param name="Videos">Cameras that were looked through for it, each counted on each day; absent where that is not known.</param>
/// <param name="Detections">Findings that came to cases.</param>
/// <param name="Opened">Those that opened one.</param>
/// <param name="Joined">Duplicates that joined one.</param>
/// <param name="Qualified">Those that meet the filing standard: their case is filed, as this class, and not voided.</param>
/// <param name="Corrected">Those whose case is filed as another class.</param>
/// <param name="Rejected">Those whose case was rejected, or voided.</param>
/// <param name="Pending">Those that wait for a verdict.</param>
/// <param name="Quiet">Findings besides these that were kept quiet: permitted, or said to be no problem there.</param>
/// <param name="Accuracy">The index <c>recognition-accuracy</c>.</param>
internal sealed record PatrolRow(
    IReadOnlyDictionary<string, string> Key, long? Videos, long Detections, long Opened, long Joined, long Qualified, long Corrected, long Rejected, long Pending, long Quiet, IndexFigure Accuracy);

/// <summary>The machine patrol (机巡) table of some days.</summary>
internal sealed record PatrolReport(DateOnly From, DateOnly To, IReadOnlyList<string> By, ReportState State, IndexDescription Definition, IReadOnlyList<PatrolRow> Rows, PatrolRow Total);

/// <summary>What was looked at.</summary>
/// <param name="Cameras">Cameras that there are, each counted on each day.</param>
/// <param name="Seen">Those that were looked through at least once that day.</param>
/// <param name="Live">Those that were live at the end of a report of that day.</param>
/// <param name="Blind">Those that were blind at the end of a report of that day.</param>
/// <param name="Silent">Those whose agent sent no report that day.</param>
/// <param name="Coverage">Share of the cameras that were looked through; absent without any.</param>
/// <param name="LookShare">Share of the looks due that were made; absent where none was due.</param>
internal sealed record CoverageRow(
    IReadOnlyDictionary<string, string> Key, long Cameras, long Seen, long Live, long Blind, long Silent, double? Coverage, long LooksDue, long LooksMade, double? LookShare);

/// <summary>What was looked at in some days, from the zero reports.</summary>
/// <param name="ReportedHours">Hours that zero reports tell of, of all agents together.</param>
/// <param name="Cells">Unit grid cells, each counted on each day; absent without a register of them.</param>
/// <param name="CellsSeen">Those in which a camera stands that was looked through.</param>
internal sealed record CoverageReport(
    DateOnly From, DateOnly To, IReadOnlyList<string> By, ReportState State, double ReportedHours, long? Cells, long? CellsSeen, IReadOnlyList<CoverageRow> Rows, CoverageRow Total);
