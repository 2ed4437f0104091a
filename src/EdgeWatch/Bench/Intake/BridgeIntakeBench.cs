using System.Globalization;
using EdgeWatch.CaseBridge.Store;
using EdgeWatch.Figures;

namespace EdgeWatch.Bench.Intake;

/// <summary>
/// What the bridge takes in. Two measurements for each store, with deduplication on and so many open cases: as many candidates as it can, from the bytes of each event through
/// parsing, checks, look-ups, decision and commit to the acknowledgement, in this process without a broker; and over mosquitto at a fixed rate, the time from publish to
/// acknowledged commit.
/// </summary>
internal sealed class BridgeIntakeBench(IntakePlan plan, IReadOnlyCollection<string> stores)
{
    public const string Postgres = "postgres";
    public const string Sqlite = "sqlite";

    public async Task<IReadOnlyList<Figure>> RunAsync(CancellationToken stop)
    {
        if (Directory.Exists(plan.Folder))
            Directory.Delete(plan.Folder, recursive: true);
        Directory.CreateDirectory(plan.Folder);
        var figures = new List<Figure>();
        if (stores.Contains(Postgres))
            figures.AddRange(await IntoPostgresAsync(stop));
        if (stores.Contains(Sqlite))
            figures.AddRange(await IntoSqliteAsync(stop));
        // The promise is kept where many bridges share the store.
        if (figures.Find(figure => figure.Name == "intake.postgres.publishToCommittedP99") is { } latency)
            figures.Add(latency with { Name = "intake.publishToCommittedP99" });
        return figures;
    }

    private async Task<IReadOnlyList<Figure>> IntoPostgresAsync(CancellationToken stop)
    {
        await using var server = await PostgresServer.StartAsync(Path.Combine(plan.Folder, "postgresql"), stop);
        double Cpu() => CpuClock.OfTree(server.ProcessId);
        var run = new StoreRun(Postgres, SqlDialect.Postgres(server.ConnectionString), plan, Cpu);
        var most = await run.RunAsync(stop);
        var store = string.Create(CultureInfo.InvariantCulture, $"data: {Path.Combine(plan.Folder, "postgres-data")}\n  postgres: {server.ConnectionString}");
        return [.. most, .. await new CommitLatency(Postgres, store, plan, Cpu).RunAsync(run.Flow, stop)];
    }

    private async Task<IReadOnlyList<Figure>> IntoSqliteAsync(CancellationToken stop)
    {
        var data = Path.Combine(plan.Folder, "sqlite-data");
        Directory.CreateDirectory(data);
        var run = new StoreRun(Sqlite, SqlDialect.Sqlite(Path.Combine(data, "cases.db"), TimeSpan.FromSeconds(5)), plan, null);
        var most = await run.RunAsync(stop);
        return [.. most, .. await new CommitLatency(Sqlite, $"data: {data}", plan, null).RunAsync(run.Flow, stop)];
    }
}
