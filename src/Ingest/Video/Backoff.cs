namespace EdgeWatch.Ingest.Video;

/// <summary>
/// How long to wait before connecting again: exponential with full jitter (M. Brooker, "Exponential Backoff and Jitter", AWS 2015), which spreads
/// hundreds of cameras behind one switch evenly over the wait.
/// </summary>
/// <param name="first">Upper bound of the first wait; doubles with each failure.</param>
/// <param name="limit">Upper bound of any wait.</param>
/// <param name="random">0 (inclusive) to 1 (exclusive).</param>
internal sealed class Backoff(TimeSpan first, TimeSpan limit, Func<double> random)
{
    private const int MaxDoublings = 30;
    private int _failures;

    /// <summary>The next wait.</summary>
    public TimeSpan Next()
    {
        var bound = Math.Min(limit.Ticks, first.Ticks * Math.Pow(2, Math.Min(_failures++, MaxDoublings)));
        return new((long)(bound * random()));
    }

    /// <summary>The wait after refused credentials: at least half the limit, because cameras lock an account after a few wrong passwords.</summary>
    public TimeSpan AfterRefusal()
    {
        _failures++;
        return new((long)(limit.Ticks * (0.5 + random() / 2)));
    }

    /// <summary>A connection held: the next failure begins at the first wait.</summary>
    public void Reset() => _failures = 0;
}
