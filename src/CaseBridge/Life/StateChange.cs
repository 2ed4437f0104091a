using EdgeWatch.CaseBridge.Store;
using EdgeWatch.CaseBridge.Verdicts;

namespace EdgeWatch.CaseBridge.Life;

/// <summary>A case changes, by a verdict, an undo, a change or by itself. What is not a move leaves the state as it is.</summary>
internal sealed record StateChange
{
    public required CaseStanding Before { get; init; }

    public required CaseStanding After { get; init; }

    /// <summary>Kind of the verdict or change, <c>undo</c> or <c>filed-without-verdict</c>; as the history has it.</summary>
    public required string Kind { get; init; }

    public required string Actor { get; init; }

    public string? Reason { get; init; }

    /// <summary>When it happened, as the actor says.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When the bridge learns of it.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>The filing condition that a verdict names; null: the gravest.</summary>
    public string? Filing { get; init; }

    public string CaseId => After.Id;

    /// <summary>Whether the case comes into the state by this change.</summary>
    public bool Enters(string state) => After.State == state && Before.State != state;
}

/// <summary>Why a change cannot be.</summary>
/// <param name="Result"><see cref="VerdictResult.Invalid"/> or <see cref="VerdictResult.Conflict"/>.</param>
/// <param name="Detail">In words with the remedy.</param>
internal sealed record Objection(VerdictResult Result, string Detail);

/// <summary>
/// What else happens when a case changes: deadlines, filings, facts. Called in the transaction of the change, so that both are committed or neither; an implementation writes through
/// that transaction alone, changes no state itself, and is quick: other writers wait. A refiling, a redelivery or several bridges never call it twice for one change.
/// </summary>
internal interface IStateHook
{
    /// <summary>Before anything is written: why it cannot be; null where it can.</summary>
    Objection? Objects(StoreTransaction transaction, StateChange change) => null;

    /// <summary>After case and history are written.</summary>
    void Changed(StoreTransaction transaction, StateChange change);
}
