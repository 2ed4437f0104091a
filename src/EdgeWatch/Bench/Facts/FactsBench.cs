using System.Diagnostics;
using System.Diagnostics.Metrics;
using EdgeWatch.Bench.Intake;
using EdgeWatch.CaseBridge;
using EdgeWatch.CaseBridge.Cities;
using EdgeWatch.CaseBridge.Reports.Facts;
using EdgeWatch.CaseBridge.Store;
using EdgeWatch.Figures;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeWatch.Bench.Facts;

/// <summary>What is measured.</summary>
/// <param name="Folder">Where stores lie; emptied at the start.</param>
/// <param name="Cases">Cases that are opened and counted.</param>
/// <param name="Candidates">Candidates of the flow after them.</param>
/// <param name="Seed">Decides the flow.</param>
internal sealed record FactsPlan(string Folder, int Cases, int Candidates, int Seed);

/// <summary>
/// Whether the daily facts keep up with the intake: how many cases a second are counted, what each costs, and how many of the candidates of a city's flow make a case be counted anew.
/// </summary>
internal sealed class FactsBench(FactsPlan plan, IReadOnlyCollection<string> stores)
{
    public async Task<IReadOnlyList<Figure>> RunAsync(CancellationToken stop)
    {
        if (Directory.Exists(plan.Folder))
            Directory.Delete(plan.Folder, recursive: true);
        Directory.CreateDirectory(plan.Folder);
        var figures = new List<Figure>();
        if (stores.Contains(BridgeIntakeBench.Postgres))
        {
            await using var server = await PostgresServer.StartAsync(Path.Combine(plan.Folder, "postgresql"), stop);
            figures.AddRange(await MeasureAsync(BridgeIntakeBench.Postgres, SqlDialect.Postgres(server.ConnectionString), () => CpuClock.OfTree(server.ProcessId), stop));
        }

        if (stores.Contains(BridgeIntakeBench.Sqlite))
            figures.AddRange(await MeasureAsync(BridgeIntakeBench.Sqlite, SqlDialect.Sqlite(Path.Combine(plan.Folder, "cases.db"), TimeSpan.FromSeconds(5)), null, stop));
        return figures;
    }

    private async Task<IReadOnlyList<Figure>> MeasureAsync(string name, SqlDialect dialect, Func<double>? storeCpu, CancellationToken stop)
    {
        await using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        await using var intake = await IntakeUnderTest.StartAsync(dialect, Path.Combine(plan.Folder, name), stop);
        using var book = new FactBook(intake.Store, Locality.Unknown, new BridgeMetrics(services.GetRequiredService<IMeterFactory>()));
        // A store that was never counted is counted whole: while it is empty.
        CountAll(book);
        var flow = new CityFlow(plan.Cases, plan.Seed, TimeProvider.System.GetUtcNow());
        await intake.TakeAsync(flow.Standing(), stop);
        var (began, bridge, stored) = (Stopwatch.GetTimestamp(), CpuClock.OfSelf, storeCpu?.Invoke() ?? 0);
        CountAll(book);
        var took = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var microseconds = 1e6 / plan.Cases;
        List<Figure> figures =
        [
            new($"facts.{name}.perSecond", plan.Cases / took, "1/s"),
            new($"facts.{name}.bridgeCpu", (CpuClock.OfSelf - bridge) * microseconds, "µs of a core per case"),
        ];
        if (storeCpu is not null)
            figures.Add(new($"facts.{name}.storeCpu", (storeCpu() - stored) * microseconds, "µs of a core per case"));
        await intake.TakeAsync(flow.Flow(plan.Candidates), stop);
        var waiting = intake.Store.Read(transaction => transaction.All<string>("SELECT subjects FROM fact_feed")).SelectMany(Subject.Split).Distinct().Count();
        return [.. figures, new($"facts.{name}.countedAnew", 100.0 * waiting / plan.Candidates, "% of candidates")];
    }

    private static void CountAll(FactBook book)
    {
        while (book.Count() is CountResult.Counted)
        {
            // A round at a time, as the bridge does it, without the rest between two.
        }
    }
}
