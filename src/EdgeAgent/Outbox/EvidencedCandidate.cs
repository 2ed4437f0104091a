using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Pipelines;

namespace EdgeWatch.EdgeAgent.Outbox;

/// <summary>A candidate ready to leave, with the JPEG that its evidence reference points to.</summary>
/// <param name="Candidate">The event; its evidence reference is set exactly when there is a picture.</param>
/// <param name="Picture">JPEG bytes, or null where no picture could be kept.</param>
/// <param name="LookedAt">Monotonic timestamp (<see cref="TimeProvider.GetTimestamp"/>) at which the look was decoded, for latency.</param>
internal sealed record EvidencedCandidate(CandidateEvent Candidate, byte[]? Picture, long LookedAt) : IDetached;
