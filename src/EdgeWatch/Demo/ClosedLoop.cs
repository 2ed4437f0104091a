using EdgeWatch.Local;
using EdgeWatch.Terminal;

namespace EdgeWatch.Demo;

/// <summary>Runs the demo until so many cases went the whole way: seen, confirmed, filed with the city's platform, reported handled, looked at again, verified, closed.</summary>
internal sealed class ClosedLoop(StandIn people, int wanted, TimeSpan timeout, TimeProvider time)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);

    public async Task<int> RunAsync(Site site, CancellationToken stop)
    {
        var began = time.GetTimestamp();
        var running = site.RunAsync(stop);
        while (people.Closed < wanted && time.GetElapsedTime(began) < timeout && !running.IsCompleted)
        {
            await Task.Delay(Poll, time, stop);
            await people.StepAsync(stop);
        }

        var took = time.GetElapsedTime(began);
        Console.Out.WriteLine(new LoopSummary(people.Closed, Math.Round(took.TotalSeconds, 1), [.. people.Cases]).ToJson());
        if (people.Closed >= wanted)
            return ExitCodes.Ok;
        Screen.Instance.Error($"only {people.Closed} of {wanted} cases were closed after {took.TotalSeconds:F0} s; the lines above say how far the others came, or give it longer with --timeout");
        return ExitCodes.Failed;
    }
}
