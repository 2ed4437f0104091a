using EdgeWatch.CaseBridge.Store;

namespace EdgeWatch.CaseBridge.Reports.Facts;

/// <summary>Reads what facts are counted from, for all subjects of a round in a handful of statements.</summary>
internal static class FactReading
{
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

    public static IReadOnlyList<CaseRecord> CaseRecords(this StoreTransaction transaction, IEnumerable<string> ids)
    {
        var picked = Picked(ids);
        var cases = transaction.AllOf<PickedRow, CaseFields>(
            """
            SELECT c.id, c.state, c.problem, c.corrected_from, c.component, c.kind, c.agent, c.device, c.lon, c.lat, c.since, c.opened_at, c.due_at, c.filing_limit, c.recurrence_of,
                (SELECT i.models FROM case_events e JOIN incidents i ON i.incident = e.incident WHERE e.case_id = c.id AND e.decision IN ('NewProblem', 'Recurrence') ORDER BY e.seen_at LIMIT 1) AS models
            FROM @rows w JOIN cases c ON c.id = w.Id
            """,
            picked);
        var findings = transaction.AllOf<PickedRow, FindingFields>(
            "SELECT i.incident, i.case_id, i.source, i.problem, COALESCE(i.first_seen_at, i.since, i.said_at) AS first_seen_at, i.opened, i.models FROM @rows w JOIN incidents i ON i.case_id = w.Id", picked)
            .ToLookup(finding => finding.CaseId);
        var history = transaction.AllOf<PickedRow, MoveFields>(
            """
            SELECT h.id, h.case_id, h.at, h.recorded_at, h.change, h.from_state, h.to_state FROM @rows w JOIN history h ON h.case_id = w.Id
            WHERE h.to_state IS NOT NULL AND (h.from_state IS NULL OR h.from_state <> h.to_state)
            """,
            picked).ToLookup(entry => entry.CaseId);
        return [.. cases.Select(fields => new CaseRecord(fields, [.. findings[fields.Id]], [.. history[fields.Id].OrderBy(entry => entry.Id)]))];
    }

    /// <summary>The earliest of each quiet finding.</summary>
    public static IReadOnlyList<QuietFields> QuietFindings(this StoreTransaction transaction, IEnumerable<string> incidents) =>
    [
        .. transaction.AllOf<PickedRow, QuietFields>("SELECT q.incident, q.event, q.source, q.problem, q.seen_at, q.original FROM @rows w JOIN quiet_events q ON q.incident = w.Id", Picked(incidents))
            .GroupBy(row => row.Incident).Select(rows => rows.OrderBy(row => row.SeenAt).ThenBy(row => row.Event, StringComparer.Ordinal).First()),
    ];

    public static IReadOnlyList<ShareRow> Shares(this StoreTransaction transaction, IEnumerable<Subject> subjects) =>
        transaction.AllOf<PickedRow, ShareRow>("SELECT s.subject, s.facts FROM @rows w JOIN fact_shares s ON s.subject = w.Id", Picked(subjects.Select(subject => $"{subject}")));

    public static IReadOnlyList<ReportFields> ReportFields(this StoreTransaction transaction, IEnumerable<string> ids) =>
        transaction.AllOf<PickedRow, ReportFields>("SELECT r.id, r.agent, r.to_at, r.original FROM @rows w JOIN zero_reports r ON r.id = w.Id", Picked(ids));

    /// <summary>In order, so that neighbours on a page of an index are read together.</summary>
    private static List<PickedRow> Picked(IEnumerable<string> ids) => [.. ids.Order(StringComparer.Ordinal).Select(id => new PickedRow { Id = id })];

    private sealed record PickedRow
    {
        public string Id { get; init; } = "";
    }
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
