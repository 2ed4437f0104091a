namespace EdgeWatch.EdgeAgent.Stages;

/// <summary>A moment of camera time with the gaps accounted for. Spans are differences: <c>now.Observed - then.Observed</c>.</summary>
/// <param name="At">The camera's own time (UTC).</param>
/// <param name="Observed">How long the camera has been looked at and could see, since the agent started.</param>
/// <param name="Gaps">How long it was not looked at or could not see.</param>
internal readonly record struct Moment(DateTimeOffset At, TimeSpan Observed, TimeSpan Gaps);

/// <summary>
/// Turns the times of looks into <see cref="Moment"/>s. The time between two clear looks is observed when it is at most a few cadences; anything longer
/// is a gap: nobody knows what happened in it, so it makes no dwell and clears nothing.
/// </summary>
internal sealed class CameraClock
{
    /// <summary>So many cadences without a clear look are still observed: one look that fails or is blurred is no gap.</summary>
    private const int CadencesBridged = 3;

    /// <summary>At cadences below two seconds a key frame that comes late is no gap either.</summary>
    private static readonly TimeSpan AlwaysBridged = TimeSpan.FromSeconds(5);

    private Moment? _lastClear;

    public Moment Tick(DateTimeOffset at, Visibility visibility, TimeSpan cadence)
    {
        if (_lastClear is not { } last)
        {
            var first = new Moment(at, TimeSpan.Zero, TimeSpan.Zero);
            if (visibility == Visibility.Clear)
                _lastClear = first;
            return first;
        }

        // A camera whose clock was put back begins a new stretch without any span.
        var passed = at > last.At ? at - last.At : TimeSpan.Zero;
        var bridged = cadence * CadencesBridged > AlwaysBridged ? cadence * CadencesBridged : AlwaysBridged;
        var now = passed <= bridged ? last with { At = at, Observed = last.Observed + passed } : last with { At = at, Gaps = last.Gaps + passed };
        if (visibility != Visibility.Clear)
            return last with { At = at };
        _lastClear = now;
        return now;
    }
}
