using EdgeWatch.CaseBridge.Deduplication;
using EdgeWatch.CaseBridge.Store;

namespace EdgeWatch.CaseBridge.Intake;

/// <summary>A candidate that a batch took into a case.</summary>
/// <param name="Candidate">What was reported.</param>
/// <param name="Decision">Why it is of that case.</param>
/// <param name="Message">As it arrived.</param>
/// <param name="Before">The case before it; as it was opened, where it opened it.</param>
/// <param name="After">The case after it.</param>
internal sealed record TakenCandidate(LocatedCandidate Candidate, Decision Decision, CandidateMessage Message, KnownCase Before, KnownCase After)
{
    /// <summary>What it changed, as the history has it.</summary>
    public string Change { get; } = Decision switch
    {
        { Opens: true } => "opened",
        _ when Before.StillSeenAt is null && CaseEntry.StillSeenAt(Before, Candidate) is not null => "still-seen",
        _ when After.ClearedAt is not null && Before.ClearedAt is null => "cleared",
        { Reason: DecisionReason.SameIncident or DecisionReason.StaleUpdate } => "updated",
        _ => "joined",
    };

    /// <summary>Whether it opened a case that is filed without a person.</summary>
    public bool FilesAtOnce => Decision.Opens && After.State == CaseStates.Filed;

    /// <summary>Why, in words.</summary>
    public string Reason => Change switch
    {
        "cleared" => $"seen cleared at {Candidate.Data.SeenAt:u}",
        "still-seen" => $"seen at {Candidate.Data.SeenAt:u}, after it was said to be handled at {Before.HandledAt.FromStore():u}",
        _ => $"{Decision.Reason}: {Decision.Compared}",
    };
}

/// <summary>A candidate that a batch kept quiet.</summary>
/// <param name="Candidate">What was reported.</param>
/// <param name="Decision">Why it is kept quiet.</param>
/// <param name="Message">As it arrived.</param>
internal sealed record QuietCandidate(LocatedCandidate Candidate, Decision Decision, CandidateMessage Message);
