using EdgeWatch.CaseBridge.Cities;
using EdgeWatch.CaseBridge.Reports.Facts;
using EdgeWatch.CaseBridge.Store;
using EdgeWatch.Contracts;

namespace EdgeWatch.CaseBridge.Tests.Reports;

/// <summary>What was looked at, from the zero reports, on every store.</summary>
public abstract class CoverageSuite
{
    /// <summary>Midnight of 2 November in the city.</summary>
    private static readonly DateTimeOffset Midnight = new(2026, 11, 1, 16, 0, 0, TimeSpan.Zero);

    private protected abstract SqlDialect Dialect { get; }

    [Fact]
    public async Task A_day_has_the_looks_of_its_own_hours_and_a_report_that_comes_again_counts_once()
    {
        using var bench = new ReportBench(Dialect, Midnight.AddHours(30));
        var last = Report("street-1", 23, Looks("gate", 60, 60), Looks("yard", 60, 0, CameraStates.Waiting));
        await bench.TakeReportAsync(Report("street-1", 22, Looks("gate", 60, 40), Looks("yard", 60, 30)));
        await bench.TakeReportAsync(last);
        await bench.TakeReportAsync(last);
        await bench.TakeReportAsync(Report("street-1", 24, Looks("gate", 60, 10, CameraStates.Blind), Looks("yard", 60, 0, CameraStates.Waiting)));

        var report = bench.Desk.Coverage(bench.Request("2026-11-02", "2026-11-03", "day,camera"));

        report.Rows.Select(row => (row.Key["day"], row.Key["camera"], row.Seen, row.Live, row.Blind, row.LooksDue, row.LooksMade)).ShouldBe(
        [
            ("2026-11-02", "street-1/gate", 1, 1, 0, 120, 100), ("2026-11-02", "street-1/yard", 1, 1, 0, 120, 30),
            ("2026-11-03", "street-1/gate", 1, 0, 1, 60, 10), ("2026-11-03", "street-1/yard", 0, 0, 0, 60, 0),
        ]);
        (report.Total.Cameras, report.Total.Seen, report.Total.Coverage, report.Total.LookShare, report.ReportedHours).ShouldBe((4, 3, 0.75, Math.Round(140 / 360.0, 6), 3));
        bench.Desk.Indices(bench.Request("2026-11-02")).Total.Figures.Single(figure => figure.Id == "coverage-rate").ShouldBe(new("coverage-rate", 2, 2, 1, null, null));
    }

    [Fact]
    public async Task An_agent_that_is_silent_has_its_cameras_all_the_same_and_none_was_looked_through()
    {
        using var bench = new ReportBench(Dialect, Midnight.AddHours(60));
        await bench.TakeReportAsync(Report("street-1", 5, Looks("gate", 60, 60), Looks("yard", 60, 60)));
        await bench.TakeReportAsync(Report("street-2", 5, Looks("bridge", 60, 60)));
        await bench.TakeReportAsync(Report("street-2", 29, Looks("bridge", 60, 60)));

        var byDay = bench.Desk.Coverage(bench.Request("2026-11-02", "2026-11-05", "day"));

        byDay.Rows.Select(row => (row.Key["day"], row.Cameras, row.Seen, row.Silent)).ShouldBe([("2026-11-02", 3, 3, 0), ("2026-11-03", 3, 1, 2), ("2026-11-04", 3, 0, 3)], "the 5th has not begun");
        var figure = bench.Desk.Indices(bench.Request("2026-11-03")).Total.Figures.Single(index => index.Id == "coverage-rate");
        (figure.Numerator, figure.Denominator).ShouldBe((1, 3));
    }

    [Fact]
    public async Task An_older_agent_that_tells_no_cameras_apart_counts_by_day_and_makes_videos_of_a_class_unknown()
    {
        using var bench = new ReportBench(Dialect, Midnight.AddHours(20));
        await bench.TakeReportAsync(Report("street-1", 5, Looks("gate", 60, 60)));
        (bench.Desk.Patrol(bench.Request("2026-11-02", by: "class")).Rows.Select(row => (row.Key["class"], row.Videos))).ShouldBe([("bin-overflow", 1), ("garbage", 1)]);

        await bench.TakeReportAsync(Report("old-1", 5) with { ByCamera = null, Cameras = 4, CamerasSeen = 3, LooksDue = 240, LooksMade = 100 });

        var coverage = bench.Desk.Coverage(bench.Request("2026-11-02", by: "agent"));
        coverage.Rows.Select(row => (row.Key["agent"], row.Cameras, row.Seen, row.LooksMade)).ShouldBe([("old-1", 4, 3, 100), ("street-1", 1, 1, 60)]);
        bench.Desk.Patrol(bench.Request("2026-11-02", by: "class")).Total.Videos.ShouldBeNull();
    }

    [Fact]
    public async Task A_day_whose_oldest_reports_were_deleted_keeps_what_it_came_to_also_when_all_is_counted_anew()
    {
        using var bench = new ReportBench(Dialect, Midnight.AddHours(30));
        foreach (var hour in new[] { 3, 4, 5 })
            await bench.TakeReportAsync(Report("street-1", hour, Looks("gate", 60, 50 + hour)));
        bench.Desk.Coverage(bench.Request("2026-11-02")).Total.LooksMade.ShouldBe(162);
        bench.Store.Write(transaction => transaction.ForgetZeroReports(Midnight.AddHours(5), 1)).ShouldBe(1);
        bench.Store.Write(transaction => transaction.ForgetZeroReports(Midnight.AddHours(5), 10)).ShouldBe(0, "the second one ended after that");

        var other = new Locality(new City(ReportBench.Options with { Indices = new IndicesOptions { Filing = "1小时" } }), bench.Locality.Places);
        using var book = new FactBook(bench.Store, other, bench.Intake.Metrics);
        while (book.Count() != CountResult.Idle)
        {
            // A part at a time.
        }

        bench.Desk.Coverage(bench.Request("2026-11-02")).Total.LooksMade.ShouldBe(162);
    }

    [Fact]
    public async Task Where_looks_are_not_told_apart_their_index_is_not_measurable_and_says_why()
    {
        using var bench = new ReportBench(Dialect, Midnight.AddHours(20));
        await bench.TakeReportAsync(Report("street-1", 5, Looks("gate", 60, 60)));
        await bench.ReportAsync("A", "gate", Problems.Garbage);

        var row = bench.Desk.Indices(bench.Request("2026-11-02", by: "class")).Rows.ShouldHaveSingleItem();

        row.Figures.Single(figure => figure.Id == "coverage-rate").NotMeasurable!.En.ShouldBe("looks are not told apart by what was asked for");
        row.Figures.Single(figure => figure.Id == "rework-rate").NotMeasurable!.En.ShouldContain("nobody has reported any case as handled yet");
        row.Figures.Single(figure => figure.Id == "filing-rate").ShouldBe(new("filing-rate", 0, 1, 0, null, null));
    }

    private static CameraLooks Looks(string camera, long due, long made, string state = CameraStates.Live) =>
        new() { Camera = camera, Due = due, Made = made, State = state, Problems = [Problems.BinOverflow, Problems.Garbage] };

    /// <param name="agent">Its agent.</param>
    /// <param name="hour">Hours after midnight at which its hour begins; an agent is some milliseconds late.</param>
    /// <param name="cameras">What it looked through.</param>
    private static ZeroReport Report(string agent, int hour, params IReadOnlyList<CameraLooks> cameras) => new()
    {
        Id = Guid.CreateVersion7(Midnight.AddHours(hour)),
        Agent = agent,
        From = Midnight.AddHours(hour).AddMilliseconds(40),
        To = Midnight.AddHours(hour + 1).AddMilliseconds(15),
        Cameras = cameras.Count,
        CamerasSeen = cameras.Count(camera => camera.Made > 0),
        LooksDue = cameras.Sum(camera => camera.Due),
        LooksMade = cameras.Sum(camera => camera.Made),
        ByCamera = cameras,
    };
}

public sealed class SqliteCoverageTests : CoverageSuite, IDisposable
{
    private readonly TempFolder _folder = new();

    private protected override SqlDialect Dialect => SqlDialect.Sqlite(_folder.File("cases.db"), TimeSpan.FromSeconds(5));

    public void Dispose() => _folder.Dispose();
}

public sealed class PostgresCoverageTests(PostgresCluster cluster) : CoverageSuite, IClassFixture<PostgresCluster>
{
    private readonly SqlDialect _dialect = cluster.NewDatabase();

    private protected override SqlDialect Dialect => _dialect;
}
