using EdgeWatch.CaseBridge.Intake;
using EdgeWatch.CaseBridge.Store;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeWatch.CaseBridge.Tests.Intake;

public sealed class SqliteIntakeTests : IntakeSuite, IDisposable
{
    private readonly TempFolder _folder = new();

    private protected override SqlDialect Dialect => SqlDialect.Sqlite(_folder.File("cases.db"), TimeSpan.FromSeconds(5));

    private protected override SqlDialect OtherDialect => SqlDialect.Sqlite(_folder.File("other.db"), TimeSpan.FromSeconds(5));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task While_the_store_is_away_nothing_is_acknowledged_and_the_intake_resumes_by_itself()
    {
        using var intake = new TestIntake(dialect: SqlDialect.Sqlite(_folder.File("locked.db"), TimeSpan.FromSeconds(1)));
        var queue = new IntakeQueue(intake.Metrics, TimeProvider.System, NullLogger<IntakeQueue>.Instance);
        using var worker = new IntakeWorker(queue, intake.Intake, intake.Store, intake.Metrics, TimeProvider.System, NullLogger<IntakeWorker>.Instance);
        await worker.StartAsync(CancellationToken.None);
        var candidate = new CandidateFactory().Opened();
        using (var holder = new SqliteConnection($"Data Source={_folder.File("locked.db")};Pooling=false"))
        {
            holder.Open();
            using var held = holder.BeginTransaction(deferred: false);
            queue.Add(intake.Message("events", CandidateFactory.Json(candidate)));
            await Eventually.TrueAsync(() => intake.Store.Fault is not null, "the store is found away");
            intake.Store.Probe().ShouldNotBeNull().ShouldSatisfyAllConditions(fault => fault.Kind.ShouldBe(StoreFaultKind.Busy), fault => fault.Since.ShouldBe(intake.Time.GetUtcNow()), fault => fault.Words.ShouldContain("Find out who holds it"));
            intake.Mqtt.Committed.ShouldBeEmpty();
        }

        await Eventually.TrueAsync(() => intake.Mqtt.Committed.Contains(candidate.Id), "it is acknowledged once the store serves");
        intake.Store.Probe().ShouldBeNull();
        await worker.StopAsync(CancellationToken.None);
    }

    [Fact]
    public void A_full_queue_drops_the_newest_and_counts_it()
    {
        using var intake = new TestIntake();
        var queue = new IntakeQueue(intake.Metrics, TimeProvider.System, NullLogger<IntakeQueue>.Instance);
        using var dropped = new MetricReader(intake, "edgewatch.bridge.dropped");
        for (var message = 0; message < IntakeQueue.MostMessages + 3; message++)
            queue.Add(intake.Message("events", [1]));
        dropped.Total.ShouldBe(3);
    }

    [Fact]
    public async Task Messages_that_wait_share_a_transaction()
    {
        using var intake = new TestIntake();
        var queue = new IntakeQueue(intake.Metrics, TimeProvider.System, NullLogger<IntakeQueue>.Instance);
        for (var message = 0; message < 300; message++)
            queue.Add(intake.Message("events", [1]));
        (await queue.TakeAsync(256, CancellationToken.None)).Count.ShouldBe(256);
        (await queue.TakeAsync(256, CancellationToken.None)).Count.ShouldBe(44);
    }
}
