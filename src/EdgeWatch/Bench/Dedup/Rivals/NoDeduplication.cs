using EdgeWatch.Contracts;

namespace EdgeWatch.Bench.Dedup.Rivals;

/// <summary>Every message that says that something was found opens a case, as in a platform that files what its cameras push.</summary>
internal sealed class NoDeduplication : Rival
{
    public static IEnumerable<RivalChoice> Choices { get; } = [new("none", "–", () => new NoDeduplication())];

    protected override long? Take(DateTimeOffset at, CandidateEvent candidate) => candidate.Type == CandidateTypes.Opened ? Open() : null;
}
