using EdgeWatch.Bench.Dedup.Trace;
using EdgeWatch.CaseBridge.Deduplication;
using EdgeWatch.Contracts;
using EdgeWatch.Geography.Coordinates;

namespace EdgeWatch.Bench.Dedup.Rivals;

/// <summary>A rival with one choice of its parameter.</summary>
/// <param name="Name">Name in the table.</param>
/// <param name="Parameter">The choice, in words.</param>
/// <param name="Create">Makes a fresh one.</param>
internal sealed record RivalChoice(string Name, string Parameter, Func<ICaseSystem> Create);

/// <summary>What the rivals share: they take candidates one by one, and remember nothing but what their kind remembers.</summary>
internal abstract class Rival : ICaseSystem
{
    private long _opened;

    public ValueTask<IReadOnlyList<long?>> TakeAsync(IReadOnlyList<Delivery> deliveries) => new([.. deliveries.Select(delivery => Take(delivery.At, delivery.Candidate))]);

    /// <summary>None of them has a place for it.</summary>
    public void Permit(Permission permission)
    {
    }

    public virtual void Judge(long number, bool isReal, DateTimeOffset at)
    {
    }

    public string Explain(Guid candidate) => "";

    public void Dispose()
    {
    }

    /// <summary>The case that the candidate is in; null where the rival ignores it, as most do with all but openings.</summary>
    protected abstract long? Take(DateTimeOffset at, CandidateEvent candidate);

    protected long Open() => ++_opened;

    /// <summary>The rivals get coordinates in one system for nothing.</summary>
    protected static Wgs84? PlaceOf(CandidateEvent candidate) => candidate.Data.Place is { } place ? place.ToWgs84() : null;
}
