using EdgeWatch.CaseBridge.Store;

namespace EdgeWatch.CaseBridge.Reports.Facts;

/// <summary>Reads what facts are counted from, for hundreds of subjects in a handful of statements.</summary>
internal static class FactReading
{
    private const int IdLength = Subject.Length - 1;

    /// <summary>The ids of a text, one below the other: what both databases understand of lists.</summary>
    private const string Picked =
        """
        WITH RECURSIVE part (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM part WHERE n + 1 < @Count),
        picked (id) AS (SELECT SUBSTR(@Ids, n * 36 + 1, 36) FROM part WHERE @Count > 0)
        """;

    public static Progress Progress(this StoreTransaction transaction) =>
        transaction.One<Progress>("SELECT round, basis, recount, recount_after FROM fact_progress") ?? throw new InvalidOperationException("fact_progress has no row; the schema is damaged");

    public static IReadOnlyList<FeedRow> Feed(this StoreTransaction transaction, int most) => transaction.All<FeedRow>("SELECT id, subjects FROM fact_feed ORDER BY id LIMIT @most", new { most });

    /// <summary>The next ids of a kind, in their order.</summary>
    public static IReadOnlyList<string> After(this StoreTransaction transaction, char kind, string after, int most) => transaction.All<string>(
        kind switch
        {
            Subject.CaseKind => "SELECT id FROM cases WHERE id > @after ORDER BY id LIMIT @most",
            Subject.QuietKind => "SELECT DISTINCT incident FROM quiet_events WHERE incident > @after ORDER BY incident LIMIT @most",
            _ => "SELECT id FROM zero_reports WHERE id > @after ORDER BY id LIMIT @most",
        },
        new { after, most });

    public static IReadOnlyList<CaseRecord> CaseRecords(this StoreTransaction transaction, IReadOnlyList<string> ids)
    {
        var picked = Ids(ids);
        var cases = transaction.All<CaseFields>(
            $"""
            {Picked} SELECT c.id, c.state, c.problem, c.corrected_from, c.component, c.kind, c.agent, c.device, c.lon, c.lat, c.since, c.opened_at, c.due_at, c.filing_limit, c.recurrence_of,
                (SELECT i.models FROM case_events e JOIN incidents i ON i.incident = e.incident WHERE e.case_id = c.id AND e.decision IN ('NewProblem', 'Recurrence') ORDER BY e.seen_at LIMIT 1) AS models
            FROM picked JOIN cases c ON c.id = picked.id
            """,
            picked);
        var findings = transaction.All<FindingFields>(
            $"{Picked} SELECT i.incident, i.case_id, i.source, i.problem, COALESCE(i.first_seen_at, i.since, i.said_at) AS first_seen_at, i.opened, i.models FROM picked JOIN incidents i ON i.case_id = picked.id", picked)
            .ToLookup(finding => finding.CaseId);
        var history = transaction.All<MoveFields>(
            $"""
            {Picked} SELECT h.case_id, h.at, h.recorded_at, h.change, h.from_state, h.to_state FROM picked JOIN history h ON h.case_id = picked.id
            WHERE h.to_state IS NOT NULL AND (h.from_state IS NULL OR h.from_state <> h.to_state) ORDER BY h.id
            """,
            picked).ToLookup(entry => entry.CaseId);
        return [.. cases.Select(fields => new CaseRecord(fields, [.. findings[fields.Id]], [.. history[fields.Id]]))];
    }

    /// <summary>The earliest of each quiet finding.</summary>
    public static IReadOnlyList<QuietFields> QuietFindings(this StoreTransaction transaction, IReadOnlyList<string> incidents) =>
    [
        .. transaction.All<QuietFields>($"{Picked} SELECT q.incident, q.event, q.source, q.problem, q.seen_at, q.original FROM picked JOIN quiet_events q ON q.incident = picked.id", Ids(incidents))
            .GroupBy(row => row.Incident).Select(rows => rows.OrderBy(row => row.SeenAt).ThenBy(row => row.Event, StringComparer.Ordinal).First()),
    ];

    public static IReadOnlyList<ShareRow> Shares(this StoreTransaction transaction, IReadOnlyList<Subject> subjects) => transaction.All<ShareRow>(
        """
        WITH RECURSIVE part (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM part WHERE n + 1 < @Count),
        picked (id) AS (SELECT SUBSTR(@Ids, n * 37 + 1, 37) FROM part WHERE @Count > 0)
        SELECT s.subject, s.facts FROM picked JOIN fact_shares s ON s.subject = picked.id
        """,
        new { Ids = string.Concat(subjects), Count = (long)subjects.Count });

    public static IReadOnlyList<ReportFields> ReportFields(this StoreTransaction transaction, IReadOnlyList<string> ids) =>
        transaction.All<ReportFields>($"{Picked} SELECT r.id, r.agent, r.to_at, r.original FROM picked JOIN zero_reports r ON r.id = picked.id", Ids(ids));

    private static PickedIds Ids(IReadOnlyList<string> ids) => ids.All(id => id.Length == IdLength)
        ? new PickedIds(string.Concat(ids), ids.Count)
        : throw new ArgumentException($"an id is UUID text of {IdLength} characters", nameof(ids));

    private sealed record PickedIds(string Ids, long Count);
}

/// <summary>Of the row of <c>fact_progress</c>.</summary>
internal sealed record Progress
{
    public long Round { get; init; }

    public string Basis { get; init; } = "";

    public string? Recount { get; init; }

    public string RecountAfter { get; init; } = "";
}

/// <summary>A row of <c>fact_feed</c>.</summary>
internal sealed record FeedRow
{
    public string Id { get; init; } = "";

    public string Subjects { get; init; } = "";
}

/// <summary>A row of <c>fact_shares</c>.</summary>
internal sealed record ShareRow
{
    public string Subject { get; init; } = "";

    public string Facts { get; init; } = "";
}

/// <summary>Of a row of <c>zero_reports</c>.</summary>
internal sealed record ReportFields
{
    public string Id { get; init; } = "";

    public string Agent { get; init; } = "";

    public long ToAt { get; init; }

    public string Original { get; init; } = "";
}
