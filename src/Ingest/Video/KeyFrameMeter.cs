namespace EdgeWatch.Ingest.Video;

/// <summary>
/// Measures how far apart a stream's key frames are. Cameras vary it (scene cuts, "smart" codecs), so the longest of the last four intervals counts.
/// </summary>
internal sealed class KeyFrameMeter
{
    private const int Kept = 4;
    private readonly TimeSpan[] _intervals = new TimeSpan[Kept];
    private int _count;
    private TimeSpan? _last;

    /// <summary>Longest of the last intervals; null until two key frames were seen.</summary>
    public TimeSpan? Interval => _count == 0 ? null : _intervals.Max();

    /// <summary>True where the interval is measured.</summary>
    public bool IsKnown => _count > 0;

    /// <summary>A key frame came.</summary>
    /// <param name="at">Its presentation time.</param>
    public void Saw(TimeSpan at)
    {
        if (_last is { } last && at > last)
            _intervals[_count++ % Kept] = at - last;
        _last = at;
    }

    /// <summary>The stream broke off: the next key frame begins a new interval.</summary>
    public void Break() => _last = null;

    /// <summary>True where waiting for a key frame would miss looks.</summary>
    /// <param name="cadence">Time between looks.</param>
    /// <param name="now">Presentation time of the newest packet.</param>
    public bool AreRarerThan(TimeSpan cadence, TimeSpan now)
    {
        // A tenth of tolerance: a key frame every 2.0 s serves a look every 2 s, whatever the network's jitter.
        var bound = cadence + cadence / 10;
        if (_last is { } last && now - last > bound)
            return true;
        foreach (var interval in _intervals)
        {
            if (interval > bound)
                return true;
        }

        return false;
    }
}
