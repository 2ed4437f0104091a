using EdgeWatch.CaseBridge.Reports.Facts;
using EdgeWatch.CaseBridge.Store;

namespace EdgeWatch.CaseBridge.Reports.Indices;

/// <summary>Makes the reports, from one committed state of the daily facts.</summary>
internal sealed class ReportDesk(CaseStore store, FactBook book, TimeProvider time)
{
    /// <summary>More rows are nothing that a person reads, and a page or a sheet would choke on them.</summary>
    public const int MostRows = 20_000;

    /// <summary>What waits is counted before a report is made, for so long; a report that comes before all is counted says so.</summary>
    private static readonly TimeSpan CountFor = TimeSpan.FromSeconds(3);

    private static readonly string[] Patrolled =
    [
        Measures.Detections, Measures.DetectionsOpened, Measures.DetectionsJoined, Measures.DetectionsQualified, Measures.DetectionsCorrected, Measures.DetectionsRejected, Measures.DetectionsPending,
        Measures.DetectionsQuiet,
    ];

    public FactView View => book.View;

    public DateTimeOffset Now => time.GetUtcNow();

    public DateOnly Today => View.DayOf(time.GetUtcNow());

    private IReadOnlyList<IndexDefinition> Definitions { get; } = KnownIndices.For(book.View.City?.Options.Indices);

    public IndexReport Indices(ReportRequest request)
    {
        CatchUp();
        return store.Read(transaction =>
        {
            var (groups, known) = IndexGroups(transaction, request);
            var (whole, knownOfWhole) = request.By.Count == 0 ? (groups, known) : IndexGroups(transaction, request with { By = [] });
            return new IndexReport(
                request.From, request.To, Names(request), State(transaction), [.. Definitions.Select(IndexDescription.Of)],
                request.By.Count == 0 ? [] : [.. Sorted(groups).Select(group => Row(KeyOf(request, group.Key), group.Value, known))],
                Row(new Dictionary<string, string>(), whole.GetValueOrDefault(GroupKey.All) ?? [], knownOfWhole));
        });
    }

    public PatrolReport Patrol(ReportRequest request)
    {
        CatchUp();
        return store.Read(transaction =>
        {
            var definition = Definitions.First(index => index.Id == "recognition-accuracy");
            var measures = Patrolled.Concat(definition.Measures.Select(measure => measure.Name)).Distinct().ToList();
            var rows = new Dictionary<GroupKey, Dictionary<string, long>>(transaction.Sums(request, measures));
            var videos = VideoCounts.Of(transaction, request);
            foreach (var key in videos.Groups.Where(key => !rows.ContainsKey(key)))
                rows[key] = [];
            var known = KnownOf(transaction, request);
            var total = request with { By = [] };
            return new PatrolReport(
                request.From, request.To, Names(request), State(transaction), IndexDescription.Of(definition),
                request.By.Count == 0 ? [] : [.. Sorted(rows).Select(row => PatrolRowOf(KeyOf(request, row.Key), videos.Of(row.Key), row.Value, definition, known))],
                PatrolRowOf(
                    new Dictionary<string, string>(), VideoCounts.Of(transaction, total).Of(GroupKey.All), transaction.Sums(total, measures).GetValueOrDefault(GroupKey.All) ?? [], definition, known));
        });
    }

    public CoverageReport Coverage(ReportRequest request)
    {
        CatchUp();
        return store.Read(transaction =>
        {
            var rows = transaction.Looks(request, Today);
            var seconds = transaction.One<long>(
                "SELECT CAST(COALESCE(SUM(seconds), 0) AS BIGINT) FROM daily_reports WHERE day BETWEEN @From AND @To AND (agent = @OnlyAgent OR @OnlyAgent IS NULL)", FactSums.Values.Of(request));
            long? cells = request.Only.Count == 0 ? CellsOf(request) : null;
            return new CoverageReport(
                request.From, request.To, Names(request), State(transaction), Math.Round(seconds / 3600.0, 1), cells, cells is null ? null : transaction.CellsSeen(request),
                request.By.Count == 0 ? [] : [.. Sorted(rows).Select(row => CoverageRowOf(KeyOf(request, row.Key), row.Value))],
                CoverageRowOf(new Dictionary<string, string>(), rows.Values.Aggregate(default(LookSum), (sum, row) => sum + row)));
        });
    }

    private void CatchUp()
    {
        var began = time.GetTimestamp();
        while (time.GetElapsedTime(began) < CountFor && book.Count(feedOnly: true) is CountResult.Counted or CountResult.Raced)
        {
            // Each round is committed by itself.
        }
    }

    private (Dictionary<GroupKey, Dictionary<string, long>> Groups, Knowledge Known) IndexGroups(StoreTransaction transaction, ReportRequest request)
    {
        var known = KnownOf(transaction, request);
        var groups = transaction.Sums(request, Definitions.SelectMany(index => index.Measures).Where(measure => measure.Need != Need.Looks).Select(measure => measure.Name).Append(Measures.FiledWithoutLimit).Distinct());
        if (!known.TellsLooksApart)
            return (groups, known);
        foreach (var (key, sum) in transaction.Looks(request, Today))
        {
            if (!groups.TryGetValue(key, out var measures))
                groups[key] = measures = [];
            (measures[Measures.Cameras], measures[Measures.CamerasSeen]) = (sum.Cameras, sum.Seen);
            (measures[Measures.LooksDue], measures[Measures.LooksMade]) = (sum.LooksDue, sum.LooksMade);
        }

        if (known is { TellsCellsApart: true, HasCells: true } && groups.Count > 0)
            CountCells(transaction, request, groups);
        return (groups, known);
    }

    private void CountCells(StoreTransaction transaction, ReportRequest request, Dictionary<GroupKey, Dictionary<string, long>> groups)
    {
        foreach (var (key, measures) in groups)
        {
            var days = request.By.Count == 0 ? request : request with { From = FactView.DayFromStore(long.Parse(key.First)), To = FactView.DayFromStore(long.Parse(key.First)) };
            (measures[Measures.Cells], measures[Measures.CellsSeen]) = (CellsOf(days) ?? 0, transaction.CellsSeen(days));
        }
    }

    private Knowledge KnownOf(StoreTransaction transaction, ReportRequest request) => new()
    {
        HasFilingLimit = View.Filing is not null,
        HasVerificationLimit = View.Verification is not null,
        HasInspectionLimit = View.Inspection is not null,
        HasHandlingLimits = View.City?.Options.Rules.Any(rule => rule.Filing.Length > 0),
        HearsOfHandling = transaction.Knows(Measures.Handled),
        HearsOfClosing = transaction.Knows(Measures.Closed),
        HasLaterChecks = transaction.Knows(Measures.Checked),
        HasLooks = transaction.One<long?>("SELECT day FROM daily_reports LIMIT 1") is not null,
        TellsLooksApart = LookSums.CanTell(request),
        HasCells = View.CellsOn(request.To) is not null,
        TellsCellsApart = request.Only.Count == 0 && request.By.All(dimension => dimension.Name == Dimension.Day),
    };

    private long? CellsOf(ReportRequest request) => View.CellsOn(request.To) is null ? null : request.Days.Sum(day => (long)(View.CellsOn(day) ?? 0));

    private IndexRow Row(IReadOnlyDictionary<string, string> key, Dictionary<string, long> sums, Knowledge known) => new(key, [.. Definitions.Select(index => Evaluation.Evaluate(index, sums, known))]);

    private static PatrolRow PatrolRowOf(IReadOnlyDictionary<string, string> key, long? videos, Dictionary<string, long> sums, IndexDefinition definition, Knowledge known) => new(
        key, videos, sums.GetValueOrDefault(Measures.Detections), sums.GetValueOrDefault(Measures.DetectionsOpened), sums.GetValueOrDefault(Measures.DetectionsJoined),
        sums.GetValueOrDefault(Measures.DetectionsQualified), sums.GetValueOrDefault(Measures.DetectionsCorrected), sums.GetValueOrDefault(Measures.DetectionsRejected),
        sums.GetValueOrDefault(Measures.DetectionsPending), sums.GetValueOrDefault(Measures.DetectionsQuiet), Evaluation.Evaluate(definition, sums, known));

    private static CoverageRow CoverageRowOf(IReadOnlyDictionary<string, string> key, LookSum sum) => new(
        key, sum.Cameras, sum.Seen, sum.Live, sum.Blind, sum.Silent, Share(sum.Seen, sum.Cameras), sum.LooksDue, sum.LooksMade, Share(sum.LooksMade, sum.LooksDue));

    private static double? Share(long part, long whole) => whole == 0 ? null : Math.Round((double)part / whole, 6);

    private ReportState State(StoreTransaction transaction) =>
        new(time.GetUtcNow(), transaction.One<long>("SELECT COUNT(*) FROM fact_feed"), transaction.Progress() is var progress && (progress.Recount is not null || !book.IsCountedBy(progress.Basis)));

    private static List<KeyValuePair<GroupKey, T>> Sorted<T>(Dictionary<GroupKey, T> groups) => groups.Count <= MostRows
        ? [.. groups.OrderBy(group => group.Key.First, StringComparer.Ordinal).ThenBy(group => group.Key.Second, StringComparer.Ordinal).ThenBy(group => group.Key.Third, StringComparer.Ordinal)]
        : throw new TooManyRowsException(groups.Count);

    private static string[] Names(ReportRequest request) => [.. request.By.Select(dimension => dimension.Name)];

    private static Dictionary<string, string> KeyOf(ReportRequest request, GroupKey key) => request.By.Zip(key.Values(request.By.Count))
        .ToDictionary(pair => pair.First.Name, pair => pair.First.Name == Dimension.Day ? $"{FactView.DayFromStore(long.Parse(pair.Second)):yyyy-MM-dd}" : pair.Second);
}

/// <summary>A report was asked for that nobody could read.</summary>
internal sealed class TooManyRowsException(int rows) : Exception($"the report would have {rows} rows, more than the {ReportDesk.MostRows} allowed: ask for fewer days, or tell apart by less");
