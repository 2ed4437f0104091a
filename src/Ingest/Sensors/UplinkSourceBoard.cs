using Microsoft.Extensions.Logging;

namespace EdgeWatch.Ingest.Sensors;

/// <summary>Keeps the status of one source, and tells log and metrics of its changes. Safe from any thread.</summary>
internal sealed class UplinkSourceBoard(string source, TimeProvider time, ILogger log, IngestMetrics metrics)
{
    private readonly Lock _gate = new();
    private UplinkSourceStatus _status = new() { Source = source, Live = false, Since = time.GetUtcNow() };
    private long _received;

    /// <summary>The status now.</summary>
    public UplinkSourceStatus Status
    {
        get
        {
            lock (_gate)
                return _status with { Received = Interlocked.Read(ref _received) };
        }
    }

    /// <summary>An uplink came.</summary>
    public void Received()
    {
        Interlocked.Increment(ref _received);
        metrics.UplinkReceived(source);
    }

    /// <summary>Uplinks can come.</summary>
    public void Live(string how)
    {
        lock (_gate)
        {
            if (_status.Live)
                return;
            _status = _status with { Live = true, Since = time.GetUtcNow() };
        }

        log.UplinkSourceLive(source, how);
    }

    /// <summary>Uplinks cannot come, for this reason; also where they could not before.</summary>
    public void Down(string error)
    {
        lock (_gate)
        {
            var (wasLive, sameError) = (_status.Live, _status.LastError == error);
            _status = _status with { Live = false, Since = wasLive ? time.GetUtcNow() : _status.Since, LastError = error };
            if (!wasLive && sameError)
                return;
        }

        log.UplinkSourceDown(source, error);
    }

    /// <summary>It is at its end, which is no error.</summary>
    public void Ended()
    {
        lock (_gate)
            _status = _status with { Live = false, Since = time.GetUtcNow() };
        log.UplinkSourceEnded(source, Interlocked.Read(ref _received));
    }

    /// <summary>Something is wrong that does not keep uplinks from coming.</summary>
    public void Warn(string error)
    {
        lock (_gate)
        {
            if (_status.LastError == error)
                return;
            _status = _status with { LastError = error };
        }

        log.UplinkSourceWarned(source, error);
    }
}
