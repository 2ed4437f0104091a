using EdgeWatch.Bench.Dedup.City;

namespace EdgeWatch.Bench.Dedup;

/// <summary>The person who decides cases: within minutes by day, in the morning what came by night; always rightly, so that no error here is taken for one of the deduplication.</summary>
internal sealed class Reviewer(int seed)
{
    private const int DayBegins = 7;
    private const int DayEnds = 23;
    private static readonly TimeSpan China = TimeSpan.FromHours(8);

    private readonly Dice _dice = new(seed + 2_000_000);
    private readonly PriorityQueue<(long Case, bool IsReal), DateTimeOffset> _waiting = new();

    public void Expect(long number, bool isReal, DateTimeOffset openedAt)
    {
        var at = openedAt + _dice.LogNormal(TimeSpan.FromMinutes(12), 0.8);
        var local = at.ToOffset(China);
        if (local.Hour is < DayBegins or >= DayEnds)
        {
            var morning = new DateTimeOffset(local.Date, China).AddHours(DayBegins + (local.Hour >= DayEnds ? 24 : 0));
            at = morning + _dice.Between(TimeSpan.Zero, TimeSpan.FromHours(2));
        }

        _waiting.Enqueue((number, isReal), at);
    }

    /// <summary>Verdicts that are given before a moment.</summary>
    public IEnumerable<(long Case, bool IsReal, DateTimeOffset At)> Before(DateTimeOffset moment)
    {
        while (_waiting.TryPeek(out var verdict, out var at) && at < moment)
        {
            _waiting.Dequeue();
            yield return (verdict.Case, verdict.IsReal, at);
        }
    }
}
