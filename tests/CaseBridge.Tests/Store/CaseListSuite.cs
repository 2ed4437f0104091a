using EdgeWatch.CaseBridge.Store;
using EdgeWatch.CaseBridge.Verdicts;
using EdgeWatch.Contracts;
using Case = EdgeWatch.CaseBridge.Api.Case;

namespace EdgeWatch.CaseBridge.Tests.Store;

/// <summary>What lists must show, whatever the store; compared with a slow reference that reads everything.</summary>
public abstract class CaseListSuite
{
    private static readonly string[] ProblemsUsed = [Problems.BinOverflow, Problems.Garbage, Problems.RoadOccupied];
    private readonly ManualTime _time = new();
    private readonly CandidateFactory _one = new();
    private readonly CandidateFactory _two = new("street-2");

    private protected abstract SqlDialect Dialect { get; }

    [Fact]
    public async Task Every_mix_of_filters_shows_page_by_page_what_a_slow_reference_finds()
    {
        using var intake = await FilledAsync(40);
        var all = intake.Cases;
        var (start, end) = (all[30].OpenedAt, all[5].OpenedAt);
        var mixes =
            from state in new[] { null, CaseStates.Pending, CaseStates.Rejected, CaseStates.Closed }
            from problem in new[] { null, Problems.Garbage }
            from agent in new[] { null, "street-2" }
            from camera in new[] { null, "camera-7" }
            from range in new[] { false, true }
            select new CaseFilter(state, problem, camera, null, agent, 3, null) { From = range ? start : null, To = range ? end : null };
        foreach (var filter in mixes)
        {
            var expected = all.Where(found => Matches(found, filter)).Select(found => found.Number).ToList();
            var (numbers, total) = ReadAll(intake, filter);
            numbers.ShouldBe(expected, $"{filter}");
            total.ShouldBe(expected.Count, $"{filter}");
        }
    }

    [Fact]
    public async Task A_page_goes_on_where_the_last_one_ended_while_new_cases_come_in()
    {
        using var intake = await FilledAsync(6);
        var first = Read(intake, new CaseFilter(null, null, null, null, null, 2, null));
        first.Items.Select(found => found.Number).ShouldBe([6, 5]);
        await intake.TakeAsync(_one.Opened("late"));
        Read(intake, new CaseFilter(null, null, null, null, null, 2, first.Next)).Items.Select(found => found.Number).ShouldBe([4, 3]);
        Read(intake, new CaseFilter(null, null, null, null, null, 2, 3)).Next.ShouldBeNull();
    }

    [Fact]
    public async Task A_case_that_was_opened_long_ago_and_came_late_stands_where_it_belongs()
    {
        using var intake = await FilledAsync(3);
        intake.Store.Write(transaction => transaction.Execute("UPDATE cases SET opened_at = opened_at - 86400000000 WHERE number = 2"));
        var first = Read(intake, new CaseFilter(null, null, null, null, null, 2, null));
        first.Items.Select(found => found.Number).ShouldBe([3, 1]);
        Read(intake, new CaseFilter(null, null, null, null, null, 2, first.Next)).Items.Select(found => found.Number).ShouldBe([2]);
    }

    [Fact]
    public async Task A_text_finds_numbers_ids_components_and_the_names_of_devices()
    {
        using var intake = new TestIntake(dialect: Dialect, time: _time);
        await intake.TakeStatusAsync(_one.Status(cameras: ["harbour-east", "market", "a_b"]));
        await intake.TakeSensorsAsync(_one.Sensors(sensors: ["cover-17"]));
        await intake.TakeAsync(
            _one.Opened("harbour-east", component: "3599010104000001"), _one.Opened("market", component: "3599010204000009"), _one.Opened("a_b"), _one.Opened("axb"), _one.OpenedBySensor("cover-17"));
        IEnumerable<long> Found(string text, string? state = null) => Read(intake, new CaseFilter(state, null, null, null, null, 10, null) { Text = text }).Items.Select(found => found.Number);

        Found("4").ShouldBe([4]);
        Found(intake.Cases[^1].Id.ToString()).ShouldBe([1]);
        Found("3599010104000001").ShouldBe([1]);
        Found("359901").ShouldBe([2, 1]);
        Found("359902").ShouldBeEmpty();
        Found("EAST").ShouldBe([1]);
        Found("a_b").ShouldBe([3], "_ is no wildcard");
        Found("cover cov").ShouldBe([5], "part of a sensor's name");
        Found("camera", CaseStates.Pending).ShouldBe([3, 2, 1], "part of every camera's name");
        Found("camera", CaseStates.Closed).ShouldBeEmpty();
        Found("nobody").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_total_is_counted_so_far_and_then_says_that_there_are_more()
    {
        using var intake = await FilledAsync(1);
        Multiply(intake, 10_000, CaseStates.Closed);
        var page = Read(intake, new CaseFilter(null, null, null, null, null, 1, null));
        (page.Total, page.MoreThanTotal).ShouldBe((10_000, true));
        var exactly = Read(intake, new CaseFilter(CaseStates.Closed, null, null, null, null, 1, null));
        (exactly.Total, exactly.MoreThanTotal).ShouldBe((10_000, null));
        intake.Store.KeepStatistics();
        Read(intake, new CaseFilter(CaseStates.Pending, null, null, null, null, 1, null)).Total.ShouldBe(1);
    }

    /// <summary>Copies of the first case, scattered over a square of 0.2 degrees, older than all.</summary>
    internal static void Multiply(TestIntake intake, int copies, string state) => intake.Store.Write(transaction => transaction.Execute(
        """
        WITH RECURSIVE steps (step) AS (SELECT 1 UNION ALL SELECT step + 1 FROM steps WHERE step < @copies)
        INSERT INTO cases (number, id, state, problem, agent, kind, device, zone, lon, lat, error_radius, since, opened_at, seen_at, reports, shown_event)
        SELECT 100000 + step, '00000000-0000-7000-8000-' || (100000000000 + step), @state, c.problem, c.agent, c.kind, c.device, c.zone,
            118.5 + (step % 401) * 0.0005, 24.7 + (step % 397) * 0.0005, 10, c.since, c.opened_at - step, c.seen_at, 1, c.shown_event
        FROM steps JOIN cases c ON c.number = 1
        """,
        new { copies, state }));

    private async Task<TestIntake> FilledAsync(int cases)
    {
        var intake = new TestIntake(dialect: Dialect, time: _time);
        var random = new Random(20261122);
        for (var number = 1; number <= cases; number++)
        {
            // Several in the same moment, so that the number has to settle the order.
            if (random.Next(3) > 0)
                _time.Advance(TimeSpan.FromMinutes(random.Next(1, 300)));
            var factory = random.Next(3) == 0 ? _two : _one;
            await intake.Intake.TakeAsync([intake.Message("events", CandidateFactory.Json(factory.Opened($"new-{number}", problem: ProblemsUsed[random.Next(3)])), factory.Agent)], CancellationToken.None);
        }

        // Several cases of one camera, which deduplication would have joined.
        intake.Store.Write(transaction => transaction.Execute("UPDATE cases SET device = 'camera-' || (number % 9)"));

        foreach (var found in intake.Cases.Where(found => found.Number % 4 == 0))
            intake.Store.Write(transaction => transaction.Judge(found.Id.ToString(), new Verdict { Kind = VerdictKinds.Reject, Actor = "li", Reason = "a shadow" }, _time.GetUtcNow()));
        intake.Store.Write(transaction => transaction.Execute("UPDATE cases SET state = 'closed' WHERE number % 5 = 1 AND number > 1"));
        return intake;
    }

    private static bool Matches(Case found, CaseFilter filter) =>
        (filter.State is null || found.State == filter.State) && (filter.Problem is null || found.Problem == filter.Problem) && (filter.Agent is null || found.Agent == filter.Agent)
        && (filter.Camera is null || found.Camera == filter.Camera) && (filter.From is null || found.OpenedAt >= filter.From) && (filter.To is null || found.OpenedAt < filter.To);

    private static (List<long> Numbers, long Total) ReadAll(TestIntake intake, CaseFilter filter)
    {
        var (numbers, page) = (new List<long>(), Read(intake, filter));
        while (true)
        {
            numbers.AddRange(page.Items.Select(found => found.Number));
            if (page.Next is null)
                return (numbers, page.Total);
            page = Read(intake, filter with { Before = page.Next });
        }
    }

    private static EdgeWatch.CaseBridge.Api.CasePage Read(TestIntake intake, CaseFilter filter) => intake.Store.Read(transaction => transaction.Cases(filter));
}

public sealed class SqliteCaseListTests : CaseListSuite, IDisposable
{
    private readonly TempFolder _folder = new();

    private protected override SqlDialect Dialect => SqlDialect.Sqlite(_folder.File("cases.db"), TimeSpan.FromSeconds(5));

    public void Dispose() => _folder.Dispose();
}

public sealed class PostgresCaseListTests(PostgresCluster cluster) : CaseListSuite, IClassFixture<PostgresCluster>
{
    private readonly SqlDialect _dialect = cluster.NewDatabase();

    private protected override SqlDialect Dialect => _dialect;
}
