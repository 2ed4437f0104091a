using Microsoft.Extensions.Logging;

namespace EdgeWatch.CameraSimulator.Playback;

/// <summary>The one loop that sends the pictures of all cameras when they are due: one wake-up serves every camera, and a camera's whole picture goes out at once.</summary>
internal sealed class PacingLoop(PlayingCamera[] cameras, SimulatorClock clock, ILogger log)
{
    /// <summary>Longest sleep: how late a new client's first picture may be.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(20);

    /// <summary>Shortest sleep: pictures of cameras that fall close together leave together.</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(2);

    /// <summary>Runs until it is stopped. Never throws.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var wait = Longest;
            foreach (var camera in cameras)
            {
                if (Play(camera) is { } due && due < wait)
                    wait = due;
            }

            await clock.Delay(wait < Shortest ? Shortest : wait, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private TimeSpan? Play(PlayingCamera camera)
    {
        try
        {
            return camera.Play();
        }
        catch (Exception error)
        {
            Log.PlayingFailed(log, error, camera.Name);
            return null;
        }
    }
}
