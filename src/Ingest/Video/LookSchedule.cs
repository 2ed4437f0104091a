namespace EdgeWatch.Ingest.Video;

/// <summary>
/// When a camera is to be looked at. Shared by the source, which asks whether a look is due, and the rules, which shorten the cadence while they
/// suspect something. Safe from any thread; time is the wall clock, so that a stalled camera misses looks that are counted as due.
/// </summary>
public sealed class LookSchedule(TimeSpan cadence, TimeProvider time)
{
    private long _cadence = cadence.Ticks;
    private long _lastLook = long.MinValue;
    private int _lookNow;

    /// <summary>Time between looks at present.</summary>
    public TimeSpan Cadence
    {
        get => new(Interlocked.Read(ref _cadence));
        set => Interlocked.Exchange(ref _cadence, value.Ticks);
    }

    /// <summary>How long until the next look is due; zero or less when it is.</summary>
    public TimeSpan UntilDue()
    {
        if (Volatile.Read(ref _lookNow) != 0)
            return TimeSpan.Zero;
        var last = Interlocked.Read(ref _lastLook);
        return last == long.MinValue ? TimeSpan.Zero : Cadence - time.GetElapsedTime(last);
    }

    /// <summary>Asks for a look at once, whatever the cadence says.</summary>
    public void LookNow() => Volatile.Write(ref _lookNow, 1);

    /// <summary>True where a look was asked for at once and not yet taken up.</summary>
    public bool LookNowAsked => Volatile.Read(ref _lookNow) != 0;

    /// <summary>Called by the source when it takes up a look: the next one is due one cadence from now.</summary>
    public void Taken()
    {
        Volatile.Write(ref _lookNow, 0);
        Interlocked.Exchange(ref _lastLook, time.GetTimestamp());
    }
}
