using EdgeWatch.CaseBridge.Map;
using EdgeWatch.CaseBridge.Store;
using EdgeWatch.CaseBridge.Tests.Store;
using EdgeWatch.Contracts;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeWatch.CaseBridge.Tests.Map;

/// <summary>What a map must show, whatever the store.</summary>
public abstract class CaseMapSuite
{
    private static readonly Box City = new(118.4, 24.6, 118.8, 25);
    private readonly ManualTime _time = new();
    private readonly CandidateFactory _factory = new();

    private protected abstract SqlDialect Dialect { get; }

    [Fact]
    public async Task Few_cases_are_shown_each_by_itself_and_those_outside_or_without_a_place_are_not()
    {
        using var intake = new TestIntake(dialect: Dialect, time: _time);
        await intake.TakeAsync(
            _factory.Opened("one", place: At(118.585, 24.815)), _factory.Opened("two", problem: Problems.Garbage, place: At(118.586, 24.815)),
            _factory.Opened("far", place: At(119, 24.815)), _factory.Opened("nowhere"));
        var map = MapOf(intake);

        var view = map.Show(new MapFilter(City, MapGrid.For(City, 12), [], null));
        view.Cases.Select(found => found.Number).Order().ShouldBe([1, 2]);
        view.Clusters.ShouldBeEmpty();
        (view.Total, view.States[CaseStates.Pending]).ShouldBe((2, 2));
        map.Show(new MapFilter(City, MapGrid.For(City, 12), [], Problems.Garbage)).Cases.ShouldHaveSingleItem().Lon.ShouldBe(118.586);
        map.Show(new MapFilter(City, MapGrid.For(City, 12), [CaseStates.Filed, CaseStates.Closed], null)).Total.ShouldBe(0);
    }

    [Theory]
    [InlineData(2_000, 11)]
    [InlineData(2_000, 17)]
    [InlineData(25_000, 11)]
    public async Task Many_cases_are_gathered_so_that_no_case_is_counted_twice_or_left_out(int cases, int zoom)
    {
        using var intake = await FilledAsync(cases);
        var map = MapOf(intake);
        var grid = MapGrid.For(City, zoom);
        var all = intake.Store.Read(transaction => transaction.CasesIn(new MapFilter(City, grid, [], null), cases + 1));

        var view = map.Show(new MapFilter(City, grid, [], null));
        view.Clusters.Count.ShouldBeLessThanOrEqualTo(1024);
        view.Total.ShouldBe(cases + 1);
        view.Zoom.ShouldBe(grid.Zoom);
        var reference = all.GroupBy(found => (Math.Floor((found.Lon + 180) / grid.Size), Math.Floor((found.Lat + 90) / grid.Size))).ToDictionary(square => square.Key, square => square.ToList());
        view.Clusters.Count.ShouldBe(reference.Count);
        foreach (var cluster in view.Clusters)
        {
            var square = reference[(Math.Floor((cluster.Lon + 180) / grid.Size), Math.Floor((cluster.Lat + 90) / grid.Size))];
            cluster.Cases.ShouldBe(square.Count);
            cluster.Lon.ShouldBe(square.Average(found => found.Lon), 1e-5);
            cluster.States.ShouldBe(square.CountBy(found => found.State).ToDictionary(state => state.Key, state => (long)state.Value), ignoreOrder: true);
        }

        var pending = map.Show(new MapFilter(City, grid, [CaseStates.Pending], null));
        pending.Cases.ShouldHaveSingleItem().Number.ShouldBe(1);
    }

    [Fact]
    public async Task A_street_of_a_big_city_is_counted_as_it_is_now_and_the_whole_of_it_as_it_was_a_minute_ago()
    {
        using var intake = await FilledAsync(25_000);
        var overview = new MapOverview(intake.Store, _time, NullLogger<MapOverview>.Instance);
        var map = new CaseMap(intake.Store, overview, _time);
        var street = new Box(118.584, 24.814, 118.586, 24.816);
        long Total(Box box, int zoom) => map.Show(new MapFilter(box, MapGrid.For(box, zoom), [], null)).Total;
        var (before, near) = (Total(City, 12), Total(street, 17));

        await intake.TakeAsync(_factory.Opened("new", problem: Problems.Garbage, place: At(118.5858, 24.8158)));
        Total(street, 17).ShouldBe(near + 1);
        Total(City, 12).ShouldBe(before);
        await overview.StartAsync(CancellationToken.None);
        _time.Advance(TimeSpan.FromMinutes(2));
        await Eventually.TrueAsync(() => Total(City, 12) == before + 1, "the counts are read anew");
        await overview.StopAsync(CancellationToken.None);
    }

    private async Task<TestIntake> FilledAsync(int cases)
    {
        var intake = new TestIntake(dialect: Dialect, time: _time);
        await intake.TakeAsync(_factory.Opened(place: At(118.585, 24.815)));
        CaseListSuite.Multiply(intake, cases, CaseStates.Closed);
        return intake;
    }

    private CaseMap MapOf(TestIntake intake) => new(intake.Store, new MapOverview(intake.Store, _time, NullLogger<MapOverview>.Instance), _time);

    private static Place At(double lon, double lat) => new(lon, lat, CoordinateSystems.Wgs84, 5, "camera");
}

public sealed class SqliteCaseMapTests : CaseMapSuite, IDisposable
{
    private readonly TempFolder _folder = new();

    private protected override SqlDialect Dialect => SqlDialect.Sqlite(_folder.File("cases.db"), TimeSpan.FromSeconds(5));

    public void Dispose() => _folder.Dispose();
}

public sealed class PostgresCaseMapTests(PostgresCluster cluster) : CaseMapSuite, IClassFixture<PostgresCluster>
{
    private readonly SqlDialect _dialect = cluster.NewDatabase();

    private protected override SqlDialect Dialect => _dialect;
}
