using EdgeWatch.CaseBridge.Catalogue;
using EdgeWatch.CaseBridge.Life;
using EdgeWatch.CaseBridge.Store;

namespace EdgeWatch.CaseBridge.Filing;

/// <summary>
/// The lane of each filer: which bridge sends now, until when, and what waits. A bridge claims the lane by a conditional update with a lease, and one that was killed loses it when the lease
/// runs out; nothing is decided by a lock in memory.
/// </summary>
internal static class LaneRows
{
    /// <summary>Says that a bridge has the filer in its settings.</summary>
    public static void Announce(this StoreTransaction transaction, FilerOptions filer, IReadOnlyCollection<string> kinds, DateTimeOffset now) => transaction.Execute(
        """
        INSERT INTO filers (filer, kinds, problems, seen_at, leased_until, failures, resume_at, asked_at) VALUES (@Name, @kinds, @problems, @at, 0, 0, 0, 0)
        ON CONFLICT (filer) DO UPDATE SET kinds = excluded.kinds, problems = excluded.problems, seen_at = excluded.seen_at
        """,
        new { filer.Name, kinds = string.Join(' ', kinds), problems = string.Join(' ', filer.Problems), at = now.ToStore() });

    /// <summary>Those that some bridge has in its settings.</summary>
    public static IReadOnlyList<FilerRow> Filers(this StoreTransaction transaction, DateTimeOffset now) =>
        transaction.All<FilerRow>("SELECT filer, kinds, problems FROM filers WHERE seen_at > @since ORDER BY filer", new { since = (now - FilingRows.ForgottenAfter).ToStore() });

    /// <summary>Whether something could be sent now; a look that waits for nobody.</summary>
    public static bool HasDue(this StoreTransaction transaction, string filer, string owner, DateTimeOffset now) => transaction.One<long?>(
        $"""
        SELECT 1 FROM filers l WHERE l.filer = @filer AND l.resume_at <= @at AND (l.owner = @owner OR l.leased_until <= @at)
            AND EXISTS (SELECT 1 FROM filings f WHERE f.filer = @filer AND {IsNext})
        """,
        new { filer, owner, at = now.ToStore() }) is not null;

    /// <summary>Takes or keeps the lane, and the next filing of it with one more attempt written down; null where another bridge has the lane, or nothing is due.</summary>
    /// <param name="transaction">A write transaction: another bridge's claim is before it or after it.</param>
    /// <param name="filer">Whose lane.</param>
    /// <param name="owner">This bridge's name of this run.</param>
    /// <param name="lease">Longer than an attempt can last.</param>
    /// <param name="now">When.</param>
    /// <param name="write">Writes the document of a filing that has none yet.</param>
    public static FilingRow? Claim(this StoreTransaction transaction, string filer, string owner, TimeSpan lease, DateTimeOffset now, Func<FilingRow, string> write)
    {
        var at = now.ToStore();
        if (transaction.Execute(
            "UPDATE filers SET owner = @owner, leased_until = @until WHERE filer = @filer AND resume_at <= @at AND (owner = @owner OR leased_until <= @at)",
            new { filer, owner, until = (now + lease).ToStore(), at }) == 0)
            return null;
        var next = transaction.One<FilingRow>($"SELECT * FROM filings f WHERE f.filer = @filer AND {IsNext} ORDER BY f.queued_at, f.id LIMIT 1", new { filer, at });
        if (next is null)
            return null;
        var claimed = next with { Attempts = next.Attempts + 1, TriedAt = next.TriedAt ?? at, Document = next.Document ?? write(next) };
        // Unsure from now on: should the bridge be killed, nobody knows whether it arrived. What is handed on says how it was before.
        transaction.Execute(
            "UPDATE filings SET attempts = @Attempts, tried_at = @TriedAt, document = @Document, unsure = CASE WHEN token IS NULL THEN 1 ELSE unsure END WHERE id = @Id", claimed);
        return claimed;
    }

    public static void Release(this StoreTransaction transaction, string filer, string owner) =>
        transaction.Execute("UPDATE filers SET owner = NULL, leased_until = 0 WHERE filer = @filer AND owner = @owner", new { filer, owner });

    /// <summary>It is there. A fact, whoever has the lane meanwhile.</summary>
    public static bool MarkSent(this StoreTransaction transaction, FilingRow row, string? reference, string? words, DateTimeOffset now)
    {
        var at = now.ToStore();
        var marked = transaction.Execute(
            "UPDATE filings SET state = 'sent', unsure = 0, answer = @words, settled_at = @at WHERE id = @Id AND state = 'waiting'", new { row.Id, words, at }) == 1;
        if (marked && reference is not null && row.Kind == FilingKinds.File)
        {
            transaction.Refer(row.Filer, reference, row.CaseId, CityReferenceOrigins.Filed, now);
            transaction.Change(row.CaseId, new CaseChange { Kind = ChangeKinds.Note, Actor = row.Filer, Reference = reference, Reason = $"filed as {reference}" }, now);
        }

        transaction.Execute("UPDATE filers SET failures = 0, trouble = NULL WHERE filer = @Filer", new { row.Filer });
        return marked;
    }

    /// <summary>Taken under a token: its reference is asked for at the given time.</summary>
    public static void MarkTaken(this StoreTransaction transaction, FilingRow row, string token, DateTimeOffset due) => transaction.Execute(
        "UPDATE filings SET token = @token, unsure = 0, due_at = @due WHERE id = @Id AND state = 'waiting'", new { row.Id, token, due = due.ToStore() });

    /// <summary>To be sent again. Where the platform is away as a whole, the whole lane pauses.</summary>
    public static void MarkLater(this StoreTransaction transaction, FilingRow row, FilingAnswer.Later answer, DateTimeOffset due)
    {
        transaction.Execute(
            "UPDATE filings SET due_at = @due, answer = @Words, unsure = @unsure WHERE id = @Id AND state = 'waiting'",
            new { row.Id, due = due.ToStore(), answer.Words, unsure = answer.MayHaveArrived || row.Unsure == 1 ? 1L : 0L });
        if (answer.HoldsAll)
            transaction.Execute("UPDATE filers SET failures = failures + 1, resume_at = @due, trouble = @Words WHERE filer = @Filer", new { row.Filer, due = due.ToStore(), answer.Words });
    }

    /// <summary>Refused for good, or given up: a person has to look.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="row">The filing.</param>
    /// <param name="words">The platform's, or ours.</param>
    /// <param name="unsure">Whether it may be there all the same.</param>
    /// <param name="now">When.</param>
    public static void MarkDead(this StoreTransaction transaction, FilingRow row, string words, bool unsure, DateTimeOffset now) => transaction.Execute(
        "UPDATE filings SET state = 'dead', answer = @words, unsure = @unsure, settled_at = @at WHERE id = @Id AND state = 'waiting'",
        new { row.Id, words, unsure = unsure ? 1L : 0L, at = now.ToStore() });

    /// <summary>Failures of the platform one after another.</summary>
    public static int FailuresOf(this StoreTransaction transaction, string filer) => (int)(transaction.One<long?>("SELECT failures FROM filers WHERE filer = @filer", new { filer }) ?? 0);

    /// <summary>Whether it is time to ask the platform for status; a look that waits for nobody.</summary>
    public static bool MayAsk(this StoreTransaction transaction, string filer, TimeSpan interval, DateTimeOffset now) => transaction.One<long?>(
        "SELECT 1 FROM filers WHERE filer = @filer AND asked_at <= @before", new { filer, before = (now - interval).ToStore() }) is not null;

    /// <summary>Takes the turn to ask the platform for status; of several bridges one gets it.</summary>
    public static bool TakeAsking(this StoreTransaction transaction, string filer, TimeSpan interval, DateTimeOffset now) => transaction.Execute(
        "UPDATE filers SET asked_at = @at WHERE filer = @filer AND asked_at <= @before", new { filer, at = now.ToStore(), before = (now - interval).ToStore() }) == 1;

    /// <summary>Within a case everything in its order; between cases the older first, but one that the platform fails on holds no other up.</summary>
    private const string IsNext =
        """
        f.state = 'waiting' AND f.due_at <= @at AND NOT EXISTS (
            SELECT 1 FROM filings b WHERE b.case_id = f.case_id AND b.filer = f.filer AND b.state = 'waiting' AND (b.queued_at < f.queued_at OR b.queued_at = f.queued_at AND b.id < f.id))
        """;
}

/// <summary>A filer as the store knows it.</summary>
internal sealed record FilerRow
{
    public string Filer { get; init; } = "";

    public string Kinds { get; init; } = "";

    public string Problems { get; init; } = "";

    public bool Takes(string kind) => Kinds.Split(' ').Contains(kind);

    public bool Takes(string kind, string problem) =>
        Takes(kind) && (Problems.Length == 0 ? !ProblemCatalogue.IsEquipment(problem) : Problems.Split(' ').Contains(problem));
}
