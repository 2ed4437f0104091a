using EdgeWatch.CaseBridge.Cities;
using EdgeWatch.CaseBridge.Reports.Facts;
using EdgeWatch.CaseBridge.Store;
using EdgeWatch.CaseBridge.Verdicts;
using EdgeWatch.Contracts;

namespace EdgeWatch.CaseBridge.Tests.Reports;

/// <summary>What the daily facts must be on every store: what a slow count of all that is stored comes to, to the last case.</summary>
public abstract class FactsSuite
{
    private static readonly DateTimeOffset Start = new(2026, 11, 1, 20, 0, 0, TimeSpan.Zero);

    private protected abstract SqlDialect Dialect { get; }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Whatever_happens_the_daily_facts_are_what_a_slow_count_of_everything_comes_to(int seed)
    {
        using var bench = new ReportBench(Dialect, Start);
        using var otherStore = CaseStore.Open(bench.Intake.Dialect, bench.Time);
        using var other = new FactBook(otherStore, bench.Locality, bench.Intake.Metrics);
        var days = new RandomDays(bench, seed, [bench.Book, other]);
        for (var part = 0; part < 3; part++)
        {
            await days.PlayAsync(100);
            bench.CountAll();
            ShouldBeRight(bench, bench.Locality);
        }

        var measures = Facts(bench).Select(line => line.Split(' ')[0]).Distinct().ToList();
        string[] all = [.. Measures.All.Where(measure => measure.Need != Need.Looks).Select(measure => measure.Name)];
        all.Except(measures).Count().ShouldBeLessThan(6, $"the days had too little in them: {string.Join(", ", all.Except(measures))}");
    }

    [Fact]
    public async Task Bridges_that_count_at_the_same_time_count_each_change_once()
    {
        using var bench = new ReportBench(Dialect, Start);
        using var otherStore = CaseStore.Open(bench.Intake.Dialect, bench.Time);
        using var other = new FactBook(otherStore, bench.Locality, bench.Intake.Metrics);
        using var done = new CancellationTokenSource();
        var counters = new[] { bench.Book, other }.Select(book => Task.Run(() =>
        {
            while (!done.IsCancellationRequested)
                book.Count();
        })).ToArray();
        await new RandomDays(bench, 4, [bench.Book]).PlayAsync(80);
        await done.CancelAsync();
        await Task.WhenAll(counters);
        bench.CountAll();
        ShouldBeRight(bench, bench.Locality);
    }

    [Fact]
    public async Task Another_profile_counts_everything_anew_and_the_same_one_nothing()
    {
        var dialect = Dialect;
        using var bench = new ReportBench(dialect, Start);
        await new RandomDays(bench, 5, [bench.Book]).PlayAsync(80);
        bench.CountAll();
        bench.Book.Count().ShouldBe(CountResult.Idle);

        // The same instants fall on other days where the clock is another, and other limits make other things late.
        var options = ReportBench.Options with { Calendar = ReportBench.Options.Calendar with { UtcOffset = TimeSpan.FromHours(2) }, Indices = new IndicesOptions { Filing = "1小时" } };
        var moved = new Locality(new City(options), bench.Locality.Places);
        using var book = new FactBook(bench.Store, moved, bench.Intake.Metrics);
        while (book.Count() != CountResult.Idle)
        {
            // A part at a time.
        }

        ShouldBeRight(bench, moved);
    }

    [Fact]
    public async Task Cases_that_were_deleted_for_their_age_keep_what_they_had_put_in()
    {
        using var bench = new ReportBench(Dialect, Start);
        await bench.ReportAsync("A", "north", Problems.Garbage);
        bench.Do("A", "confirm");
        bench.CountAll();
        var before = Facts(bench);
        bench.Store.Write(transaction =>
        {
            transaction.QueueFacts(Start, transaction.One<string>("SELECT id FROM cases"));
            foreach (var table in new[] { "judged_findings", "verdicts", "history", "evidence", "case_events", "incidents", "cases" })
                transaction.Execute($"DELETE FROM {table}");
        });
        bench.CountAll();
        Facts(bench).ShouldBe(before);
        before.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_problem_that_is_still_there_is_not_counted_anew_at_every_look()
    {
        using var bench = new ReportBench(Dialect, Start);
        var factory = new CandidateFactory(start: Start);
        var opened = factory.Opened(place: new Place(118.5849, 24.8150, CoordinateSystems.Wgs84, 5, "calibration"));
        await bench.Intake.TakeAsync(opened);
        bench.CountAll();
        var (stillThere, cleared) = (factory.Updated(opened), factory.Cleared(factory.Updated(opened)));
        await bench.Intake.TakeAsync(stillThere);
        await bench.Intake.TakeAsync(cleared);
        bench.Book.Count().ShouldBe(CountResult.Idle);

        var better = factory.Updated(cleared);
        await bench.Intake.TakeAsync(better with { Data = better.Data with { Place = better.Data.Place! with { ErrorRadius = 2 } } });
        bench.Book.Count().ShouldBe(CountResult.CaughtUp);
        ShouldBeRight(bench, bench.Locality);
    }

    [Fact]
    public async Task What_waits_is_counted_a_part_at_a_time_and_the_last_part_says_so()
    {
        using var bench = new ReportBench(Dialect, Start);
        bench.CountAll();
        var factory = new CandidateFactory(start: Start);
        await bench.Intake.TakeAsync([.. Enumerable.Range(0, 1000).Select(number => factory.Opened(camera: $"camera-{number}"))]);
        bench.Time.Advance(TimeSpan.FromSeconds(1));
        await bench.Intake.TakeAsync(factory.Opened(camera: "one-more"));
        var results = Enumerable.Range(0, 12).Select(_ => bench.Book.Count()).ToList();
        results.ShouldBe([.. Enumerable.Repeat(CountResult.Counted, 10), CountResult.CaughtUp, CountResult.Idle]);
        bench.Store.Read(transaction => transaction.One<long>("SELECT CAST(SUM(count) AS BIGINT) FROM daily_facts WHERE measure = 'received'")).ShouldBe(1001);
    }

    [Fact]
    public async Task Work_that_is_cut_off_counts_nothing_and_is_done_the_next_time()
    {
        using var bench = new ReportBench(Dialect, Start);
        bench.CountAll();
        await bench.ReportAsync("A", "north", Problems.Garbage);
        var before = bench.Store.Read(transaction => transaction.Progress());

        // Another bridge takes the round between this one's reading and its writing; then this one must come again.
        Should.Throw<InvalidOperationException>(() => bench.Store.Write(transaction =>
        {
            transaction.TakeRound(before.Round, before).ShouldBeTrue();
            transaction.ForgetFeed(transaction.Feed(10).Select(row => row.Id));
            throw new InvalidOperationException("the power went off");
        }));
        bench.Store.Write(transaction => transaction.TakeRound(before.Round + 1, before)).ShouldBeFalse();
        bench.Book.Count().ShouldBe(CountResult.CaughtUp);
        Facts(bench).Count(line => line.StartsWith("received ", StringComparison.Ordinal)).ShouldBe(1);
        bench.Book.Count().ShouldBe(CountResult.Idle);
    }

    private static void ShouldBeRight(ReportBench bench, Locality locality)
    {
        var (facts, slow) = (Facts(bench), bench.Store.Read(transaction => new SlowCount(transaction, locality).Count()));
        // What differs is easier to read than two lists of hundreds.
        string.Join('\n', [.. facts.Except(slow).Select(line => $"counted: {line}"), .. slow.Except(facts).Select(line => $"there is: {line}")]).ShouldBe("");
        facts.Count.ShouldBe(slow.Count);
    }

    internal static IReadOnlyList<string> Facts(ReportBench bench) =>
    [
        .. bench.Store.Read(transaction => transaction.All<FactLine>(
                "SELECT f.measure, f.day, f.count, k.street, k.cell, k.duty_grid, k.problem, k.code, k.kind, k.agent, k.device, k.models FROM daily_facts f JOIN fact_keys k ON k.id = f.key"))
            .Select(line => $"{line.Measure} {line.Day} {line.Street}|{line.Cell}|{line.DutyGrid}|{line.Problem}|{line.Code}|/agents/{line.Agent}/{line.Kind}s/{line.Device}|{line.Models} = {line.Count}")
            .Order(StringComparer.Ordinal),
    ];

    private sealed record FactLine
    {
        public string Measure { get; init; } = "";

        public long Day { get; init; }

        public long Count { get; init; }

        public string Street { get; init; } = "";

        public string Cell { get; init; } = "";

        public string DutyGrid { get; init; } = "";

        public string Problem { get; init; } = "";

        public string Code { get; init; } = "";

        public string Kind { get; init; } = "";

        public string Agent { get; init; } = "";

        public string Device { get; init; } = "";

        public string Models { get; init; } = "";
    }
}

public sealed class SqliteFactsTests : FactsSuite, IDisposable
{
    private readonly TempFolder _folder = new();

    private protected override SqlDialect Dialect => SqlDialect.Sqlite(_folder.File("cases.db"), TimeSpan.FromSeconds(5));

    public void Dispose() => _folder.Dispose();
}

public sealed class PostgresFactsTests(PostgresCluster cluster) : FactsSuite, IClassFixture<PostgresCluster>
{
    private readonly SqlDialect _dialect = cluster.NewDatabase();

    private protected override SqlDialect Dialect => _dialect;
}
