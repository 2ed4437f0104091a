using System.Runtime.CompilerServices;
using EdgeWatch.Ingest.Video.LibAv;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.Ingest.Video;

/// <summary>Looks through a video file: at its own speed, like a camera, or as fast as looks are taken, with the cadence in the file's time.</summary>
internal sealed class FileSource : IFrameSource
{
    // Reading this far ahead of the clock costs nothing and saves a wake-up per picture.
    private static readonly TimeSpan Ahead = TimeSpan.FromMilliseconds(100);

    private readonly SourceOptions _options;
    private readonly CameraUrl _url;
    private readonly TimeProvider _time;
    private readonly SourceBoard _board;
    private readonly CancellationTokenSource _closed = new();

    public FileSource(SourceOptions options, CameraUrl url, TimeProvider time, ILogger log, IngestMetrics metrics)
    {
        (_options, _url, _time) = (options, url, time);
        _board = new SourceBoard(options.Camera, url, time, log, metrics);
    }

    public SourceStatus Status => _board.Status;

    public async IAsyncEnumerable<Frame> ReadAsync(LookSchedule schedule, [EnumeratorCancellation] CancellationToken stop)
    {
        var tally = new LookTally(schedule, _time);
        if (!_options.RealTime)
            tally.Close();
        _board.Begin(tally);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop, _closed.Token);
        using var handover = new FrameHandover();
        var playing = SourceThread.RunAsync($"file {_options.Camera}", () => Play(schedule, handover, end.Token));
        try
        {
            await foreach (var frame in handover.ReadAllAsync().ConfigureAwait(false))
                yield return frame;
        }
        finally
        {
            await end.CancelAsync().ConfigureAwait(false);
            await playing.ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync().ConfigureAwait(false);
        _closed.Dispose();
    }

    private bool Play(LookSchedule schedule, FrameHandover handover, CancellationToken stop)
    {
        try
        {
            LibAv.LibAv.EnsureLoaded();
            if (_options.RealTime)
                PlayInRealTime(schedule, handover, stop);
            else
                PlayByMediaTime(schedule, handover, stop);
            return true;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return true;
        }
        catch (VideoException error)
        {
            _board.ConnectFailed(error.Message, refused: false);
            return false;
        }
        finally
        {
            _board.Ended();
            handover.Complete();
        }
    }

    private void PlayInRealTime(LookSchedule schedule, FrameHandover handover, CancellationToken stop)
    {
        var (began, beganAt) = (_time.GetTimestamp(), _time.GetUtcNow());
        using var pause = new Pause(_time);
        using var looks = new LiveLooks(_options.Camera, schedule, handover, _board, at => beganAt + at);
        PlayThrough(schedule, looks, Pace, stop);

        void Pace(TimeSpan at)
        {
            var ahead = at - _time.GetElapsedTime(began);
            if (ahead > Ahead)
                pause.For(ahead, stop);
        }
    }

    private void PlayByMediaTime(LookSchedule schedule, FrameHandover handover, CancellationToken stop)
    {
        var beganAt = _time.GetUtcNow();
        using var looks = new MediaLooks(_options.Camera, schedule, handover, _board, at => beganAt + at, stop);
        PlayThrough(schedule, looks, static _ => { }, stop);
    }

    private unsafe void PlayThrough(LookSchedule schedule, ILookTaker looks, Action<TimeSpan> pace, CancellationToken stop)
    {
        using var interrupt = new Interrupt(_time, stop);
        using var demuxer = Demuxer.OpenFile(_url.Address, interrupt);
        demuxer.Offset = -demuxer.Start;
        using var decoder = new LookDecoder(Decoder.Open(demuxer.Parameters, _url.Shown), new KeyFrameMeter(), looks, _board, _time);
        _board.Connected(demuxer.Codec);
        _board.Live();
        do
        {
            var last = PlayOnce(demuxer, decoder, schedule, pace, stop)
                ?? throw new VideoException($"{_url.Shown} holds no picture that can be read");
            demuxer.Offset = last + demuxer.PictureDuration - demuxer.Start;
            if (_options.Loop)
                demuxer.Rewind();
        }
        while (_options.Loop);
    }

    // Returns the time of the last picture; null where there was none.
    private TimeSpan? PlayOnce(Demuxer demuxer, LookDecoder decoder, LookSchedule schedule, Action<TimeSpan> pace, CancellationToken stop)
    {
        TimeSpan? last = null;
        int result;
        while ((result = demuxer.Read()) >= 0)
        {
            stop.ThrowIfCancellationRequested();
            var at = demuxer.PacketTime();
            pace(at);
            decoder.Feed(demuxer, at, schedule.Cadence);
            last = last > at ? last : at;
        }

        stop.ThrowIfCancellationRequested();
        if (result != AvConstant.EndOfFile)
            _board.Warn($"{_url.Shown} is damaged after {last}: {AvError.Describe(result)}");
        decoder.Finish(demuxer);
        return last;
    }
}
