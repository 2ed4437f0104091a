using EdgeWatch.CaseBridge.Intake;
using EdgeWatch.CaseBridge.Store;
using EdgeWatch.Contracts;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeWatch.CaseBridge.Tests.Store;

/// <summary>An intake with its worker, to be watched through an outage of its store.</summary>
internal sealed class OutageRun : IAsyncDisposable
{
    private readonly IntakeQueue _queue;
    private readonly IntakeWorker _worker;
    private readonly CandidateFactory _factory = new();
    private int _sent;

    public OutageRun(SqlDialect dialect)
    {
        Intake = new TestIntake(dialect: dialect, time: TimeProvider.System);
        Watch = new StoreWatch(Intake.Store, new WatchedEvidence(Intake.Pictures, TimeProvider.System), Intake.Metrics, TimeProvider.System, NullLogger<StoreWatch>.Instance);
        _queue = new IntakeQueue(Intake.Metrics, TimeProvider.System, NullLogger<IntakeQueue>.Instance);
        _worker = new IntakeWorker(_queue, Intake.Intake, Intake.Store, Intake.Metrics, TimeProvider.System, NullLogger<IntakeWorker>.Instance);
    }

    public TestIntake Intake { get; }

    public StoreWatch Watch { get; }

    public Task StartAsync() => _worker.StartAsync(CancellationToken.None);

    /// <summary>Candidates of so many problems.</summary>
    public IReadOnlyList<CandidateEvent> Send(int problems)
    {
        IReadOnlyList<CandidateEvent> sent = [.. Enumerable.Range(0, problems).Select(_ => _factory.Opened($"camera-{_sent++}"))];
        foreach (var candidate in sent)
            _queue.Add(Intake.Message("events", CandidateFactory.Json(candidate)));
        return sent;
    }

    public Task AcknowledgedAsync(IReadOnlyList<CandidateEvent> sent) =>
        Eventually.TrueAsync(() => sent.All(candidate => Intake.Mqtt.Committed.Contains(candidate.Id)), $"all {sent.Count} candidates are acknowledged");

    /// <summary>Candidates wait, the store says what is wrong and since when, and none that is not stored is acknowledged or set aside.</summary>
    public async Task AwayAsync(IReadOnlyList<CandidateEvent> sent, StoreFaultKind kind, DateTimeOffset notBefore)
    {
        await Eventually.TrueAsync(() => Intake.Store.Fault is not null, "the store is found away");
        Intake.Store.Fault!.Kind.ShouldBe(kind, Intake.Store.Fault.Words);
        var since = Intake.Store.Fault!.Since;
        since.ShouldBeGreaterThanOrEqualTo(notBefore);
        Watch.Look();
        var fault = Intake.Store.Probe().ShouldNotBeNull();
        fault.Since.ShouldBe(since, "it is one outage");
        fault.Words.ShouldContain(StoreFault.RemedyOf(kind));
        // On a full disk a first few may still find room on pages that are there.
        Intake.Mqtt.Committed.Intersect(sent.Select(candidate => candidate.Id)).Count().ShouldBeLessThan(kind == StoreFaultKind.Full ? sent.Count : 1);
        Intake.Mqtt.Refused.ShouldBeEmpty();
    }

    /// <summary>Everything that was sent is in the store once.</summary>
    public async Task WholeAsync(params IReadOnlyList<IReadOnlyList<CandidateEvent>> sent)
    {
        foreach (var some in sent)
            await AcknowledgedAsync(some);
        Watch.Look();
        Intake.Store.Probe().ShouldBeNull();
        var events = Intake.Store.Read(transaction => transaction.All<string>("SELECT event FROM case_events"));
        events.Order().ShouldBe(sent.SelectMany(some => some).Select(candidate => candidate.Id.ToString("D")).Order());
        Intake.Store.Read(transaction => transaction.One<long>("SELECT COUNT(*) FROM cases")).ShouldBe(events.Count);
        Intake.Store.Read(transaction => transaction.Aside(10)).ShouldBeEmpty();
    }

    public async ValueTask DisposeAsync()
    {
        await _worker.StopAsync(CancellationToken.None);
        _worker.Dispose();
        Watch.Dispose();
        Intake.Dispose();
    }
}
