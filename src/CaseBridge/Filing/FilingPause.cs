namespace EdgeWatch.CaseBridge.Filing;

/// <summary>
/// How long a filing waits before it is sent again: doubling up to a limit, drawn at random below it ("full jitter", Brooker 2015), so that many do not come back together;
/// at least a tenth of it. What the platform asked for by Retry-After goes before it, and is stretched a little for the same reason. Pure but for the dice.
/// </summary>
internal static class FilingPause
{
    /// <summary>A platform that asks for more (a date set wrongly, a number in milliseconds) is asked again after this all the same.</summary>
    public static readonly TimeSpan LongestAsked = TimeSpan.FromHours(6);

    /// <param name="first">Bound of the first wait.</param>
    /// <param name="limit">Longest bound.</param>
    /// <param name="failures">Failures so far, this one too; at least 1.</param>
    /// <param name="asked">Retry-After; null where there was none.</param>
    /// <param name="dice">0..1.</param>
    public static TimeSpan After(TimeSpan first, TimeSpan limit, long failures, TimeSpan? asked, double dice)
    {
        if (asked is { } wanted && wanted > TimeSpan.Zero)
            return (wanted < LongestAsked ? wanted : LongestAsked) * (1 + (0.1 * dice));
        var bound = TimeSpan.FromTicks((long)Math.Min(limit.Ticks, first.Ticks * Math.Pow(2, Math.Max(0, failures - 1))));
        return bound * (0.1 + (0.9 * dice));
    }
}
