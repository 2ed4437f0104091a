namespace EdgeWatch.Ingest.Video;

/// <summary>Lets a source's thread wait by the injected clock.</summary>
internal sealed class Pause : IDisposable
{
    private readonly ManualResetEventSlim _over = new();
    private readonly ITimer _timer;

    public Pause(TimeProvider time) =>
        _timer = time.CreateTimer(static state => ((ManualResetEventSlim)state!).Set(), _over, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>Blocks for a time.</summary>
    /// <exception cref="OperationCanceledException">Stop was asked for.</exception>
    public void For(TimeSpan duration, CancellationToken stop)
    {
        if (duration <= TimeSpan.Zero)
            return;
        _over.Reset();
        _timer.Change(duration, Timeout.InfiniteTimeSpan);
        _over.Wait(stop);
    }

    public void Dispose()
    {
        _timer.Dispose();
        _over.Dispose();
    }
}
