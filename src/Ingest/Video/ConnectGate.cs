namespace EdgeWatch.Ingest.Video;

/// <summary>
/// Lets few cameras connect at the same time, so that a switch that comes back does not get hundreds of connects at once. A camera that does not
/// answer gives its place up after <see cref="Hold"/>: dead cameras must not keep living ones waiting.
/// </summary>
internal sealed class ConnectGate(int places, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _places = new(places, places);

    /// <summary>The gate of this process.</summary>
    public static ConnectGate Shared { get; } = new(8, TimeProvider.System);

    /// <summary>How long a place is held at most; a camera that answers needs a fraction of it.</summary>
    public static TimeSpan Hold { get; } = TimeSpan.FromSeconds(1);

    /// <summary>Waits for a place; dispose what comes back when connected or failed.</summary>
    public async Task<IDisposable> EnterAsync(CancellationToken stop)
    {
        await _places.WaitAsync(stop).ConfigureAwait(false);
        return new Place(_places, time);
    }

    public void Dispose() => _places.Dispose();

    private sealed class Place : IDisposable
    {
        private readonly ITimer _timer;
        private SemaphoreSlim? _places;

        public Place(SemaphoreSlim places, TimeProvider time)
        {
            _places = places;
            _timer = time.CreateTimer(static state => ((Place)state!).Leave(), this, Hold, Timeout.InfiniteTimeSpan);
        }

        public void Dispose()
        {
            Leave();
            _timer.Dispose();
        }

        private void Leave() => Interlocked.Exchange(ref _places, null)?.Release();
    }
}
