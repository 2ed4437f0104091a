namespace EdgeWatch.Mqtt;

/// <summary>
/// Waits between attempts: doubling up to a limit, each drawn at random below it ("full jitter", Brooker 2015), so that a broker that comes back does not
/// get every client at once. A tenth is always waited: an attempt costs the broker something.
/// </summary>
internal sealed class Backoff(TimeSpan first, TimeSpan limit, Random random)
{
    private int _failures;

    private TimeSpan Bound => TimeSpan.FromTicks((long)Math.Min(limit.Ticks, first.Ticks * Math.Pow(2, _failures)));

    public TimeSpan Next()
    {
        var bound = Bound;
        _failures++;
        return bound * (0.1 + 0.9 * random.NextDouble());
    }

    /// <summary>A connection that held longer than the last wait earns a fresh start; a broker that accepts and drops at once does not.</summary>
    public void Held(TimeSpan duration)
    {
        if (duration > Bound)
            _failures = 0;
    }
}
