using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using EdgeWatch.Ingest.Video.LibAv;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.Ingest.Video;

/// <summary>Looks through an RTSP camera, and connects again for as long as it is asked to.</summary>
internal sealed class RtspSource : IFrameSource
{
    // A connection that held this long was a good one: the next failure begins with the shortest wait.
    private static readonly TimeSpan Held = TimeSpan.FromSeconds(10);

    private readonly SourceOptions _options;
    private readonly CameraUrl _url;
    private readonly ConnectGate _gate;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly SourceBoard _board;
    private readonly Backoff _backoff;
    private readonly CancellationTokenSource _closed = new();

    public RtspSource(SourceOptions options, CameraUrl url, ConnectGate gate, TimeProvider time, ILogger log, IngestMetrics metrics)
    {
        (_options, _url, _gate, _time, _log) = (options, url, gate, time, log);
        _board = new SourceBoard(options.Camera, url, time, log, metrics);
        _backoff = new Backoff(options.ReconnectDelay, options.ReconnectLimit, Random.Shared.NextDouble);
    }

    public SourceStatus Status => _board.Status;

    public async IAsyncEnumerable<Frame> ReadAsync(LookSchedule schedule, [EnumeratorCancellation] CancellationToken stop)
    {
        _board.Begin(new LookTally(schedule, _time));
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop, _closed.Token);
        using var handover = new FrameHandover();
        var connected = KeepConnectedAsync(schedule, handover, end.Token);
        try
        {
            await foreach (var frame in handover.ReadAllAsync().ConfigureAwait(false))
                yield return frame;
        }
        finally
        {
            await end.CancelAsync().ConfigureAwait(false);
            await connected.ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync().ConfigureAwait(false);
        _closed.Dispose();
    }

    private async Task KeepConnectedAsync(LookSchedule schedule, FrameHandover handover, CancellationToken stop)
    {
        var session = new RtspSession(_options, _url, schedule, handover, _board, _time);
        try
        {
            LibAv.LibAv.EnsureLoaded();
            while (!stop.IsCancellationRequested)
            {
                var began = _time.GetTimestamp();
                var outcome = await ConnectOnceAsync(session, stop).ConfigureAwait(false);
                if (outcome == SessionOutcome.Lost && _time.GetElapsedTime(began) > Held)
                    _backoff.Reset();
                var delay = outcome == SessionOutcome.Refused ? _backoff.AfterRefusal() : _backoff.Next();
                stop.ThrowIfCancellationRequested();
                _log.ReconnectPlanned(_options.Camera, delay);
                await Task.Delay(delay, _time, stop).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Asked to end: the reader sees the stream complete.
        }
        catch (VideoException error)
        {
            // libav is missing: no camera can be read until somebody installs it.
            _board.ConnectFailed(error.Message, refused: false);
        }
        finally
        {
            session.Dispose();
            _board.Ended();
            handover.Complete();
        }
    }

    private async Task<SessionOutcome> ConnectOnceAsync(RtspSession session, CancellationToken stop)
    {
        try
        {
            using var place = await _gate.EnterAsync(stop).ConfigureAwait(false);
            await ResolveAsync(stop).ConfigureAwait(false);
            return await SourceThread.RunAsync($"camera {_options.Camera}", () => session.Run(place.Dispose, stop)).ConfigureAwait(false);
        }
        catch (SocketException)
        {
            _board.ConnectFailed($"the host name {_url.Host} is not known; check the address of camera {_options.Camera} and the name server", refused: false);
            return SessionOutcome.Failed;
        }
        catch (VideoException error)
        {
            _board.ConnectFailed(error.Message, refused: false);
            return SessionOutcome.Failed;
        }
        catch (Exception error) when (!stop.IsCancellationRequested)
        {
            // The edge of the loop: a bug shown by one camera must not take the others down.
            _log.SourceFailed(error, _options.Camera);
            _board.Lost($"failed unexpectedly: {CameraUrl.Redact(error.Message)}");
            return SessionOutcome.Failed;
        }
    }

    // libav looks names up without any way to interrupt it; doing it here first keeps a dead name server from holding the thread.
    private async Task ResolveAsync(CancellationToken stop)
    {
        if (!IPAddress.TryParse(_url.Host, out _))
            _ = await Dns.GetHostAddressesAsync(_url.Host!, stop).ConfigureAwait(false);
    }
}
