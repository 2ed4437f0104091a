using EdgeWatch.Ingest.Video.LibAv;

namespace EdgeWatch.Ingest.Video;

/// <summary>How a connection ended.</summary>
internal enum SessionOutcome
{
    /// <summary>It was asked to.</summary>
    Stopped,

    /// <summary>It never came about.</summary>
    Failed,

    /// <summary>The camera refused user and password.</summary>
    Refused,

    /// <summary>It broke or stalled.</summary>
    Lost,
}

/// <summary>One camera's connections, one after the other, each on the thread that calls <see cref="Run"/>. Keeps what holds over them: times and key frames.</summary>
internal sealed class RtspSession : IDisposable
{
    private readonly SourceOptions _options;
    private readonly CameraUrl _url;
    private readonly LookSchedule _schedule;
    private readonly SourceBoard _board;
    private readonly TimeProvider _time;
    private readonly TimeMap _map = new();
    private readonly KeyFrameMeter _meter = new();
    private readonly LiveLooks _looks;

    public RtspSession(
        SourceOptions options, CameraUrl url, LookSchedule schedule, FrameHandover handover, SourceBoard board, TimeProvider time)
    {
        (_options, _url, _schedule, _board, _time) = (options, url, schedule, board, time);
        _looks = new LiveLooks(options.Camera, schedule, handover, board, _map.ToUtc);
    }

    /// <summary>Connects and looks until the connection ends.</summary>
    /// <param name="connected">Called once when the attempt to connect is over.</param>
    /// <param name="stop">Ends it.</param>
    public SessionOutcome Run(Action connected, CancellationToken stop)
    {
        using var interrupt = new Interrupt(_time, stop);
        interrupt.Limit(_options.StallTimeout);
        Demuxer demuxer;
        try
        {
            demuxer = RtspConnection.Open(_url, _options.Transport, interrupt);
        }
        catch (VideoException error)
        {
            return stop.IsCancellationRequested ? SessionOutcome.Stopped : OnConnectFailed(error, interrupt.TimedOut);
        }
        finally
        {
            connected();
        }

        using (demuxer)
        {
            try
            {
                return Look(demuxer, interrupt, stop);
            }
            finally
            {
                interrupt.AllowFarewell();
            }
        }
    }

    public void Dispose() => _looks.Dispose();

    private SessionOutcome OnConnectFailed(VideoException error, bool timedOut)
    {
        var refused = error.Code is AvConstant.Unauthorized or AvConstant.Forbidden;
        _board.ConnectFailed(RtspConnection.Explain(error, timedOut, _url, _options), refused);
        return refused ? SessionOutcome.Refused : SessionOutcome.Failed;
    }

    private unsafe SessionOutcome Look(Demuxer demuxer, Interrupt interrupt, CancellationToken stop)
    {
        _map.Break();
        _meter.Break();
        _looks.Forget();
        using var decoder = new LookDecoder(Decoder.Open(demuxer.Parameters, _options.Camera), _meter, _looks, _board, _time);
        _board.Connected(demuxer.Codec);
        var isLive = false;
        int result;
        while ((result = demuxer.Read()) >= 0 || result == AvConstant.Again)
        {
            if (result < 0)
                continue;
            if (!isLive)
                _board.Live();
            isLive = true;
            interrupt.Restart(_time.GetTimestamp());
            var at = demuxer.PacketTime();
            _map.Arrived(at, _time.GetUtcNow());
            decoder.Feed(demuxer, at, _schedule.Cadence);
        }

        if (stop.IsCancellationRequested)
            return SessionOutcome.Stopped;
        if (interrupt.TimedOut)
            _board.Stalled($"nothing came from {_url.Shown} for {_options.StallTimeout.TotalSeconds:0.#} s; connecting again");
        else
            _board.Lost(RtspConnection.ExplainLoss(result, _url));
        return SessionOutcome.Lost;
    }
}
