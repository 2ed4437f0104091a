namespace EdgeWatch.CameraSimulator.Playback;

/// <summary>The one clock of a simulator: monotonic since its start, tied to wall time once, so that media time and wall time cannot slip against each other.</summary>
internal sealed class SimulatorClock(TimeProvider time)
{
    private readonly long _started = time.GetTimestamp();
    private readonly DateTimeOffset _startedAt = time.GetUtcNow();

    /// <summary>Time since the start.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(_started);

    /// <summary>Wall time of a moment after the start.</summary>
    public DateTimeOffset WallTimeOf(TimeSpan elapsed) => _startedAt + elapsed;

    /// <summary>Waits.</summary>
    public Task Delay(TimeSpan delay, CancellationToken stop) => Task.Delay(delay, time, stop);
}
