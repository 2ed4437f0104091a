using Dapper;
using EdgeWatch.CaseBridge.Cities;
using EdgeWatch.CaseBridge.Life;
using EdgeWatch.CaseBridge.Reports.Facts;
using EdgeWatch.CaseBridge.Store;
using EdgeWatch.CaseBridge.Verdicts;
using EdgeWatch.Contracts;
using Npgsql;

namespace EdgeWatch.CaseBridge.Tests.Store;

/// <summary>
/// No statement of everyday work reads a table that grows without end from its beginning to its end. PostgreSQL counts such reads; told to do anything else first, it only does so where no
/// index serves.
/// </summary>
public sealed class WholeTableTests(PostgresCluster cluster) : IClassFixture<PostgresCluster>
{
    private static readonly string[] Big = ["cases", "case_events", "incidents", "history", "evidence", "quiet_events", "zero_reports", "score_samples", "verdicts", "fact_shares", "daily_facts"];

    private readonly ManualTime _time = new();
    private readonly CandidateFactory _factory = new();

    [Fact]
    public async Task Everyday_work_finds_what_it_needs_by_an_index()
    {
        var database = cluster.NewDatabase("");
        cluster.Execute("postgres", $"ALTER DATABASE {database} SET enable_seqscan = off");
        using var intake = new TestIntake(null, cluster.Dialect(database), _time, new Deadlines(new FiledProfiles(Locality.Unknown)), new FactHook());
        await intake.TakeAsync([.. Enumerable.Range(0, 40).Select(number => _factory.Opened($"camera-{number}", place: At(number), picture: CandidateFactory.Picture(number)))]);
        var before = await ReadsAsync(intake, database);

        await WorkAsync(intake);
        var after = await ReadsAsync(intake, database);
        Big.Where(table => after[table] > before[table]).ShouldBeEmpty();

        // That it would be seen.
        intake.Store.Read(transaction => transaction.One<double?>("SELECT MAX(score) FROM case_events WHERE incident = 'none'"));
        (await ReadsAsync(intake, database))["case_events"].ShouldBeGreaterThan(after["case_events"]);
    }

    [Fact]
    public void What_a_rejection_teaches_is_found_by_the_case_in_sqlite_too()
    {
        using var intake = new TestIntake(time: _time);
        var plan = intake.Store.Read(transaction => transaction.All<PlanStep>($"EXPLAIN QUERY PLAN {SuppressionRows.FindingsOfCameras}", new { Id = "none" })).Select(step => step.Detail).ToList();
        plan.ShouldContain(step => step.StartsWith("SEARCH e USING INDEX case_events_by_case", StringComparison.Ordinal));
        plan.ShouldNotContain(step => step == "SCAN e" || step == "SCAN i" || step == "SCAN merged");
    }

    private async Task WorkAsync(TestIntake intake)
    {
        var ids = intake.Cases.Select(found => found.Id.ToString()).ToList();
        void Judge(int index, string kind, string? other = null) => intake.Store.Write(transaction =>
            transaction.Judge(ids[index], new Verdict { Kind = kind, Actor = "li", Reason = "so it is", DuplicateOf = other }, _time.GetUtcNow())).Result.ShouldBe(VerdictResult.Accepted);

        Judge(0, VerdictKinds.Duplicate, ids[1]);
        intake.Store.Write(transaction => transaction.TakeBack(ids[0], new Undo { Actor = "li" }, _time.GetUtcNow())).Result.ShouldBe(VerdictResult.Accepted);
        Judge(2, VerdictKinds.Duplicate, ids[3]);
        Judge(3, VerdictKinds.Reject);
        Judge(4, VerdictKinds.Confirm);
        foreach (var kind in new[] { "dispatch", "handle", "verify", "close" })
            intake.Store.Write(transaction => transaction.Change(ids[4], new CaseChange { Kind = kind, Actor = "li" }, _time.GetUtcNow())).Result.ShouldBe(VerdictResult.Accepted);
        // Rejected a moment ago: it is kept quiet.
        _time.Advance(TimeSpan.FromMinutes(5));
        await intake.TakeAsync(new CandidateFactory(start: _time.GetUtcNow()).Opened("camera-36", place: At(36)));

        intake.Store.Read(transaction =>
        {
            foreach (var filter in Filters())
                transaction.Cases(filter);
            foreach (var id in ids.Take(5))
                transaction.Case(id).ShouldNotBeNull();
            return transaction.Suppressions(_time.GetUtcNow(), 50);
        });
        using var book = new FactBook(intake.Store, Locality.Unknown, intake.Metrics);
        while (book.Count() != CountResult.Idle)
        {
            // All of it.
        }

        var old = _time.GetUtcNow().AddDays(-1);
        intake.Store.Write(transaction =>
        {
            transaction.ForgetQuiet(old);
            transaction.ForgetSamples(old);
            transaction.ForgetReports(0, old);
            transaction.ForgetZeroReports(old, 100);
            transaction.Expire(old, _time.GetUtcNow());
            return transaction.PictureBytesSince(old);
        });
    }

    private static IEnumerable<CaseFilter> Filters()
    {
        var all = new CaseFilter(null, null, null, null, null, 50, null);
        return [all, all with { State = "pending" }, all with { Problem = Problems.BinOverflow }, all with { State = "closed", Problem = Problems.Garbage }, all with { Camera = "camera-7" }, all with { Agent = "street-1" }, all with { Before = 20 }];
    }

    private static Place At(int number) => new(116.3 + (number * 0.01), 39.9, CoordinateSystems.Wgs84, 5, "calibration");

    /// <summary>How often each table was read whole. A connection tells the server what it did when it ends, or when it is told to.</summary>
    private async Task<Dictionary<string, long>> ReadsAsync(TestIntake intake, string database)
    {
        intake.Store.Write(transaction => transaction.One<string>("SELECT CAST(pg_stat_force_next_flush() AS TEXT)"));
        var address = cluster.ConnectionString(database);
        await using (var pooled = new NpgsqlConnection(address))
            NpgsqlConnection.ClearPool(pooled);
        await using var connection = new NpgsqlConnection(address + ";Pooling=false");
        await Eventually.TrueAsync(
            () => connection.ExecuteScalar<long>("SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()") <= 1, "only the writer is connected");
        return connection.Query<(string Table, long Reads)>("SELECT relname, seq_scan FROM pg_stat_user_tables").ToDictionary(row => row.Table, row => row.Reads);
    }

    private sealed record PlanStep
    {
        public string Detail { get; init; } = "";
    }
}
