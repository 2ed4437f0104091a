using System.Collections.Frozen;
using EdgeWatch.CaseBridge.Store;
using EdgeWatch.CaseBridge.Verdicts;
using EdgeWatch.Contracts;

namespace EdgeWatch.CaseBridge.Life;

/// <summary>What becomes of a change, and why.</summary>
/// <param name="Result">What.</param>
/// <param name="Detail">Why not, in words with the remedy.</param>
/// <param name="After">How the case stands after an accepted change.</param>
internal sealed record LifeDecision(VerdictResult Result, string Detail = "", CaseStanding? After = null);

/// <summary>The last move of a case.</summary>
internal sealed record GivenMove
{
    public string Change { get; init; } = "";

    public string Actor { get; init; } = "";

    public long At { get; init; }

    public string ToState { get; init; } = "";
}

/// <summary>The rules of a case's life. Pure.</summary>
internal static class CaseLife
{
    /// <summary>Department, handler and reference, in characters.</summary>
    public const int LongestName = 200;

    /// <summary>Clocks of other platforms are seldom further ahead than this.</summary>
    public static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);

    // resume leads to the state before, which the case remembers.
    private static readonly FrozenDictionary<string, (string[] From, string To)> Ways = new Dictionary<string, (string[] From, string To)>
    {
        [ChangeKinds.Dispatch] = ([CaseStates.Filed, CaseStates.Returned], CaseStates.Dispatched),
        [ChangeKinds.Handle] = ([CaseStates.Filed, CaseStates.Dispatched, CaseStates.Returned], CaseStates.Handled),
        [ChangeKinds.Verify] = ([CaseStates.Handled], CaseStates.Verified),
        [ChangeKinds.Return] = ([CaseStates.Handled, CaseStates.Verified], CaseStates.Returned),
        [ChangeKinds.Close] = ([CaseStates.Handled, CaseStates.Verified], CaseStates.Closed),
        [ChangeKinds.Void] = ([CaseStates.Filed, CaseStates.Dispatched, CaseStates.Returned, CaseStates.Handled], CaseStates.Voided),
        [ChangeKinds.Suspend] = ([CaseStates.Filed, CaseStates.Dispatched, CaseStates.Returned], CaseStates.Suspended),
        [ChangeKinds.Resume] = ([CaseStates.Suspended], ""),
    }.ToFrozenDictionary();

    /// <summary>Moves that a case in a state can make.</summary>
    public static IReadOnlyList<string> MovesFrom(string state) => [.. ChangeKinds.Moves.Where(kind => Ways[kind].From.Contains(state))];

    /// <param name="change">What somebody says.</param>
    /// <param name="standing">The case that it is said of.</param>
    /// <param name="last">The last move of the case; null where it made none.</param>
    /// <param name="isKnown">Whether the history has this very change already.</param>
    /// <param name="now">When it is said.</param>
    public static LifeDecision Decide(CaseChange change, CaseStanding standing, GivenMove? last, bool isKnown, DateTimeOffset now)
    {
        if (Flaw(change, now) is { } flaw)
            return new LifeDecision(VerdictResult.Invalid, flaw);
        if (isKnown)
            return new LifeDecision(VerdictResult.AlreadySo);

        var named = Name(standing, change);
        if (change.Kind == ChangeKinds.Note)
            return named == standing && change.Reason is null ? new LifeDecision(VerdictResult.AlreadySo) : new LifeDecision(VerdictResult.Accepted, After: named);

        // A stage cannot be reached before the one that it follows, whatever another platform's clock says.
        var at = Math.Clamp((change.At ?? now).ToStore(), standing.EnteredAt, Math.Max(standing.EnteredAt, now.ToStore()));
        if (Ways[change.Kind].From.Contains(standing.State))
            return new LifeDecision(VerdictResult.Accepted, After: Move(named, change.Kind, at));
        if (change.Kind == ChangeKinds.Dispatch && standing.State == CaseStates.Dispatched && (named.Department, named.Handler) != (standing.Department, standing.Handler))
            return new LifeDecision(VerdictResult.Accepted, After: named with { DispatchedAt = at });
        return last is not null && last.Change == change.Kind && last.ToState == standing.State
            ? new LifeDecision(VerdictResult.AlreadySo)
            : new LifeDecision(VerdictResult.Conflict, $"{Stands(standing, last)} '{change.Kind}' is taken of a case that is {string.Join(" or ", Ways[change.Kind].From)}.{Remedy(standing.State)}");
    }

    /// <summary>How a case stands, and who brought it there.</summary>
    public static string Stands(CaseStanding standing, GivenMove? last) => last is null
        ? $"Case {standing.Number} is {standing.State}."
        : $"Case {standing.Number} is {standing.State}: {last.Actor} said '{last.Change}' at {last.At.FromStore():u}.";

    /// <summary>How a case stands once it comes into a state by a verdict or its undo.</summary>
    public static CaseStanding Enter(CaseStanding standing, string state, long at) => state switch
    {
        CaseStates.Pending => standing with { State = state, EnteredAt = at, MergedInto = null, DecidedAt = null, FiledAt = null },
        CaseStates.Filed => standing with { State = state, EnteredAt = at, DecidedAt = at, FiledAt = at },
        _ => standing with { State = state, EnteredAt = at, DecidedAt = at },
    };

    private static CaseStanding Move(CaseStanding standing, string kind, long at)
    {
        var (from, to) = (standing.State, Ways[kind].To);
        var moved = standing with { State = to, EnteredAt = at };
        return kind switch
        {
            ChangeKinds.Dispatch => moved with { DispatchedAt = at },
            ChangeKinds.Handle => moved with { HandledAt = at, Reworks = standing.Reworks + (standing.Returns > standing.Reworks ? 1 : 0) },
            ChangeKinds.Verify => moved with { VerifiedAt = at },
            ChangeKinds.Return => moved with { HandledAt = null, VerifiedAt = null, StillSeenAt = null, Returns = standing.Returns + 1 },
            ChangeKinds.Close => moved with { ClosedAt = at, DecidedAt = at },
            ChangeKinds.Void => moved with { DecidedAt = at },
            ChangeKinds.Suspend => moved with { ResumeTo = from },
            _ => moved with { State = standing.ResumeTo!, ResumeTo = null },
        };
    }

    private static CaseStanding Name(CaseStanding standing, CaseChange change) => standing with
    {
        Department = change.Department ?? standing.Department,
        Handler = change.Handler ?? standing.Handler,
        Reference = change.Reference ?? standing.Reference,
        Urgent = change.Urgent is { } urgent ? Flag(urgent) : standing.Urgent,
        Supervised = change.Supervised is { } supervised ? Flag(supervised) : standing.Supervised,
    };

    private static long Flag(bool set) => set ? 1 : 0;

    private static string? Flaw(CaseChange change, DateTimeOffset now)
    {
        if (change.Kind != ChangeKinds.Note && !Ways.ContainsKey(change.Kind))
            return $"kind '{change.Kind}' is none of {string.Join(", ", ChangeKinds.Moves)} and {ChangeKinds.Note}.";
        if (string.IsNullOrWhiteSpace(change.Actor) || change.Actor.Length > ContractLimits.StringLength)
            return "actor is empty: say who makes the change.";
        if (change.Reason?.Length > ContractLimits.StringLength)
            return $"reason has {change.Reason.Length} characters, more than the {ContractLimits.StringLength} allowed.";
        if (change.Kind is ChangeKinds.Return or ChangeKinds.Void or ChangeKinds.Suspend && string.IsNullOrWhiteSpace(change.Reason))
            return $"reason is empty: say why it is to {change.Kind}.";
        foreach (var (key, name) in new[] { ("department", change.Department), ("handler", change.Handler), ("reference", change.Reference) })
        {
            if (name is not null && (string.IsNullOrWhiteSpace(name) || name.Length > LongestName))
                return $"{key} '{name}' is empty or longer than {LongestName} characters: leave it out where it stays as it is.";
        }

        return change.At > now + ClockTolerance ? $"at {change.At:O} lies ahead of {now:O}: give the time at which it happened, or leave it out." : null;
    }

    private static string Remedy(string state) => state switch
    {
        CaseStates.Pending => " Give a verdict first.",
        CaseStates.Suspended => $" '{ChangeKinds.Resume}' it first.",
        _ => "",
    };
}
