using EdgeWatch.EdgeAgent.Outbox;

namespace EdgeWatch.CandidatePump;

/// <summary>Several cameras that each report one made-up finding after another: opened, updated a few times, most of them cleared.</summary>
internal sealed class Pump(PumpPlan plan, Outbox outbox, PumpJournal journal, TimeProvider time)
{
    private const int Cameras = 8;

    public Task RunAsync(CancellationToken stop) => Task.WhenAll(Enumerable.Range(1, Cameras).Select(camera => ReportAsync(camera, stop)));

    private async Task ReportAsync(int camera, CancellationToken stop)
    {
        // A killed life is followed by another one with the same seed: the moment keeps their findings apart.
        var random = new Random(plan.Seed * 1000 + camera);
        using var pace = new PeriodicTimer(TimeSpan.FromSeconds((double)Cameras / plan.PerSecond), time);
        try
        {
            while (true)
            {
                foreach (var candidate in MadeUpFinding.Steps($"camera-{camera}", random, time))
                {
                    await pace.WaitForNextTickAsync(stop);
                    await outbox.AppendAsync(candidate, CancellationToken.None);
                    journal.Promised(candidate.Candidate.Id);
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // No more are made; those that were made are sent.
        }
    }
}
