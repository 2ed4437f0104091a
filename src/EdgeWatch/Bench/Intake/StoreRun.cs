using System.Diagnostics;
using EdgeWatch.CaseBridge.Intake;
using EdgeWatch.CaseBridge.Store;
using EdgeWatch.Figures;
using EdgeWatch.Terminal;

namespace EdgeWatch.Bench.Intake;

/// <summary>How many candidates a second one bridge takes into one store, with so many open cases in it.</summary>
/// <param name="name">In figures: <c>postgres</c>, <c>sqlite</c>.</param>
/// <param name="dialect">The store.</param>
/// <param name="plan">What is measured.</param>
/// <param name="storeCpu">CPU seconds of the store's own processes so far; null where it works in this one.</param>
internal sealed class StoreRun(string name, SqlDialect dialect, IntakePlan plan, Func<double>? storeCpu)
{
    private readonly CityFlow _flow = new(plan.Cases, plan.Seed, TimeProvider.System.GetUtcNow());

    /// <summary>What goes on after the run.</summary>
    public CityFlow Flow => _flow;

    public async Task<IReadOnlyList<Figure>> RunAsync(CancellationToken stop)
    {
        await using var intake = await IntakeUnderTest.StartAsync(dialect, Path.Combine(plan.Folder, name + "-evidence"), stop);
        var began = Stopwatch.GetTimestamp();
        await intake.TakeAsync(_flow.Standing(), stop);
        Screen.Instance.Line($"{name}: {plan.Cases} open cases stand after {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s");

        var mixed = await MeasureAsync(intake, $"intake.{name}", [.. _flow.Flow(plan.Candidates)], stop);
        ShowDecisions(intake.Store);
        var allNew = await MeasureAsync(intake, $"intake.{name}.allNew", [.. _flow.AllNew(plan.Candidates / 5)], stop);
        var bare = BareInsert.Measure(dialect);
        return
        [
            .. mixed, .. allNew,
            new($"intake.{name}.barePerSecond", bare, "1/s"),
            new($"intake.{name}.ratioToBare", mixed[0].Value / bare, "1"),
        ];
    }

    private async Task<IReadOnlyList<Figure>> MeasureAsync(IntakeUnderTest intake, string figure, List<WaitingMessage> messages, CancellationToken stop)
    {
        var (began, bridge, store) = (Stopwatch.GetTimestamp(), CpuClock.OfSelf, storeCpu?.Invoke() ?? 0);
        var (allocated, paused) = (GC.GetTotalAllocatedBytes(), GC.GetTotalPauseDuration());
        await intake.TakeAsync(messages, stop);
        var took = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var microseconds = 1e6 / messages.Count;
        List<Figure> figures =
        [
            new($"{figure}.perSecond", messages.Count / took, "1/s"),
            new($"{figure}.seconds", took, "s"),
            new($"{figure}.bytes", messages.Average(message => (double)message.Payload.Length), "B"),
            new($"{figure}.bridgeCpu", (CpuClock.OfSelf - bridge) * microseconds, "µs of a core per candidate"),
            new($"{figure}.allocated", (GC.GetTotalAllocatedBytes() - allocated) / (double)messages.Count, "B per candidate"),
            new($"{figure}.gcPause", (GC.GetTotalPauseDuration() - paused).TotalSeconds / took, "of the time"),
        ];
        if (storeCpu is not null)
            figures.Add(new($"{figure}.storeCpu", (storeCpu() - store) * microseconds, "µs of a core per candidate"));
        return figures;
    }

    private void ShowDecisions(CaseStore store)
    {
        var decided = store.Read(transaction => transaction.All<DecidedRow>(
            "SELECT decision AS decision, COUNT(*) AS times FROM (SELECT decision FROM case_events ORDER BY event DESC LIMIT @Candidates) e GROUP BY decision ORDER BY times DESC", new { plan.Candidates }));
        Screen.Instance.Line($"{name}: of the latest {decided.Sum(row => row.Times)}: {string.Join(", ", decided.Select(row => $"{row.Decision} {row.Times}"))}");
    }

    private sealed record DecidedRow
    {
        public string Decision { get; init; } = "";

        public long Times { get; init; }
    }
}
