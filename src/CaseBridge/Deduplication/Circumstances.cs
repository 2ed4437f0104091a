namespace EdgeWatch.CaseBridge.Deduplication;

/// <summary>What keeps a new finding quiet.</summary>
/// <param name="Suppressions">Those that may cover it: of its camera, or around its place.</param>
/// <param name="BlindSince">Since when its camera says that it was moved, is blocked or dark; null where it sees.</param>
/// <param name="KeptQuiet">Whether an earlier step of the finding was kept quiet.</param>
internal sealed record Circumstances(IReadOnlyList<Suppression> Suppressions, DateTimeOffset? BlindSince, bool KeptQuiet)
{
    /// <summary>A camera notices within some looks that it was moved; what it found just before is as doubtful.</summary>
    private static readonly TimeSpan NoticesWithin = TimeSpan.FromMinutes(3);

    /// <summary>By so much a score must be higher than the rejected one; see <see cref="SamenessRules.ClearChange"/>.</summary>
    public double ClearChange { get; init; } = Suppression.UsualClearChange;

    public static Circumstances None { get; } = new([], null, false);

    /// <summary>Why the candidate is kept quiet; null where nothing keeps it so.</summary>
    public Decision? Keep(LocatedCandidate candidate)
    {
        if (candidate.Data.SeenAt >= BlindSince - NoticesWithin)
            return new Decision(DecisionReason.Inhibited, null, $"the camera has not seen what its zones were drawn on since {BlindSince:u}");
        foreach (var suppression in Suppressions)
        {
            if (suppression.Covers(candidate, ClearChange) is { } why)
                return new Decision(DecisionReason.Suppressed, null, why) { Suppression = suppression.Id };
        }

        return KeptQuiet && candidate.Candidate.Type == Contracts.CandidateTypes.Cleared
            ? new Decision(DecisionReason.Suppressed, null, "the finding was kept quiet, and has ended")
            : null;
    }
}
