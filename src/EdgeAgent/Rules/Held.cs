using EdgeWatch.EdgeAgent.Findings;
using EdgeWatch.EdgeAgent.Stages;

namespace EdgeWatch.EdgeAgent.Rules;

/// <summary>Since when a condition has held, and how much of that time was observed.</summary>
/// <param name="Since">When it began, in camera time (UTC).</param>
/// <param name="ObservedThen">What the camera's clock of observed time showed, or would have shown, at that moment.</param>
internal readonly record struct Held(DateTimeOffset Since, TimeSpan ObservedThen)
{
    public static Held From(in Moment moment) => new(moment.At, moment.Observed);

    /// <summary>A condition that was open before the agent started again: the time between is a gap.</summary>
    public static Held Restored(OpenFinding open, in Moment now) => new(open.Since, now.Observed - open.Dwell);

    public TimeSpan Dwell(in Moment now) => now.Observed - ObservedThen;

    /// <summary>The rest of the time since it began.</summary>
    public TimeSpan Gaps(in Moment now)
    {
        var gaps = now.At - Since - Dwell(now);
        return gaps > TimeSpan.Zero ? gaps : TimeSpan.Zero;
    }
}
