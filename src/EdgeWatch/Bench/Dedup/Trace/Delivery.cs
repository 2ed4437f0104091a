using EdgeWatch.Contracts;

namespace EdgeWatch.Bench.Dedup.Trace;

/// <summary>A candidate as the bridge receives it, and the truth that the bridge does not know.</summary>
/// <param name="At">When it arrives, in the centre's time.</param>
/// <param name="Candidate">What arrives.</param>
/// <param name="Origin">What it stems from.</param>
/// <param name="Repeated">Whether the same event was delivered before.</param>
internal sealed record Delivery(DateTimeOffset At, CandidateEvent Candidate, Origin Origin, bool Repeated);
