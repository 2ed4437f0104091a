using EdgeWatch.CaseBridge.Store;

namespace EdgeWatch.CaseBridge.Tests.Store;

/// <summary>A real PostgreSQL that is taken away under a bridge.</summary>
public sealed class PostgresOutageTests(PostgresCluster cluster) : IClassFixture<PostgresCluster>
{
    [Fact]
    public async Task A_server_that_was_killed_and_started_again_is_found_by_itself_and_nothing_is_lost()
    {
        await using var run = new OutageRun(cluster.NewDatabase());
        await run.StartAsync();
        var before = run.Send(3);
        await run.AcknowledgedAsync(before);
        var stopped = TimeProvider.System.GetUtcNow();
        await cluster.StopAsync();
        var meanwhile = run.Send(20);
        await run.AwayAsync(meanwhile, StoreFaultKind.Unreachable, stopped);
        await cluster.StartAsync();
        await run.WholeAsync(before, meanwhile);
    }

    [Fact]
    public async Task A_server_that_takes_no_writes_is_called_read_only_still_read_and_found_again_by_itself()
    {
        await using var run = new OutageRun(cluster.NewDatabase());
        await run.StartAsync();
        var before = run.Send(3);
        await run.AcknowledgedAsync(before);
        var switched = TimeProvider.System.GetUtcNow();
        SetReadOnly("on");
        try
        {
            // The word reaches each session on its own.
            await Eventually.TrueAsync(() => run.Intake.Store.Write(transaction => transaction.One<string>("SHOW default_transaction_read_only")) == "on", "the bridge's session has heard of it");
            var meanwhile = run.Send(20);
            await run.AwayAsync(meanwhile, StoreFaultKind.ReadOnly, switched);
            run.Intake.Cases.Count.ShouldBe(3, "what is there is still read");
            SetReadOnly("off");
            await run.WholeAsync(before, meanwhile);
        }
        finally
        {
            SetReadOnly("off");
        }
    }

    [SmallDiskFact]
    public async Task A_server_whose_disk_is_full_is_called_full_and_found_again_once_there_is_room()
    {
        using var disk = new SmallDisk(40);
        await PostgresCluster.OwnAsync(disk.FullPath);
        cluster.Execute("postgres", $"CREATE TABLESPACE small LOCATION '{disk.FullPath}'");
        var database = cluster.NewDatabase("TABLESPACE small");
        try
        {
            await using var run = new OutageRun(cluster.Dialect(database));
            await run.StartAsync();
            var before = run.Send(3);
            await run.AcknowledgedAsync(before);
            var filled = TimeProvider.System.GetUtcNow();
            Fill(database);
            // More than the pages that are there have room for.
            var meanwhile = run.Send(200);
            await run.AwayAsync(meanwhile, StoreFaultKind.Full, filled);
            cluster.Execute(database, "DROP TABLE ballast");
            await run.WholeAsync(before, meanwhile);
        }
        finally
        {
            // The server could not start again without its tablespace.
            Npgsql.NpgsqlConnection.ClearAllPools();
            cluster.Execute("postgres", $"DROP DATABASE {database} WITH (FORCE)");
            cluster.Execute("postgres", "DROP TABLESPACE small");
        }
    }

    /// <summary>To the last page: a file system may refuse a big piece while it still has room for a small one. What is rolled back keeps its pages until it is vacuumed.</summary>
    private void Fill(string database)
    {
        cluster.Execute(database, "CREATE TABLE ballast (junk TEXT) WITH (autovacuum_enabled = false)");
        foreach (var rows in new[] { 100_000, 500, 10, 10 })
        {
            string? refused = null;
            while (refused is null)
                refused = Refusal(() => cluster.Execute(database, $"INSERT INTO ballast SELECT REPEAT('0123456789', 70) FROM generate_series(1, {rows})"));
            refused.ShouldBe(Npgsql.PostgresErrorCodes.DiskFull);
        }
    }

    private static string? Refusal(Action work)
    {
        try
        {
            work();
            return null;
        }
        catch (Npgsql.PostgresException exception)
        {
            return exception.SqlState;
        }
    }

    /// <summary>For the whole server and at once, sessions that are open too.</summary>
    private void SetReadOnly(string state)
    {
        cluster.Execute("postgres", $"ALTER SYSTEM SET default_transaction_read_only = {state}");
        cluster.Execute("postgres", "SELECT pg_reload_conf()");
    }
}
