using EdgeWatch.CaseBridge.Options;
using EdgeWatch.CaseBridge.Store;
using EdgeWatch.Contracts;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeWatch.CaseBridge.Tests.Store;

/// <summary>What goes with age, and what stays.</summary>
public abstract class RetentionSuite
{
    private readonly CandidateFactory _factory = new();
    private readonly ManualTime _time = new();

    private protected abstract SqlDialect Dialect { get; }

    [Fact]
    public async Task Old_reports_of_cases_that_are_done_go_and_the_cases_stay_whole()
    {
        var options = new BridgeOptions { KeepReports = TimeSpan.FromDays(30) };
        using var intake = new TestIntake(options, Dialect, _time);
        var (done, open) = (_factory.Opened("done", score: 0.6f), _factory.Opened("open"));
        var clearest = _factory.Updated(done, score: 0.9f);
        var vouched = CandidateFactory.Vouched(_factory.Updated(clearest, score: 0.7f), "/agents/street-1/sensors/cover-17");
        await intake.TakeAsync(done, clearest, vouched, _factory.Updated(_factory.Updated(clearest, score: 0.7f)), open, _factory.Updated(open));
        intake.Store.Write(transaction => transaction.Execute("UPDATE cases SET state = 'closed' WHERE device = 'done'"));
        using var housekeeping = new Housekeeping(intake.Store, intake.Pictures, options, intake.Metrics, _time, NullLogger<Housekeeping>.Instance);

        _time.Advance(TimeSpan.FromDays(29));
        housekeeping.Sweep();
        Reports(intake).ShouldBe([4, 2]);
        _time.Advance(TimeSpan.FromDays(2));
        housekeeping.Sweep();
        Reports(intake).ShouldBe([2, 2]);
        var shown = intake.Store.Read(transaction => transaction.Case(intake.Cases[^1].Id.ToString()))!;
        shown.Events.Select(report => report.Id).ShouldBe([clearest.Id, vouched.Id]);
        (shown.Reports, shown.Score, shown.History.Count, shown.Corroborations.Count).ShouldBe((4, 0.9f, 1, 1));

        // A report that comes again after so long is of a known finding: no new case.
        await intake.TakeAsync(done);
        intake.Cases.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Old_pictures_of_cases_that_are_done_go_and_those_of_open_ones_stay()
    {
        var options = new BridgeOptions { Evidence = new EvidenceOptions { Keep = TimeSpan.FromDays(30) } };
        using var intake = new TestIntake(options, Dialect, _time);
        var pictures = new[] { CandidateFactory.Picture(1), CandidateFactory.Picture(2) };
        var candidates = pictures.Select((picture, index) => _factory.Opened($"camera-{index}", picture: picture)).ToList();
        foreach (var (candidate, picture) in candidates.Zip(pictures))
        {
            await intake.TakeAsync(candidate);
            await intake.TakePictureAsync(candidate.Data.Evidence!, picture);
        }

        intake.Store.Write(transaction => transaction.Execute("UPDATE cases SET state = 'closed' WHERE number = 1"));
        using var housekeeping = new Housekeeping(intake.Store, intake.Pictures, options, intake.Metrics, _time, NullLogger<Housekeeping>.Instance);
        _time.Advance(TimeSpan.FromDays(31));
        housekeeping.Sweep();
        intake.Cases.OrderBy(found => found.Number).Select(found => found.Evidence is not null).ShouldBe([false, true]);
        candidates.Select(candidate => File.Exists(intake.PathOf(candidate.Data.Evidence!.Sha256))).ShouldBe([false, true]);
    }

    private static IEnumerable<long> Reports(TestIntake intake) => intake.Store.Read(transaction =>
        transaction.All<long>("SELECT COUNT(*) FROM case_events e JOIN cases c ON c.id = e.case_id GROUP BY c.number ORDER BY c.number"));
}

public sealed class SqliteRetentionTests : RetentionSuite, IDisposable
{
    private readonly TempFolder _folder = new();

    private protected override SqlDialect Dialect => SqlDialect.Sqlite(_folder.File("cases.db"), TimeSpan.FromSeconds(5));

    public void Dispose() => _folder.Dispose();
}

public sealed class PostgresRetentionTests(PostgresCluster cluster) : RetentionSuite, IClassFixture<PostgresCluster>
{
    private readonly SqlDialect _dialect = cluster.NewDatabase();

    private protected override SqlDialect Dialect => _dialect;
}
