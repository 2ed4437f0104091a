using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Findings;
using EdgeWatch.EdgeAgent.Outbox;
using EdgeWatch.EdgeAgent.Pipelines;
using EdgeWatch.Tests.Shared;
using Microsoft.Extensions.Logging.Abstractions;
using static EdgeWatch.EdgeAgent.Tests.Findings.Candidates;

namespace EdgeWatch.EdgeAgent.Tests.Findings;

public sealed class CandidateJournalTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ManualTime _time = new();
    private readonly AgentMetrics _metrics = TestMetrics.Create();
    private readonly List<EvidencedCandidate> _outbox = [];

    /// <summary>Where the process dies while a candidate is on its way.</summary>
    public enum Crash
    {
        BeforeTheRecord,
        AfterTheRecord,
        AfterTheAppend,
        AfterTheMark,
    }

    [Theory]
    [InlineData(Crash.BeforeTheRecord)]
    [InlineData(Crash.AfterTheRecord)]
    [InlineData(Crash.AfterTheAppend)]
    [InlineData(Crash.AfterTheMark)]
    public async Task Wherever_the_agent_is_killed_an_opened_candidate_is_neither_lost_nor_opened_twice(Crash crash)
    {
        var opened = Opened();
        using (var store = Store())
        {
            if (crash >= Crash.AfterTheRecord)
                store.Record("gate-3", opened);
            if (crash >= Crash.AfterTheAppend)
                await AppendAsync(opened, CancellationToken.None);
            if (crash >= Crash.AfterTheMark)
                store.Sent(opened.Candidate.Id);
        }

        using var after = Store();
        var journal = Journal(after);
        await journal.RecoverAsync(CancellationToken.None);
        var restored = after.Load("gate-3");

        // The rule sees the problem still; it opens a finding only where none is known to be open.
        if (restored.Count == 0)
            await journal.For("gate-3")(Opened(), CancellationToken.None);

        (restored.Count == 0).ShouldBe(crash == Crash.BeforeTheRecord);
        var sent = _outbox.Select(one => one.Candidate.Id).Distinct().ShouldHaveSingleItem();
        if (crash != Crash.BeforeTheRecord)
            sent.ShouldBe(opened.Candidate.Id);
        _outbox.ShouldAllBe(one => one.Picture != null);
        after.Unsent().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Crash.BeforeTheRecord)]
    [InlineData(Crash.AfterTheRecord)]
    [InlineData(Crash.AfterTheAppend)]
    [InlineData(Crash.AfterTheMark)]
    public async Task Wherever_the_agent_is_killed_a_cleared_candidate_arrives_once(Crash crash)
    {
        var opened = Opened();
        var cleared = Cleared(opened);
        using (var store = Store())
        {
            await Journal(store).For("gate-3")(opened, CancellationToken.None);
            if (crash >= Crash.AfterTheRecord)
                store.Record("gate-3", cleared);
            if (crash >= Crash.AfterTheAppend)
                await AppendAsync(cleared, CancellationToken.None);
            if (crash >= Crash.AfterTheMark)
                store.Sent(cleared.Candidate.Id);
        }

        using var after = Store();
        var journal = Journal(after);
        await journal.RecoverAsync(CancellationToken.None);
        if (after.Load("gate-3").SingleOrDefault() is { } open)
        {
            open.Incident.ShouldBe(opened.Candidate.Data.Incident);
            await journal.For("gate-3")(Cleared(opened), CancellationToken.None);
        }

        _outbox.DistinctBy(one => one.Candidate.Id).Select(one => one.Candidate.Type).ShouldBe([CandidateTypes.Opened, CandidateTypes.Cleared]);
        after.Load("gate-3").ShouldBeEmpty();
        after.Unsent().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_disk_that_is_full_for_a_while_delays_a_candidate_and_does_not_lose_it()
    {
        using var store = Store();
        var refusals = 2;
        var journal = Journal(store, (candidate, abort) => refusals-- > 0 ? throw new IOException("No space left on device") : AppendAsync(candidate, abort));
        var writing = journal.For("gate-3")(Opened(), CancellationToken.None).AsTask();
        for (var second = 0; second < 10 && !writing.IsCompleted; second++)
            _time.Advance(TimeSpan.FromSeconds(1));
        await writing.WaitAsync(TimeSpan.FromSeconds(10));

        _outbox.ShouldHaveSingleItem();
        store.Unsent().ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_given_up_at_an_abort_is_appended_at_the_next_start()
    {
        var opened = Opened();
        using (var store = Store())
        using (var abort = new CancellationTokenSource())
        {
            var journal = Journal(store, (_, token) => new ValueTask(Task.Delay(Timeout.Infinite, token)));
            var writing = journal.For("gate-3")(opened, abort.Token).AsTask();
            await abort.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(writing);
        }

        using var after = Store();
        await Journal(after).RecoverAsync(CancellationToken.None);
        _outbox.ShouldHaveSingleItem().Candidate.Id.ShouldBe(opened.Candidate.Id);
    }

    [Fact]
    public async Task The_zero_report_counts_what_was_opened()
    {
        using var store = Store();
        var opened = Opened();
        var sink = Journal(store).For("gate-3");
        _time.Advance(TimeSpan.FromMilliseconds(250));
        await sink(opened with { LookedAt = _time.GetTimestamp() - TimeSpan.TicksPerMillisecond * 100 }, CancellationToken.None);
        await sink(Cleared(opened) with { LookedAt = _time.GetTimestamp() }, CancellationToken.None);

        var sums = _metrics.Period.Take();
        sums.Opened.ShouldBe(new Dictionary<string, int> { [Problems.RoadOccupied] = 1 });
        sums.LookToOutboxP95Milliseconds.ShouldBe(100);
        _metrics.Period.Take().Opened.ShouldBeEmpty();
    }

    public void Dispose() => _folder.Dispose();

    private FindingStore Store() => new(_folder.File("findings.db"));

    private CandidateJournal Journal(FindingStore store, Handler<EvidencedCandidate>? append = null) =>
        new(store, append ?? AppendAsync, _metrics, NullLogger<CandidateJournal>.Instance, _time);

    private ValueTask AppendAsync(EvidencedCandidate candidate, CancellationToken abort)
    {
        _outbox.Add(candidate);
        return ValueTask.CompletedTask;
    }
}
