using System.Collections.Concurrent;
using EdgeWatch.Ingest.Video;
using EdgeWatch.Tests.Shared;

namespace EdgeWatch.Ingest.Tests.Video;

/// <summary>Reads a source in the background and keeps what its frames said.</summary>
internal sealed class Looking : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _reading;

    public Looking(IFrameSource source, TimeSpan cadence, TimeProvider? time = null)
    {
        Source = source;
        Schedule = new LookSchedule(cadence, time ?? TimeProvider.System);
        _reading = ReadAsync();
    }

    public IFrameSource Source { get; }

    public LookSchedule Schedule { get; }

    public ConcurrentQueue<FrameInfo> Looks { get; } = new();

    public SourceStatus Status => Source.Status;

    /// <summary>Completes when the source has ended by itself.</summary>
    public Task Ended => _reading;

    /// <summary>Returns once so many looks were made in all; fails with the source's status.</summary>
    public async Task SeeAsync(int looks)
    {
        try
        {
            await Eventually.TrueAsync(() => Looks.Count >= looks, $"{looks} looks");
        }
        catch (TimeoutException error)
        {
            throw new TimeoutException($"{error.Message}; {Status}", error);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _reading;
        await Source.DisposeAsync();
        _stop.Dispose();
    }

    private async Task ReadAsync()
    {
        await foreach (var frame in Source.ReadAsync(Schedule, _stop.Token))
        {
            Looks.Enqueue(frame.Info);
            frame.Dispose();
        }
    }
}
