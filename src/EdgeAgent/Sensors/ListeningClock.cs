namespace EdgeWatch.EdgeAgent.Sensors;

/// <summary>
/// How long nothing could have been heard through a source: while the agent was off or the source away. Sensors are not to blame for it. Belongs to the source's task;
/// what it shows may be read from any.
/// </summary>
/// <param name="before">Deaf time from before the start, the time in which the agent was off among it.</param>
internal sealed class ListeningClock(TimeSpan before)
{
    private long _deaf = before.Ticks;
    private DateTimeOffset? _last;
    private bool _wasLive = true;

    public TimeSpan Deaf => new(Volatile.Read(ref _deaf));

    /// <summary>The latest moment; time never runs backwards here.</summary>
    public DateTimeOffset Now => _last ?? DateTimeOffset.MinValue;

    /// <summary>A moment has come.</summary>
    /// <param name="now">By the agent's clock.</param>
    /// <param name="live">Whether the source can be heard now.</param>
    public void Note(DateTimeOffset now, bool live)
    {
        if (_last is { } last && now > last && !_wasLive)
            Volatile.Write(ref _deaf, _deaf + (now - last).Ticks);
        if (now > Now)
            _last = now;
        _wasLive = live;
    }
}
