namespace EdgeWatch.Ingest.Video;

/// <summary>
/// Counts looks due and made. A look that could not be made within one cadence counts as due and not made; so does each further one while the camera
/// is away. Safe from any thread.
/// </summary>
internal sealed class LookTally(LookSchedule schedule, TimeProvider time)
{
    private readonly Lock _gate = new();
    private long _dueSince = time.GetTimestamp();
    private bool _any;
    private long _made;
    private long _missed;
    private long _missedSinceLook;
    private bool _closed;

    /// <summary>Looks made and looks that were due, up to now.</summary>
    public (long Made, long Due) Count()
    {
        lock (_gate)
        {
            CountMissed();
            return (_made, _made + _missed);
        }
    }

    /// <summary>A look was made.</summary>
    /// <returns>Its number, and how many were missed since the one before.</returns>
    public (long Number, long MissedBefore) Made()
    {
        lock (_gate)
        {
            CountMissed();
            var missed = _missedSinceLook;
            (_missedSinceLook, _any, _dueSince) = (0, true, time.GetTimestamp());
            return (++_made, missed);
        }
    }

    /// <summary>A look was due and its picture could not be read.</summary>
    public void Missed()
    {
        lock (_gate)
            _missed++;
    }

    /// <summary>From now on only what is reported counts: the source has ended, or its looks do not follow the wall clock.</summary>
    public void Close()
    {
        lock (_gate)
        {
            CountMissed();
            _closed = true;
        }
    }

    private void CountMissed()
    {
        if (_closed)
            return;

        // The first look is due at once, each other one cadence after the one before.
        var cadence = schedule.Cadence;
        var overdue = time.GetElapsedTime(_dueSince) - (_any ? cadence : TimeSpan.Zero);
        var missed = overdue > TimeSpan.Zero ? overdue.Ticks / Math.Max(cadence.Ticks, 1) : 0;
        if (missed > _missedSinceLook)
            (_missed, _missedSinceLook) = (_missed + missed - _missedSinceLook, missed);
    }
}
