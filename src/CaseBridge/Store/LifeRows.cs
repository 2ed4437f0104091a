using EdgeWatch.CaseBridge.Life;
using EdgeWatch.CaseBridge.Verdicts;

namespace EdgeWatch.CaseBridge.Store;

/// <summary>The life of a case: every change of a state passes through <see cref="Enter"/>, with its history and all that hooks do, in one transaction.</summary>
internal static class LifeRows
{
    /// <summary>Makes a change where the case's life allows it. The same change again changes nothing.</summary>
    public static LifeDecision Change(this StoreTransaction transaction, string caseId, CaseChange change, DateTimeOffset now)
    {
        if (transaction.Standing(caseId) is not { } standing)
            return new LifeDecision(VerdictResult.NotFound, $"There is no case {caseId}.");
        var decision = CaseLife.Decide(change, standing, transaction.LastMove(caseId), transaction.HasMade(caseId, change), now);
        if (decision is not { Result: VerdictResult.Accepted, After: { } after })
            return decision;
        var objection = transaction.Enter(new StateChange
        {
            Before = standing,
            After = after,
            Kind = change.Kind,
            Actor = change.Actor,
            Reason = change.Reason,
            At = change.At ?? now,
            RecordedAt = now,
        });
        return objection is null ? decision : new LifeDecision(objection.Result, objection.Detail);
    }

    /// <summary>Files a pending case that no person looked at, because an operator switched that on, or because another platform has filed it.</summary>
    /// <exception cref="InvalidOperationException">The case is not pending, or a hook objects.</exception>
    public static void FileWithoutVerdict(this StoreTransaction transaction, string caseId, string actor, string reason, DateTimeOffset now)
    {
        if (transaction.Standing(caseId) is not { State: CaseStates.Pending } standing)
            throw new InvalidOperationException($"case {caseId} is not pending and cannot be filed");
        var objection = transaction.Enter(new StateChange
        {
            Before = standing,
            After = CaseLife.Enter(standing, CaseStates.Filed, now.ToStore()),
            Kind = "filed-without-verdict",
            Actor = actor,
            Reason = reason,
            At = now,
            RecordedAt = now,
        });
        if (objection is not null)
            throw new InvalidOperationException(objection.Detail);
    }

    /// <summary>The one place where the state of a case changes, verdicts and undo included; what else is to happen then hooks in here.</summary>
    /// <returns>Why it cannot be, and nothing was written; null where it is done.</returns>
    public static Objection? Enter(this StoreTransaction transaction, StateChange change)
    {
        foreach (var hook in transaction.Hooks)
        {
            if (hook.Objects(transaction, change) is { } objection)
                return objection;
        }

        transaction.Execute(Update, change.After);
        transaction.SettleSuspension(change);
        transaction.Remember(new HistoryRow
        {
            CaseId = change.CaseId,
            At = change.At.ToStore(),
            RecordedAt = change.At == change.RecordedAt ? null : change.RecordedAt.ToStore(),
            Actor = change.Actor,
            Change = change.Kind,
            FromState = change.Before.State,
            ToState = change.After.State,
            Reason = change.Reason,
            Department = Changed(change.Before.Department, change.After.Department),
            Handler = Changed(change.Before.Handler, change.After.Handler),
            Reference = Changed(change.Before.Reference, change.After.Reference),
        });
        foreach (var hook in transaction.Hooks)
            hook.Changed(transaction, change);
        return null;
    }

    /// <summary>Where the case stands; null where there is none.</summary>
    public static CaseStanding? Standing(this StoreTransaction transaction, string caseId) => transaction.One<CaseStanding>(
        """
        SELECT id, number, state, COALESCE(entered_at, opened_at) AS entered_at, resume_to, problem, corrected_from, merged_into, decided_at,
            filed_at, dispatched_at, handled_at, verified_at, closed_at, still_seen_at, returns, reworks, department, handler, reference, urgent, supervised
        FROM cases WHERE id = @caseId
        """,
        new { caseId });

    /// <summary>The last change that led the case from one state to another; null where there was none but verdicts.</summary>
    public static GivenMove? LastMove(this StoreTransaction transaction, string caseId) => transaction.One<GivenMove>(
        $"SELECT change, actor, at, to_state FROM history WHERE case_id = @caseId AND change IN ({Moves}) ORDER BY id DESC LIMIT 1", new { caseId });

    /// <summary>Times in which the clock of the case stood still, the earliest first.</summary>
    public static IReadOnlyList<SuspensionRow> Suspensions(this StoreTransaction transaction, string caseId) =>
        transaction.All<SuspensionRow>("SELECT from_at, until_at FROM suspensions WHERE case_id = @caseId ORDER BY number", new { caseId });

    /// <summary>One that says when it happened is known by that; another only where it is said twice in a row.</summary>
    private static bool HasMade(this StoreTransaction transaction, string caseId, CaseChange change)
    {
        if (change.At is { } at)
            return transaction.One<long?>("SELECT id FROM history WHERE case_id = @caseId AND change = @Kind AND at = @at LIMIT 1", new { caseId, change.Kind, at = at.ToStore() }) is not null;
        if (change.Kind != ChangeKinds.Note)
            return false;
        var last = transaction.One<HistoryRow>("SELECT case_id, at, actor, change, reason FROM history WHERE case_id = @caseId ORDER BY id DESC LIMIT 1", new { caseId });
        return last is not null && (last.Change, last.Actor, last.Reason) == (change.Kind, change.Actor, change.Reason)
            && change is { Department: null, Handler: null, Reference: null, Urgent: null, Supervised: null };
    }

    private static void SettleSuspension(this StoreTransaction transaction, StateChange change)
    {
        if (change.Enters(CaseStates.Suspended))
        {
            transaction.Execute(
                "INSERT INTO suspensions (case_id, number, from_at) VALUES (@Id, (SELECT COUNT(*) + 1 FROM suspensions WHERE case_id = @Id), @EnteredAt)", new { change.After.Id, change.After.EnteredAt });
        }
        else if (change.Before.State == CaseStates.Suspended && change.After.State != CaseStates.Suspended)
        {
            transaction.Execute("UPDATE suspensions SET until_at = @EnteredAt WHERE case_id = @Id AND until_at IS NULL", new { change.After.Id, change.After.EnteredAt });
        }
    }

    private static string? Changed(string? before, string? after) => before == after ? null : after;

    private static readonly string Moves = string.Join(", ", ChangeKinds.Moves.Select(kind => $"'{kind}'"));

    private const string Update =
        """
        UPDATE cases SET state = @State, entered_at = @EnteredAt, resume_to = @ResumeTo, problem = @Problem, corrected_from = @CorrectedFrom, merged_into = @MergedInto,
            decided_at = @DecidedAt, filed_at = @FiledAt, dispatched_at = @DispatchedAt, handled_at = @HandledAt, verified_at = @VerifiedAt, closed_at = @ClosedAt,
            still_seen_at = @StillSeenAt, returns = @Returns, reworks = @Reworks, department = @Department, handler = @Handler, reference = @Reference,
            urgent = @Urgent, supervised = @Supervised
        WHERE id = @Id
        """;
}

/// <summary>A time in which the clock of a case stood still, or does.</summary>
internal sealed record SuspensionRow
{
    public long FromAt { get; init; }

    public long? UntilAt { get; init; }
}
