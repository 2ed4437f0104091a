namespace EdgeWatch.Replay;

/// <summary>A clock that shows the time of a recording: that of the uplink which was read last. Timers run by the real one.</summary>
internal sealed class ReplayTime : TimeProvider
{
    private long _ticks = DateTimeOffset.UnixEpoch.UtcTicks;

    public override DateTimeOffset GetUtcNow() => new(Volatile.Read(ref _ticks), TimeSpan.Zero);

    /// <summary>The recording has come to this moment; it never goes back.</summary>
    public void Reach(DateTimeOffset moment)
    {
        if (moment.UtcTicks > Volatile.Read(ref _ticks))
            Volatile.Write(ref _ticks, moment.UtcTicks);
    }
}
