using EdgeWatch.CaseBridge.Api;
using EdgeWatch.CaseBridge.Store;

namespace EdgeWatch.CaseBridge.Filing;

/// <summary>Lists filings.</summary>
internal static class FilingQueries
{
    private const string Columns =
        """
        f.id, f.case_id, c.number, c.problem, f.filer, f.kind, f.state, f.reason, f.queued_at, f.due_at, f.attempts, f.unsure, f.answer, f.settled_at, f.settled_by,
        (SELECT MIN(r.reference) FROM city_references r WHERE r.case_id = f.case_id AND r.platform = f.filer) AS reference
        """;

    public static FilingPage Filings(this StoreTransaction transaction, string? state, string? filer, int limit, string? before)
    {
        var conditions = new List<string>();
        if (filer is not null)
            conditions.Add("f.filer = @filer");
        var ofFiler = conditions.Count == 0 ? "" : $"WHERE {conditions[0]}";
        if (state is not null)
            conditions.Add("f.state = @state");
        if (before is not null)
            conditions.Add("f.id < @before");
        var matching = conditions.Count == 0 ? "" : $"WHERE {string.Join(" AND ", conditions)}";
        var values = new { state, filer, limit, before };
        // Ids are UUIDs of version 7: they grow with time.
        var rows = transaction.All<ListedRow>($"SELECT {Columns} FROM filings f JOIN cases c ON c.id = f.case_id {matching} ORDER BY f.id DESC LIMIT @limit", values);
        var states = transaction.All<CountRow>($"SELECT f.state, COUNT(*) AS filings FROM filings f {ofFiler} GROUP BY f.state ORDER BY f.state", values);
        var filers = transaction.All<LaneRow>("SELECT filer, trouble, resume_at, seen_at FROM filers ORDER BY filer");
        return new FilingPage(
            [.. rows.Select(row => row.ToItem())],
            states.ToDictionary(row => row.State, row => row.Filings, StringComparer.Ordinal),
            [.. filers.Select(row => new FilerItem(row.Filer, row.Trouble, row.Trouble is null ? null : row.ResumeAt.FromStore(), row.SeenAt.FromStore()))],
            rows.Count == limit ? Guid.Parse(rows[^1].Id) : null);
    }

    public static FilingItem? Filing(this StoreTransaction transaction, string id) =>
        transaction.One<ListedRow>($"SELECT {Columns} FROM filings f JOIN cases c ON c.id = f.case_id WHERE f.id = @id", new { id })?.ToItem();

    /// <summary>What the city's platforms were told of a case, oldest first.</summary>
    public static IReadOnlyList<FilingItem> FilingItems(this StoreTransaction transaction, string caseId) =>
        [.. transaction.All<ListedRow>($"SELECT {Columns} FROM filings f JOIN cases c ON c.id = f.case_id WHERE f.case_id = @caseId ORDER BY f.queued_at, f.id", new { caseId }).Select(row => row.ToItem())];

    private sealed record ListedRow
    {
        public string Id { get; init; } = "";

        public string CaseId { get; init; } = "";

        public long Number { get; init; }

        public string Problem { get; init; } = "";

        public string Filer { get; init; } = "";

        public string Kind { get; init; } = "";

        public string State { get; init; } = "";

        public string? Reason { get; init; }

        public long QueuedAt { get; init; }

        public long DueAt { get; init; }

        public long Attempts { get; init; }

        public long Unsure { get; init; }

        public string? Answer { get; init; }

        public long? SettledAt { get; init; }

        public string? SettledBy { get; init; }

        public string? Reference { get; init; }

        public FilingItem ToItem() => new()
        {
            Id = Guid.Parse(Id),
            Case = Guid.Parse(CaseId),
            Number = Number,
            Problem = Problem,
            Filer = Filer,
            Kind = Kind,
            State = State,
            Reason = Reason,
            QueuedAt = QueuedAt.FromStore(),
            DueAt = State == FilingStates.Waiting ? DueAt.FromStore() : null,
            Attempts = Attempts,
            MayHaveArrived = Unsure == 1,
            Reference = Reference,
            Answer = Answer,
            SettledAt = SettledAt.FromStore(),
            SettledBy = SettledBy,
        };
    }

    private sealed record CountRow
    {
        public string State { get; init; } = "";

        public long Filings { get; init; }
    }

    private sealed record LaneRow
    {
        public string Filer { get; init; } = "";

        public string? Trouble { get; init; }

        public long ResumeAt { get; init; }

        public long SeenAt { get; init; }
    }
}
