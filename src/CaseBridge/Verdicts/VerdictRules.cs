using EdgeWatch.CaseBridge.Deduplication;
using EdgeWatch.CaseBridge.Catalogue;
using EdgeWatch.CaseBridge.Life;
using EdgeWatch.CaseBridge.Store;
using EdgeWatch.Contracts;

namespace EdgeWatch.CaseBridge.Verdicts;

/// <summary>What becomes of a verdict, an undo or a change.</summary>
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
        // One that was filed so and has gone on since was decided so too.
        var isSo = judged.State == state || (state == CaseStates.Filed && judged.State is not (CaseStates.Rejected or CaseStates.Merged or CaseStates.Voided));
        var same = last is not null && last.Kind == verdict.Kind && isSo && judged.Problem == problem && judged.MergedInto == verdict.DuplicateOf;
        return same ? new VerdictDecision(VerdictResult.AlreadySo) : new VerdictDecision(VerdictResult.Conflict, Decided(judged, last));
    }

    /// <param name="standing">Where the case stands.</param>
    /// <param name="last">The verdict in force on it.</param>
    /// <param name="move">The last change since; one that went on cannot be as if it had never been filed.</param>
    /// <param name="now">When it is taken back.</param>
    public static VerdictDecision DecideUndo(CaseStanding standing, GivenVerdict? last, GivenMove? move, DateTimeOffset now)
    {
        if (last is null)
            return new VerdictDecision(VerdictResult.Conflict, $"Case {standing.Number} is {standing.State}, and no verdict is in force on it that could be taken back.");
        if (move is not null)
            return new VerdictDecision(VerdictResult.Conflict, $"{CaseLife.Stands(standing, move)} It went further than {last.Actor}'s '{last.Kind}': void it with a reason instead.");
        if (standing.Reference is { } reference)
            return new VerdictDecision(VerdictResult.Conflict, $"Case {standing.Number} is known at the city's platform as {reference}: void it with a reason instead.");
        var decided = $"Case {standing.Number} is {standing.State}: {last.Actor} decided '{last.Kind}' at {last.At.FromStore():u}.";
        if (standing.State != last.ToState)
            return new VerdictDecision(VerdictResult.Conflict, decided);
        return now - last.At.FromStore() > UndoWithin
            ? new VerdictDecision(VerdictResult.Conflict, $"{decided} That is more than {UndoWithin.TotalSeconds:0} s ago, too late to take back.")
            : new VerdictDecision(VerdictResult.Accepted, ToState: last.FromState, ToProblem: last.FromProblem);
    }

    private static string? Flaw(Verdict verdict, KnownCase judged, KnownCase? target)
    {
        if (string.IsNullOrWhiteSpace(verdict.Actor) || verdict.Actor.Length > ContractLimits.StringLength)
            return "actor is empty: say who gives the verdict.";
        if (verdict.Reason?.Length > ContractLimits.StringLength)
            return $"reason has {verdict.Reason.Length} characters, more than the {ContractLimits.StringLength} allowed.";
        if (verdict.Filing is not null && verdict.Kind is not (VerdictKinds.Confirm or VerdictKinds.Correct))
            return $"filing '{verdict.Filing}' is for cases that are filed: leave it out of '{verdict.Kind}'.";
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
        return CaseStates.IsOpen(target.State)
            ? null
            : $"case {target.Number} is {target.State}: a duplicate goes into a case that is still open.";
    }

    private static string Decided(KnownCase judged, GivenVerdict? last) => last is null
        ? $"Case {judged.Number} is {judged.State} already."
        : $"Case {judged.Number} is {judged.State}: {last.Actor} decided '{last.Kind}' at {last.At.FromStore():u}.";
}
