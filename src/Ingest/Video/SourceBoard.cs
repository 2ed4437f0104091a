using Microsoft.Extensions.Logging;

namespace EdgeWatch.Ingest.Video;

/// <summary>Keeps a source's status, and says each change in log and metrics. Safe from any thread.</summary>
internal sealed class SourceBoard(string camera, CameraUrl url, TimeProvider time, ILogger log, IngestMetrics metrics)
{
    private readonly Lock _gate = new();
    private SourceStatus _status = new() { State = SourceState.Connecting, Since = time.GetUtcNow() };
    private LookTally? _tally;

    /// <summary>The status now.</summary>
    public SourceStatus Status
    {
        get
        {
            lock (_gate)
            {
                var (made, due) = _tally?.Count() ?? (0, 0);
                return _status with { LooksMade = made, LooksDue = due };
            }
        }
    }

    /// <summary>Looks are counted from now on.</summary>
    public void Begin(LookTally tally)
    {
        lock (_gate)
            _tally = tally;
    }

    /// <summary>A connection was made, or a file opened.</summary>
    public void Connected(string codec)
    {
        lock (_gate)
            _status = _status with { Codec = codec };
        metrics.Connected(camera, "connected");
        log.SourceConnected(camera, url.Shown, codec);
    }

    /// <summary>Packets arrive.</summary>
    public void Live() => Enter(SourceState.Live);

    /// <summary>No connection came about.</summary>
    public void ConnectFailed(string error, bool refused)
    {
        Fail(SourceState.Waiting, error, lost: false);
        metrics.Connected(camera, refused ? "refused" : "failed");
        log.ConnectFailed(camera, error);
    }

    /// <summary>The connection broke.</summary>
    public void Lost(string error)
    {
        Fail(SourceState.Waiting, error, lost: true);
        metrics.Lost(camera, "lost");
        log.SourceLost(camera, error);
    }

    /// <summary>Nothing came for too long.</summary>
    public void Stalled(string error)
    {
        Fail(SourceState.Stalled, error, lost: true);
        metrics.Lost(camera, "stalled");
        log.SourceStalled(camera, error);
    }

    /// <summary>The source is at its end.</summary>
    public void Ended()
    {
        lock (_gate)
            _tally?.Close();
        Enter(SourceState.Ended);
    }

    /// <summary>Something is wrong that does not end the source.</summary>
    public void Warn(string error)
    {
        lock (_gate)
            _status = _status with { LastError = error };
        log.SourceWarned(camera, error);
    }

    /// <summary>A look was made: its number.</summary>
    public long LookMade()
    {
        var (number, missed) = _tally!.Made();
        metrics.LookMade(camera, missed);
        return number;
    }

    /// <summary>A key frame was decoded.</summary>
    public void KeyFrameDecoded(TimeSpan duration) => metrics.KeyFrameDecoded(duration);

    /// <summary>A key frame arrived damaged.</summary>
    public void KeyFrameDamaged()
    {
        metrics.KeyFrameDamaged(camera);
        lock (_gate)
            _status = _status with { LastError = "a key frame arrived damaged (lost packets?) and the look waits for the next one; over UDP, try transport tcp" };
    }

    /// <summary>The size of the picture that was just decoded.</summary>
    public void Saw(int width, int height)
    {
        SourceStatus before;
        lock (_gate)
        {
            before = _status;
            if (before.Width == width && before.Height == height)
                return;
            _status = before with { Width = width, Height = height };
        }

        if (before.Width is not null)
            log.SizeChanged(camera, before.Width.Value, before.Height ?? 0, width, height);
    }

    /// <summary>What is measured of key frames.</summary>
    public void KeyFrames(TimeSpan? interval, bool decodesThrough, TimeSpan cadence)
    {
        bool changed;
        lock (_gate)
        {
            changed = _status.DecodesThrough != decodesThrough;
            if (changed || _status.KeyFrameInterval != interval)
                _status = _status with { KeyFrameInterval = interval, DecodesThrough = decodesThrough };
        }

        if (!changed)
            return;
        if (decodesThrough)
            log.DecodesThrough(camera, cadence);
        else
            log.DecodesKeyFrames(camera, cadence);
    }

    private void Enter(SourceState state)
    {
        lock (_gate)
        {
            if (_status.State == state)
                return;
            _status = _status with { State = state, Since = time.GetUtcNow() };
        }

        log.StateChanged(camera, state);
    }

    private void Fail(SourceState state, string error, bool lost)
    {
        lock (_gate)
        {
            var since = _status.State == state ? _status.Since : time.GetUtcNow();
            _status = _status with { State = state, Since = since, LastError = error, Reconnects = _status.Reconnects + (lost ? 1 : 0) };
        }
    }
}
