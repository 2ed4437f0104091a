using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.Ingest.Video;

/// <summary>Shows the pictures of a folder, in order of their names, each for a time; or one picture file.</summary>
internal sealed class PictureFolderSource : IFrameSource
{
    // While nothing is due a rule may shorten the cadence; this is how soon that is noticed.
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(200);

    private readonly SourceOptions _options;
    private readonly CameraUrl _url;
    private readonly TimeProvider _time;
    private readonly SourceBoard _board;
    private readonly CancellationTokenSource _closed = new();

    public PictureFolderSource(SourceOptions options, CameraUrl url, TimeProvider time, ILogger log, IngestMetrics metrics)
    {
        (_options, _url, _time) = (options, url, time);
        _board = new SourceBoard(options.Camera, url, time, log, metrics);
    }

    public SourceStatus Status => _board.Status;

    public async IAsyncEnumerable<Frame> ReadAsync(LookSchedule schedule, [EnumeratorCancellation] CancellationToken stop)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop, _closed.Token);
        var tally = new LookTally(schedule, _time);
        if (!_options.RealTime)
            tally.Close();
        _board.Begin(tally);
        var pictures = List(_url);
        var beganAt = _time.GetUtcNow();
        if (pictures.Length == 0)
        {
            _board.ConnectFailed(NothingThere(_url), refused: false);
        }
        else
        {
            _board.Connected("pictures");
            _board.Live();
        }

        var at = TimeSpan.Zero;
        while (Picture(pictures, at) is { } picture && !end.IsCancellationRequested)
        {
            if (Read(picture, beganAt + at, tally) is { } frame)
                yield return frame;
            schedule.Taken();
            if (!_options.RealTime)
                at += schedule.Cadence;
            else if (await IsDueAsync(schedule, end.Token).ConfigureAwait(false))
                at = _time.GetUtcNow() - beganAt;
        }

        _board.Ended();
    }

    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync().ConfigureAwait(false);
        _closed.Dispose();
    }

    /// <summary>The pictures that an address leads to, in order of their names.</summary>
    public static string[] List(CameraUrl url)
    {
        if (File.Exists(url.Address))
            return [url.Address];
        return Directory.Exists(url.Address) ? Directory.GetFiles(url.Address).Where(IsPicture).Order(StringComparer.Ordinal).ToArray() : [];
    }

    /// <summary>What to say where <see cref="List"/> is empty.</summary>
    public static string NothingThere(CameraUrl url) => $"{url.Shown}: no pictures there; expected files ending in {string.Join(", ", PictureFile.Extensions)}";

    private string? Picture(string[] pictures, TimeSpan at)
    {
        if (pictures.Length == 0)
            return null;
        var index = at.Ticks / Math.Max(_options.PictureDuration.Ticks, 1);
        return index < pictures.Length || _options.Loop ? pictures[index % pictures.Length] : null;
    }

    private Frame? Read(string picture, DateTimeOffset takenAt, LookTally tally)
    {
        try
        {
            var frame = PictureFile.Read(picture, _options.Camera, _board.LookMade, takenAt);
            _board.Saw(frame.Width, frame.Height);
            return frame;
        }
        catch (Exception error) when (error is VideoException or IOException or UnauthorizedAccessException)
        {
            tally.Missed();
            _board.Warn(error.Message);
            return null;
        }
    }

    private async Task<bool> IsDueAsync(LookSchedule schedule, CancellationToken stop)
    {
        try
        {
            while (schedule.UntilDue() is var wait && wait > TimeSpan.Zero)
                await Task.Delay(wait < Step ? wait : Step, _time, stop).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static bool IsPicture(string path) => PictureFile.Extensions.Contains(Path.GetExtension(path).ToLowerInvariant());
}
