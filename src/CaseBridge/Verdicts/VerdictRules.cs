using EdgeWatch.CaseBridge.Deduplication;
using EdgeWatch.CaseBridge.Catalogue;
using EdgeWatch.CaseBridge.Store;
using EdgeWatch.Contracts;

namespace EdgeWatch.CaseBridge.Verdicts;

/// <summary>What becomes of a verdict or an undo.</summary>
internal enum VerdictResult
{
    /// <summary>The case changes.</summary>
    Accepted,

    /// <summary>The case has been decided so already; nothing changes.</summary>
    AlreadySo,

    /// <summary>The verdict itself is wrong.</summary>
    Invalid,

    /// <summary>The case was decided otherwise meanwhile, or the time for it is over.</summary>
    Conflict,

    /// <summary>There is no such case.</summary>
    NotFound,
}

/// <summary>What becomes of a verdict, and why.</summary>
/// <param name="Result">What.</param>
/// <param name="Detail">Why not, in words with the remedy.</param>
/// <param name="ToState">State that an accepted verdict leads to.</param>
/// <param name="ToProblem">Problem that an accepted verdict leads to.</param>
internal sealed record VerdictDecision(VerdictResult Result, string Detail = "", string ToState = "", string ToProblem = "");

/// <summary>A verdict that was given.</summary>
internal sealed record GivenVerdict
{
    public string Id { get; init; } = "";

    public long At { get; init; }

    public string Kind { get; init; } = "";

    public string Actor { get; init; } = "";

    public string FromState { get; init; } = "";

    public string FromProblem { get; init; } = "";

    public string? FromCorrected { get; init; }

    public string ToState { get; init; } = "";

    public string ToProblem { get; init; } = "";

    public string? DuplicateOf { get; init; }
}

/// <summary>The rules of verdicts. Pure.</summary>
internal static class VerdictRules
{
    public static readonly TimeSpan UndoWithin = TimeSpan.FromMinutes(1);

    /// <param name="verdict">What a person says.</param>
    /// <param name="judged">The case that it is said of.</param>
    /// <param name="last">The verdict in force on that case.</param>
    /// <param name="target">For a duplicate: the case that it names.</param>
    public static VerdictDecision Decide(Verdict verdict, KnownCase judged, GivenVerdict? last, KnownCase? target)
    {
        if (Flaw(verdict, judged, target) is { } flaw)
            return new VerdictDecision(VerdictResult.Invalid, flaw);
        var (state, problem) = verdict.Kind switch
        {
            VerdictKinds.Confirm => (CaseStates.Filed, judged.Problem),
            VerdictKinds.Correct => (CaseStates.Filed, verdict.Problem!),
            VerdictKinds.Reject => (CaseStates.Rejected, judged.Problem),
            _ => (CaseStates.Merged, judged.Problem),
        };
        if (judged.State == CaseStates.Pending)
            return new VerdictDecision(VerdictResult.Accepted, ToState: state, ToProblem: problem);
        var same = last is not null && last.Kind == verdict.Kind && judged.State == state && judged.Problem == problem && judged.MergedInto == verdict.DuplicateOf;
        return same ? new VerdictDecision(VerdictResult.AlreadySo) : new VerdictDecision(VerdictResult.Conflict, Decided(judged, last));
    }

    public static VerdictDecision DecideUndo(KnownCase judged, GivenVerdict? last, DateTimeOffset now)
    {
        if (last is null)
            return new VerdictDecision(VerdictResult.Conflict, $"Case {judged.Number} is {judged.State}, and no verdict is in force on it that could be taken back.");
        if (judged.State != last.ToState)
            return new VerdictDecision(VerdictResult.Conflict, Decided(judged, last));
        return now - last.At.FromStore() > UndoWithin
            ? new VerdictDecision(VerdictResult.Conflict, $"{Decided(judged, last)} That is more than {UndoWithin.TotalSeconds:0} s ago, too late to take back.")
            : new VerdictDecision(VerdictResult.Accepted, ToState: last.FromState, ToProblem: last.FromProblem);
    }

    private static string? Flaw(Verdict verdict, KnownCase judged, KnownCase? target)
    {
        if (string.IsNullOrWhiteSpace(verdict.Actor) || verdict.Actor.Length > ContractLimits.StringLength)
            return "actor is empty: say who gives the verdict.";
        if (verdict.Reason?.Length > ContractLimits.StringLength)
            return $"reason has {verdict.Reason.Length} characters, more than the {ContractLimits.StringLength} allowed.";
        return verdict.Kind switch
        {
            VerdictKinds.Confirm => null,
            VerdictKinds.Correct when verdict.Problem is null || !ProblemCatalogue.Knows(verdict.Problem) => $"problem '{verdict.Problem}' is not known: GET /api/problems lists the names.",
            VerdictKinds.Correct when verdict.Problem == judged.Problem && judged.State == CaseStates.Pending => $"the case has the problem '{verdict.Problem}' already: confirm it.",
            VerdictKinds.Correct => null,
            VerdictKinds.Reject => string.IsNullOrWhiteSpace(verdict.Reason) ? "reason is empty: say why the case is rejected." : null,
            VerdictKinds.Duplicate => TargetFlaw(verdict, judged, target),
            _ => $"kind '{verdict.Kind}' is none of confirm, correct, reject and duplicate.",
        };
    }

    private static string? TargetFlaw(Verdict verdict, KnownCase judged, KnownCase? target)
    {
        if (target is null)
            return $"duplicateOf '{verdict.DuplicateOf}' is no case: give the id of the case that stays.";
        if (target.Id == judged.Id)
            return $"case {judged.Number} cannot be a duplicate of itself.";
        return target.State is CaseStates.Pending or CaseStates.Filed
            ? null
            : $"case {target.Number} is {target.State}: a duplicate goes into a pending or filed case.";
    }

    private static string Decided(KnownCase judged, GivenVerdict? last) => last is null
        ? $"Case {judged.Number} is {judged.State} already."
        : $"Case {judged.Number} is {judged.State}: {last.Actor} decided '{last.Kind}' at {last.At.FromStore():u}.";
}
