using System.Diagnostics;
using EdgeWatch.CaseBridge.Options;
using EdgeWatch.CaseBridge.Store;
using EdgeWatch.CaseBridge.Verdicts;
using EdgeWatch.Contracts;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeWatch.CaseBridge.Tests.Store;

public class StoreTests
{
    private readonly CandidateFactory _factory = new();

    [Fact]
    public void A_store_from_a_newer_bridge_is_left_alone_with_a_clear_error()
    {
        using var folder = new TempFolder();
        var dialect = SqlDialect.Sqlite(folder.File("cases.db"), TimeSpan.FromSeconds(1));
        using (var store = CaseStore.Open(dialect, TimeProvider.System))
            store.Write(transaction => transaction.Execute("INSERT INTO schema_version (version, name, applied_at) VALUES (999, 'later', 0)"));
        Should.Throw<InvalidOperationException>(() => CaseStore.Open(dialect, TimeProvider.System)).Message.ShouldContain("has schema 999, this bridge knows up to ");
    }

    [Fact]
    public async Task What_is_committed_is_there_after_the_store_was_opened_again()
    {
        using var folder = new TempFolder();
        var dialect = SqlDialect.Sqlite(folder.File("cases.db"), TimeSpan.FromSeconds(1));
        using (var intake = new TestIntake(dialect: dialect))
            await intake.TakeAsync(_factory.Opened());
        using var again = new TestIntake(dialect: dialect);
        again.Cases.ShouldHaveSingleItem();
    }

    [Fact]
    public void Work_that_throws_leaves_nothing_behind()
    {
        using var intake = new TestIntake();
        Should.Throw<FormatException>(() => intake.Store.Write<int>(transaction =>
        {
            transaction.Execute("INSERT INTO settings_desired (agent, revision, document) VALUES ('a', 1, '{}')");
            throw new FormatException();
        }));
        intake.Store.Read(transaction => transaction.AgentsWithSettings()).ShouldBeEmpty();
    }

    /// <summary>A child process takes candidates and prints the ids that it would acknowledge; it is killed at a random moment, again and again.</summary>
    [Fact]
    public async Task What_was_acknowledged_before_a_kill_is_in_the_store_whole_and_once()
    {
        using var folder = new TempFolder();
        var random = new Random(20260302);
        var acknowledged = new List<string>();
        for (var round = 0; round < 6; round++)
        {
            using var child = Process.Start(new ProcessStartInfo("dotnet", [typeof(StoreTests).Assembly.Location, "take", folder.FullPath]) 
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                Environment = { ["TMPDIR"] = folder.FullPath },
            })!;
            var wanted = acknowledged.Count + random.Next(5, 60);
            while (acknowledged.Count < wanted && await child.StandardOutput.ReadLineAsync() is { } id)
                acknowledged.Add(id);
            child.Kill();
            // What it had printed before it died counts as acknowledged too, but for a line that broke off.
            var rest = await child.StandardOutput.ReadToEndAsync();
            acknowledged.AddRange(rest.Split('\n')[..^1]);
            await child.WaitForExitAsync();
        }

        using var store = CaseStore.Open(SqlDialect.Sqlite(folder.File("cases.db"), TimeSpan.FromSeconds(5)), TimeProvider.System);
        var events = store.Read(transaction => transaction.All<string>("SELECT event FROM case_events"));
        acknowledged.Count.ShouldBeGreaterThan(30);
        acknowledged.Except(events).ShouldBeEmpty();
        events.Distinct().Count().ShouldBe(events.Count);
        var counts = store.Read(transaction => transaction.All<long>(
            "SELECT COUNT(*) FROM cases UNION ALL SELECT COUNT(*) FROM incidents UNION ALL SELECT COUNT(*) FROM evidence UNION ALL SELECT COUNT(*) FROM history UNION ALL SELECT SUM(reports) FROM cases"));
        counts.ShouldAllBe(count => count == events.Count);
    }

    [Fact]
    public async Task A_verdict_is_taken_back_within_a_minute_and_not_later()
    {
        var time = new ManualTime();
        using var intake = new TestIntake(time: time);
        await intake.TakeAsync(_factory.Opened());
        var id = intake.Only.Id.ToString();
        var reject = new Verdict { Kind = VerdictKinds.Reject, Actor = "li", Reason = "a shadow" };
        intake.Store.Write(transaction => transaction.Judge(id, reject, time.GetUtcNow())).Result.ShouldBe(VerdictResult.Accepted);
        time.Advance(TimeSpan.FromSeconds(59));
        intake.Store.Write(transaction => transaction.TakeBack(id, new Undo { Actor = "li" }, time.GetUtcNow())).Result.ShouldBe(VerdictResult.Accepted);
        intake.Store.Write(transaction => transaction.Judge(id, reject, time.GetUtcNow())).Result.ShouldBe(VerdictResult.Accepted);
        time.Advance(TimeSpan.FromSeconds(61));
        var late = intake.Store.Write(transaction => transaction.TakeBack(id, new Undo { Actor = "li" }, time.GetUtcNow()));
        late.Result.ShouldBe(VerdictResult.Conflict);
        late.Detail.ShouldContain("li decided 'reject' at 2026-03-02 08:00:59Z");
    }

    [Fact]
    public async Task After_a_rejection_the_same_finding_joins_and_a_much_clearer_one_opens_a_linked_case()
    {
        using var intake = new TestIntake();
        var opened = _factory.Opened(score: 0.6f);
        await intake.TakeAsync(opened);
        var first = intake.Only;
        intake.Store.Write(transaction => transaction.Judge(first.Id.ToString(), new Verdict { Kind = VerdictKinds.Reject, Actor = "li", Reason = "a shadow" }, intake.Time.GetUtcNow()));
        await intake.TakeAsync(_factory.Updated(opened), _factory.Opened(score: 0.7f));
        intake.Cases.Select(found => (found.State, found.Reports)).ShouldBe([(CaseStates.Rejected, 2)]);
        await intake.TakeAsync(_factory.Opened(score: 0.9f));
        intake.Cases.Select(found => (found.State, found.Reports)).ShouldBe([(CaseStates.Pending, 1), (CaseStates.Rejected, 2)]);
        intake.Cases[0].RecurrenceOf.ShouldBe(first.Id);
    }

    [Fact]
    public async Task Over_budget_the_pictures_of_rejected_cases_go_first_then_filed_ones_oldest_first()
    {
        var time = new ManualTime();
        using var intake = new TestIntake(new BridgeOptions { Evidence = new EvidenceOptions { BudgetMegabytes = 1 } }, time: time);
        var candidates = new List<CandidateEvent>();
        for (var number = 0; number < 4; number++)
        {
            var picture = CandidateFactory.Picture(number, 400_000);
            candidates.Add(_factory.Opened($"camera-{number}", picture: picture));
            time.Advance(TimeSpan.FromSeconds(1));
            await intake.TakeAsync(candidates[^1]);
            await intake.TakePictureAsync(candidates[^1].Data.Evidence!, picture);
        }

        // Oldest to newest: pending, filed, rejected, pending; 1.6 MB, 1 MiB allowed, so two have to go.
        var ids = intake.Cases.Reverse().Select(found => found.Id.ToString()).ToList();
        intake.Store.Write(transaction => transaction.Judge(ids[1], new Verdict { Kind = VerdictKinds.Confirm, Actor = "li" }, time.GetUtcNow()));
        intake.Store.Write(transaction => transaction.Judge(ids[2], new Verdict { Kind = VerdictKinds.Reject, Actor = "li", Reason = "a shadow" }, time.GetUtcNow()));
        using var housekeeping = new Housekeeping(intake.Store, intake.Pictures, intake.Options, intake.Metrics, time, NullLogger<Housekeeping>.Instance);
        housekeeping.Sweep();
        intake.Cases.Reverse().Select(found => found.Evidence is not null).ShouldBe([true, false, false, true]);
        candidates.Select(candidate => File.Exists(intake.PathOf(candidate.Data.Evidence!.Sha256))).ShouldBe([true, false, false, true]);

        // A picture that was swept is not taken in again when its agent repeats it.
        await intake.TakePictureAsync(candidates[2].Data.Evidence!, CandidateFactory.Picture(2, 400_000));
        intake.Cases[1].Evidence.ShouldBeNull();
    }

    [Fact]
    public async Task A_picture_that_was_refused_does_not_stay_on_the_disk()
    {
        var time = new ManualTime(TimeProvider.System.GetUtcNow());
        using var intake = new TestIntake(time: time);
        var (right, wrong) = (CandidateFactory.Picture(1), CandidateFactory.Picture(2));
        var candidate = _factory.Opened(picture: right);
        var refused = CandidateFactory.Reference(wrong, candidate.Data.SeenAt).Sha256;
        await intake.TakeAsync(candidate);
        await intake.TakePictureAsync(candidate.Data.Evidence!, wrong);
        await intake.TakePictureAsync(candidate.Data.Evidence!, right);
        using var housekeeping = new Housekeeping(intake.Store, intake.Pictures, intake.Options, intake.Metrics, time, NullLogger<Housekeeping>.Instance);
        housekeeping.Sweep(alsoUnnamed: true);
        File.Exists(intake.PathOf(refused)).ShouldBeTrue("its row could still be on the way");
        time.Advance(TimeSpan.FromHours(2));
        housekeeping.Sweep(alsoUnnamed: true);
        File.Exists(intake.PathOf(refused)).ShouldBeFalse();
        File.Exists(intake.PathOf(candidate.Data.Evidence!.Sha256)).ShouldBeTrue();
    }

    [Fact]
    public void A_page_that_falls_behind_is_disconnected_and_the_others_go_on()
    {
        using var intake = new TestIntake();
        using var slow = intake.Live.Subscribe();
        using var quick = intake.Live.Subscribe();
        for (var update = 0; update < 300; update++)
        {
            intake.Live.Publish(Live.LiveUpdate.Agent("street-1", update % 2 == 0));
            quick.Updates.TryRead(out _).ShouldBeTrue();
        }

        var waiting = 0;
        while (slow.Updates.TryRead(out _))
            waiting++;
        waiting.ShouldBe(256);
        slow.Updates.Completion.IsCompleted.ShouldBeTrue();
        quick.Updates.Completion.IsCompleted.ShouldBeFalse();
    }
}
