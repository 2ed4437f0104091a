using EdgeWatch.CaseBridge.Life;
using EdgeWatch.CaseBridge.Store;
using EdgeWatch.CaseBridge.Verdicts;

namespace EdgeWatch.CaseBridge.Filing;

/// <summary>The outbox of filings: written in the transaction that changes the case, so that neither is ever there without the other.</summary>
internal static class FilingRows
{
    /// <summary>A filer that no bridge has had in its settings for so long gets no more filings.</summary>
    public static readonly TimeSpan ForgottenAfter = TimeSpan.FromDays(1);

    /// <summary>A little longer than a verdict can be taken back, since the clocks of two bridges are never quite one.</summary>
    public static readonly TimeSpan HeldFor = VerdictRules.UndoWithin + TimeSpan.FromSeconds(2);

    /// <summary>Queues what each destination is to be told of a change; nothing where it tells none anything.</summary>
    public static void QueueFilings(this StoreTransaction transaction, StateChange change)
    {
        var (caseId, now) = (change.CaseId, change.RecordedAt);
        if (change.Enters(CaseStates.Pending))
            transaction.TakeBack(caseId, now);
        var kind = change switch
        {
            _ when change.Enters(CaseStates.Filed) && change.Before.State == CaseStates.Pending => FilingKinds.File,
            _ when change.Enters(CaseStates.Voided) => FilingKinds.Void,
            _ when change.Enters(CaseStates.Closed) => FilingKinds.Close,
            _ => null,
        };
        if (kind is null)
            return;
        // What no person decided, no person takes back.
        var due = kind == FilingKinds.File && change.Kind is VerdictKinds.Confirm or VerdictKinds.Correct ? now + HeldFor : now;
        foreach (var filer in transaction.Filers(now).Where(filer => filer.Takes(FilingKinds.File, change.After.Problem)))
        {
            if (kind == FilingKinds.File ? !transaction.IsImported(caseId) && transaction.ReferenceOf(caseId, filer.Filer) is null : transaction.MustBeTold(caseId, filer.Filer, now) && filer.Takes(kind))
                transaction.Queue(caseId, filer.Filer, kind, change.Reason, now, due);
        }
    }

    /// <summary>A platform that told us of a change itself need not be told of it.</summary>
    public static void Untell(this StoreTransaction transaction, string caseId, string platform, DateTimeOffset now) => transaction.Execute(
        "UPDATE filings SET state = 'withdrawn', settled_at = @at, settled_by = @platform WHERE case_id = @caseId AND filer = @platform AND kind IN ('void', 'close') AND state = 'waiting' AND attempts = 0",
        new { caseId, platform, at = now.ToStore() });

    /// <summary>A person lets a dead filing, or one that waits, go.</summary>
    public static SettleResult Discard(this StoreTransaction transaction, string id, string actor, DateTimeOffset now) =>
        transaction.Settle(id, "UPDATE filings SET state = 'discarded', settled_at = @at, settled_by = @actor WHERE id = @id AND state IN ('waiting', 'dead')", actor, now);

    /// <summary>A person has a dead filing sent again, or one that waits at once. The key stays what it was.</summary>
    public static SettleResult Retry(this StoreTransaction transaction, string id, string actor, DateTimeOffset now)
    {
        if (transaction.FindFiling(id) is { Kind: FilingKinds.File, State: FilingStates.Dead } dead
            && transaction.One<string>("SELECT state FROM cases WHERE id = @CaseId", new { dead.CaseId }) is CaseStates.Pending or CaseStates.Rejected or CaseStates.Merged or CaseStates.Voided)
            return SettleResult.Outdated;
        // Tried anew: it is given up so long after this, not after the first attempt.
        return transaction.Settle(
            id, "UPDATE filings SET state = 'waiting', due_at = @at, tried_at = NULL, settled_at = NULL, settled_by = @actor WHERE id = @id AND state IN ('waiting', 'dead')", actor, now);
    }

    public static FilingRow? FindFiling(this StoreTransaction transaction, string id) => transaction.One<FilingRow>("SELECT * FROM filings WHERE id = @id", new { id });

    /// <summary>Filings of one case, oldest first.</summary>
    public static IReadOnlyList<FilingRow> FilingsOf(this StoreTransaction transaction, string caseId) =>
        transaction.All<FilingRow>("SELECT * FROM filings WHERE case_id = @caseId ORDER BY queued_at, id", new { caseId });

    /// <summary>The verdict is taken back: what nobody was told is withdrawn; what was sent within the minute all the same is voided.</summary>
    private static void TakeBack(this StoreTransaction transaction, string caseId, DateTimeOffset now)
    {
        foreach (var filer in transaction.Filers(now))
        {
            if (transaction.MustBeTold(caseId, filer.Filer, now) && filer.Takes(FilingKinds.Void))
                transaction.Queue(caseId, filer.Filer, FilingKinds.Void, "the verdict was taken back", now, now);
        }
    }

    /// <summary>Withdraws what the destination has not been told yet, and says whether it knows the case, or may.</summary>
    private static bool MustBeTold(this StoreTransaction transaction, string caseId, string filer, DateTimeOffset now)
    {
        var values = new { caseId, filer, at = now.ToStore() };
        transaction.Execute(
            """
            UPDATE filings SET state = 'withdrawn', settled_at = @at
            WHERE case_id = @caseId AND filer = @filer AND (state = 'waiting' AND attempts = 0 OR state = 'dead' AND kind = 'file' AND unsure = 0)
            """,
            values);
        return transaction.One<long?>(
            """
            SELECT 1 FROM filings WHERE case_id = @caseId AND filer = @filer AND kind = 'file' AND state IN ('waiting', 'sent', 'dead')
            UNION SELECT 1 FROM city_references WHERE case_id = @caseId AND platform = @filer
            """,
            values) is not null;
    }

    /// <summary>Behind what is queued already of the case, also where the clock was set back meanwhile.</summary>
    private static void Queue(this StoreTransaction transaction, string caseId, string filer, string kind, string? reason, DateTimeOffset now, DateTimeOffset due) =>
        transaction.Execute(
            """
            INSERT INTO filings (id, case_id, filer, kind, state, reason, queued_at, due_at, attempts, unsure)
            VALUES (@id, @caseId, @filer, @kind, 'waiting', @reason,
                (SELECT CASE WHEN MAX(queued_at) >= @queuedAt THEN MAX(queued_at) + 1 ELSE @queuedAt END FROM filings WHERE case_id = @caseId AND filer = @filer), @dueAt, 0, 0)
            """,
            new { id = Guid.CreateVersion7(now).ToString("D"), caseId, filer, kind, reason, queuedAt = now.ToStore(), dueAt = due.ToStore() });

    private static SettleResult Settle(this StoreTransaction transaction, string id, string sql, string actor, DateTimeOffset now)
    {
        if (transaction.Execute(sql, new { id, actor, at = now.ToStore() }) == 1)
            return SettleResult.Done;
        return transaction.FindFiling(id) is null ? SettleResult.NotFound : SettleResult.Settled;
    }
}

/// <summary>What became of a person's wish about a filing.</summary>
internal enum SettleResult
{
    Done,

    NotFound,

    /// <summary>It was sent, withdrawn or discarded already.</summary>
    Settled,

    /// <summary>The case is none to be filed any more.</summary>
    Outdated,
}

/// <summary>A row of <c>filings</c>.</summary>
internal sealed record FilingRow
{
    public string Id { get; init; } = "";

    public string CaseId { get; init; } = "";

    public string Filer { get; init; } = "";

    public string Kind { get; init; } = "";

    public string State { get; init; } = "";

    public string? Reason { get; init; }

    public long QueuedAt { get; init; }

    public long DueAt { get; init; }

    public long Attempts { get; init; }

    public long? TriedAt { get; init; }

    public long Unsure { get; init; }

    public string? Document { get; init; }

    public string? Token { get; init; }

    public string? Answer { get; init; }

    public long? SettledAt { get; init; }

    public string? SettledBy { get; init; }

    public Filing ToFiling(string? reference) => new(Id, Kind, FilingDocument.OfJson(Document!))
    {
        Attempt = (int)Attempts,
        MayHaveArrived = Unsure == 1,
        FirstTriedAt = (TriedAt ?? QueuedAt).FromStore(),
        Token = Token,
        Reference = reference,
    };
}
