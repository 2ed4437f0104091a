namespace EdgeWatch.Ingest.Video;

/// <summary>
/// Maps a live stream's presentation times to UTC by when its packets arrive. The quickest arrival is nearest to the truth, since the network only
/// ever delays; so the map follows it down at once and up only slowly, as fast as a camera's clock may drift.
/// </summary>
internal sealed class TimeMap
{
    // Quartz is within 100 ppm; the map gives way at twice that.
    private const double DriftAllowance = 200e-6;

    // Beyond this a late packet is no network delay: the camera has set its presentation clock.
    private static readonly TimeSpan LateLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan BackLimit = TimeSpan.FromSeconds(1);

    private bool _anchored;
    private TimeSpan _lastPresentation;
    private DateTimeOffset _lastArrival;
    private DateTimeOffset _epoch;
    private DateTimeOffset _lastMapped;

    /// <summary>A packet has come.</summary>
    /// <param name="presentation">Its presentation time.</param>
    /// <param name="arrival">Now (UTC).</param>
    public void Arrived(TimeSpan presentation, DateTimeOffset arrival)
    {
        var epoch = arrival - presentation;
        var jumpedBack = presentation < _lastPresentation - BackLimit;
        if (!_anchored || jumpedBack || epoch < _epoch || epoch - _epoch > LateLimit)
            _epoch = epoch;
        else
            _epoch += Min(epoch - _epoch, (arrival - _lastArrival) * DriftAllowance);
        (_anchored, _lastPresentation, _lastArrival) = (true, presentation, arrival);
    }

    /// <summary>The UTC of a presentation time; never before an earlier answer, so that dwell is never negative.</summary>
    public DateTimeOffset ToUtc(TimeSpan presentation)
    {
        var mapped = _epoch + presentation;
        return _lastMapped = mapped > _lastMapped ? mapped : _lastMapped + TimeSpan.FromTicks(1);
    }

    /// <summary>A new connection: presentation times begin anew.</summary>
    public void Break() => (_anchored, _lastPresentation) = (false, TimeSpan.MinValue + BackLimit);

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
