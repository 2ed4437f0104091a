using EdgeWatch.Terminal;

namespace EdgeWatch.Demo;

/// <summary>Runs the demo until so many cases went the whole way: seen, confirmed, filed with the city's platform, reported handled, looked at again, verified, closed.</summary>
internal sealed class ClosedLoop(StandIn people, int wanted, TimeSpan timeout, TimeProvider time)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);

    /// <param name="running">The demo; where it ends, so does this.</param>
    /// <param name="stop">The person at the terminal ends it.</param>
    /// <returns>The program's exit code.</returns>
    public async Task<int> RunAsync(Task running, CancellationToken stop)
    {
        var began = time.GetTimestamp();
        var patience = new Patience(time);
        while (people.Closed < wanted && time.GetElapsedTime(began) < timeout && !running.IsCompleted && !patience.IsOver)
        {
            await Task.Delay(Poll, time, stop);
            await patience.TryAsync(() => people.StepAsync(stop), stop);
        }

        var took = time.GetElapsedTime(began);
        Console.Out.WriteLine(new LoopSummary(people.Closed, Math.Round(took.TotalSeconds, 1), [.. people.Cases]).ToJson());
        if (people.Closed >= wanted)
            return ExitCodes.Ok;
        Screen.Instance.Error(patience.IsOver
            ? patience.Explain()
            : $"only {people.Closed} of {wanted} cases were closed after {took.TotalSeconds:F0} s; the lines above say how far the others came, or give it longer with --timeout");
        return ExitCodes.Failed;
    }
}
