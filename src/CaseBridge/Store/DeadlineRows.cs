using EdgeWatch.CaseBridge.Calendar;
using EdgeWatch.CaseBridge.Cities;
using EdgeWatch.CaseBridge.Life;

namespace EdgeWatch.CaseBridge.Store;

/// <summary>Limits of cases and when they are due.</summary>
internal static class DeadlineRows
{
    public static string? ComponentOf(this StoreTransaction transaction, string caseId) => transaction.One<string>("SELECT component FROM cases WHERE id = @caseId", new { caseId });

    /// <summary>Keeps the profile in force, so that a case can be counted by it when it no longer is.</summary>
    public static void Keep(this StoreTransaction transaction, FiledProfiles profiles, DateTimeOffset now) => transaction.Execute(
        "INSERT INTO city_profiles (profile, document, first_used_at) VALUES (@Key, @Document, @at) ON CONFLICT (profile) DO NOTHING", new { profiles.Key, profiles.Document, at = now.ToStore() });

    /// <summary>The document of a profile that some case was filed under.</summary>
    public static string ProfileDocument(this StoreTransaction transaction, string profile) =>
        transaction.One<string>("SELECT document FROM city_profiles WHERE profile = @profile", new { profile })!;

    /// <param name="transaction">That of the filing.</param>
    /// <param name="caseId">The case.</param>
    /// <param name="profile">Key of the profile.</param>
    /// <param name="condition">Null: the profile sets no limit for it.</param>
    public static void FileUnder(this StoreTransaction transaction, string caseId, string profile, FilingCondition? condition) => transaction.Execute(
        "UPDATE cases SET profile = @profile, due_calendar = @profile, filing_when = @When, filing_closing = @Closing, filing_limit = @Limit, due_mark = NULL WHERE id = @caseId",
        new { caseId, profile, condition?.When, condition?.Closing, Limit = condition is null ? null : $"{condition.Limit}" });

    public static void ForgetDeadline(this StoreTransaction transaction, string caseId) => transaction.Execute(
        """
        UPDATE cases SET profile = NULL, due_calendar = NULL, filing_when = NULL, filing_closing = NULL, filing_limit = NULL, due_soon_at = NULL, due_at = NULL, owed_at = NULL, due_provisional = 0, due_mark = NULL, mark_at = NULL
        WHERE id = @caseId
        """,
        new { caseId });

    /// <summary>Counts when the case is due, by the profile that it was filed under, over its suspensions.</summary>
    public static void CountDeadline(this StoreTransaction transaction, string caseId, FiledProfiles profiles)
    {
        var row = transaction.One<DeadlineRow>("SELECT state, filed_at, filing_limit, due_calendar, due_mark FROM cases WHERE id = @caseId", new { caseId });
        if (row is not { FilingLimit: { } text, FiledAt: { } filedAt, DueCalendar: { } calendar } || !TimeLimit.TryParse(text, out var limit))
            return;
        var suspensions = transaction.Suspensions(caseId).Select(known => new Suspension(known.FromAt.FromStore(), known.UntilAt.FromStore())).ToList();
        var due = DueTimes.Count(profiles.ClockOf(calendar, transaction.ProfileDocument), limit, filedAt.FromStore(), suspensions);
        transaction.Execute(
            "UPDATE cases SET due_soon_at = @SoonAt, due_at = @DueAt, owed_at = @OwedAt, due_provisional = @Provisional, mark_at = @MarkAt WHERE id = @caseId",
            new
            {
                caseId,
                SoonAt = due.SoonAt.ToStore(),
                DueAt = due.DueAt.ToStore(),
                OwedAt = CaseStates.IsOwed(row.State) ? due.DueAt.ToStore() : null,
                Provisional = due.IsProvisional ? 1L : 0L,
                MarkAt = due.MarkAt(row.State, row.DueMark).ToStore(),
            });
    }

    /// <summary>Counts it by the working time of the profile in force. The limit stays what it was.</summary>
    public static void CountDeadlineBy(this StoreTransaction transaction, string caseId, FiledProfiles profiles)
    {
        transaction.Execute("UPDATE cases SET due_calendar = @Key WHERE id = @caseId", new { profiles.Key, caseId });
        transaction.CountDeadline(caseId, profiles);
    }

    public static IReadOnlyList<UnfiledRow> CasesWithoutProfile(this StoreTransaction transaction, int most) => transaction.All<UnfiledRow>(
        $"SELECT id, problem FROM cases WHERE state IN ({CaseStates.OwedSql}) AND profile IS NULL LIMIT @most", new { most });

    /// <summary>Of those whose holidays were not known by the calendar that they were counted by, and that another one might know.</summary>
    public static IReadOnlyList<string> ProvisionalCases(this StoreTransaction transaction, string calendar, int most) => transaction.All<string>(
        $"SELECT id FROM cases WHERE state IN ({CaseStates.OwedSql}) AND due_provisional = 1 AND due_calendar <> @calendar LIMIT @most", new { calendar, most });

    public static bool HasMarksToSet(this StoreTransaction transaction, DateTimeOffset now) =>
        transaction.One<long?>("SELECT mark_at FROM cases WHERE mark_at <= @at ORDER BY mark_at LIMIT 1", new { at = now.ToStore() }) is not null;

    /// <summary>Marks cases whose limit is nearly used up or has passed, each once, with its entry in the history.</summary>
    /// <returns>At most <paramref name="most"/>, the earliest first; call it again while there are so many.</returns>
    public static IReadOnlyList<MarkedCase> MarkDue(this StoreTransaction transaction, DateTimeOffset now, int most)
    {
        var at = now.ToStore();
        var marked = transaction.All<MarkedCase>(
            """
            SELECT id, number, state, filing_limit, due_at, CASE WHEN due_at <= @at THEN 'overdue' ELSE 'due-soon' END AS mark
            FROM cases WHERE mark_at <= @at ORDER BY mark_at, number LIMIT @most
            """,
            new { at, most });
        foreach (var one in marked)
        {
            transaction.Execute(
                "UPDATE cases SET due_mark = @Mark, mark_at = @Next WHERE id = @Id", new { one.Id, one.Mark, Next = one.Mark == DueMarks.DueSoon ? one.DueAt : null });
            transaction.Remember(new HistoryRow
            {
                CaseId = one.Id,
                At = at,
                Actor = "clock",
                Change = one.Mark,
                FromState = one.State,
                ToState = one.State,
                Reason = one.DueAt is { } due ? $"{one.FilingLimit}: due at {due.FromStore():u}" : one.FilingLimit,
            });
        }

        return marked;
    }

    private sealed record DeadlineRow
    {
        public string State { get; init; } = "";

        public long? FiledAt { get; init; }

        public string? FilingLimit { get; init; }

        public string? DueCalendar { get; init; }

        public string? DueMark { get; init; }
    }
}

/// <summary>A case that was filed while no profile was configured.</summary>
internal sealed record UnfiledRow
{
    public string Id { get; init; } = "";

    public string Problem { get; init; } = "";
}

/// <summary>A case that was marked.</summary>
internal sealed record MarkedCase
{
    public string Id { get; init; } = "";

    public long Number { get; init; }

    public string State { get; init; } = "";

    public string? FilingLimit { get; init; }

    public long? DueAt { get; init; }

    /// <summary>One of <see cref="DueMarks"/>.</summary>
    public string Mark { get; init; } = "";
}
