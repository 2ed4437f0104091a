using EdgeWatch.CaseBridge.Filing;
using EdgeWatch.CaseBridge.Filing.City;
using EdgeWatch.CaseBridge.Life;
using EdgeWatch.CaseBridge.Store;
using EdgeWatch.CaseBridge.Verdicts;
using EdgeWatch.Contracts;

namespace EdgeWatch.CaseBridge.Tests.Filing;

/// <summary>What every store must do for the outbox of filings.</summary>
public abstract class FilingSuite
{
    private static readonly FilingAnswer Accepted = new FilingAnswer.Accepted("A-1");

    private static readonly FilingAnswer Away = new FilingAnswer.Later("connection refused", MayHaveArrived: false, HoldsAll: true);

    private protected abstract SqlDialect Dialect { get; }

    private TestFilings Start(params FilerOptions[] filers) => new(Dialect, filers);

    [Fact]
    public async Task A_confirmed_case_is_held_for_the_minute_of_the_undo_and_then_sent_once()
    {
        using var filings = Start();
        var filer = new ScriptedFiler(Accepted);
        var lane = filings.Lane(filer);
        var id = await filings.ConfirmAsync();
        (await TestFilings.DrainAsync(lane)).ShouldBe(0);
        filings.Time.Advance(FilingRows.HeldFor);
        (await TestFilings.DrainAsync(lane)).ShouldBe(1);
        filings.Time.Advance(TimeSpan.FromDays(2));
        (await TestFilings.DrainAsync(lane)).ShouldBe(0);

        var sent = filer.Sent.ShouldHaveSingleItem();
        sent.Id.ShouldBe(filings.Filings.ShouldHaveSingleItem().Id.ToString());
        sent.Document.Case.Id.ToString().ShouldBe(id);
        (filings.Filings[0].State, filings.Filings[0].Reference, filings.Filings[0].Attempts).ShouldBe((FilingStates.Sent, "A-1", 1));
        var known = filings.Case(id);
        known.References.ShouldHaveSingleItem().Reference.ShouldBe("A-1");
        known.Reference.ShouldBe("A-1");
        known.Filings.ShouldHaveSingleItem().State.ShouldBe(FilingStates.Sent);
    }

    [Fact]
    public async Task A_verdict_that_is_taken_back_within_the_minute_is_never_sent()
    {
        using var filings = Start();
        var filer = new ScriptedFiler(Accepted);
        var id = await filings.ConfirmAsync();
        filings.Time.Advance(TimeSpan.FromSeconds(59));
        filings.Intake.Store.Write(transaction => transaction.TakeBack(id, new Undo { Actor = "li" }, filings.Time.GetUtcNow())).Result.ShouldBe(VerdictResult.Accepted);
        filings.Time.Advance(TimeSpan.FromHours(1));
        (await TestFilings.DrainAsync(filings.Lane(filer))).ShouldBe(0);
        filings.Filings.ShouldHaveSingleItem().State.ShouldBe(FilingStates.Withdrawn);

        // Confirmed after all: another filing, with another key.
        filings.Judge(id).Result.ShouldBe(VerdictResult.Accepted);
        filings.Time.Advance(FilingRows.HeldFor);
        (await TestFilings.DrainAsync(filings.Lane(filer))).ShouldBe(1);
        filings.Filings.Select(filing => filing.State).ShouldBe([FilingStates.Withdrawn, FilingStates.Sent]);
    }

    [Fact]
    public async Task The_change_of_state_and_its_filing_are_there_together_or_not_at_all()
    {
        using var filings = Start();
        await filings.Intake.TakeAsync(filings.Factory.Opened());
        var id = filings.Intake.Only.Id.ToString();
        Should.Throw<FormatException>(() => filings.Intake.Store.Write<int>(transaction =>
        {
            transaction.Judge(id, new Verdict { Kind = VerdictKinds.Confirm, Actor = "li" }, filings.Time.GetUtcNow());
            throw new FormatException();
        }));
        filings.Case(id).State.ShouldBe(CaseStates.Pending);
        filings.Filings.ShouldBeEmpty();
    }

    [Fact]
    public async Task Voiding_and_closing_reach_a_destination_that_takes_them_and_only_once_it_has_the_case()
    {
        using var filings = Start(TestFilings.Default, new FilerOptions { Name = "open311", Kind = "open311", Url = "http://127.0.0.1:9" });
        var (webhook, open311) = (new ScriptedFiler(Accepted), new ScriptedFiler(new FilingAnswer.Accepted("B-7")));
        var (first, second) = (filings.Lane(webhook), filings.Lane(open311, filings.Bridge.Filers[1]));
        var voided = await filings.FileAsync();
        await TestFilings.DrainAsync(first);
        await TestFilings.DrainAsync(second);
        Change(filings, voided, ChangeKinds.Void, "the wrong street");
        await TestFilings.DrainAsync(first);
        (await TestFilings.DrainAsync(second)).ShouldBe(0);
        webhook.Sent.Select(sent => sent.Kind).ShouldBe([FilingKinds.File, FilingKinds.Void]);
        (webhook.Sent[1].Document.Reference, webhook.Sent[1].Document.Reason, webhook.Sent[1].Reference).ShouldBe(("A-1", "the wrong street", "A-1"));

        // Voided before it was ever sent: nobody has to be told.
        var early = await filings.ConfirmAsync();
        Change(filings, early, ChangeKinds.Void, "the wrong street");
        filings.Time.Advance(TimeSpan.FromHours(1));
        (await TestFilings.DrainAsync(first)).ShouldBe(0);

        var closed = await filings.FileAsync();
        await TestFilings.DrainAsync(first);
        Change(filings, closed, ChangeKinds.Handle);
        Change(filings, closed, ChangeKinds.Close);
        await TestFilings.DrainAsync(first);
        webhook.Sent.Select(sent => sent.Kind).ShouldBe([FilingKinds.File, FilingKinds.Void, FilingKinds.File, FilingKinds.Close]);
    }

    [Fact]
    public async Task While_the_platform_is_away_everything_waits_in_its_order_with_longer_and_longer_pauses()
    {
        using var filings = Start();
        var filer = new ScriptedFiler(Away, Away, Away, Accepted);
        var lane = filings.Lane(filer);
        var (one, two) = (await filings.ConfirmAsync(), await filings.ConfirmAsync());
        filings.Time.Advance(FilingRows.HeldFor);
        var waits = new List<TimeSpan>();
        var since = filings.Time.GetUtcNow();
        while (filer.Sent.Count < 5)
        {
            var before = filer.Sent.Count;
            await TestFilings.DrainAsync(lane);
            if (filer.Sent.Count > before)
                (waits, since) = ([.. waits, filings.Time.GetUtcNow() - since], filings.Time.GetUtcNow());
            filings.Time.Advance(TimeSpan.FromSeconds(0.5));
        }

        // Up to 10, 20 and 40 s, at least a tenth of that.
        waits.Count.ShouldBe(4);
        (waits[1] >= TimeSpan.FromSeconds(1) && waits[1] <= TimeSpan.FromSeconds(11)).ShouldBeTrue($"{waits[1]}");
        (waits[2] >= TimeSpan.FromSeconds(2) && waits[2] <= TimeSpan.FromSeconds(21)).ShouldBeTrue($"{waits[2]}");
        (waits[3] >= TimeSpan.FromSeconds(4) && waits[3] <= TimeSpan.FromSeconds(41)).ShouldBeTrue($"{waits[3]}");
        filer.Sent.Select(sent => sent.Document.Case.Id.ToString()).ShouldBe([one, one, one, one, two]);
        filer.Sent.Take(4).Select(sent => sent.Id).Distinct().Count().ShouldBe(1);
        filer.Sent.Take(4).ShouldAllBe(sent => !sent.MayHaveArrived);
    }

    [Fact]
    public async Task What_Retry_After_asks_for_is_kept_to()
    {
        using var filings = Start();
        var filer = new ScriptedFiler(new FilingAnswer.Later("busy", MayHaveArrived: false, HoldsAll: true, TimeSpan.FromMinutes(5)), Accepted);
        var lane = filings.Lane(filer);
        await filings.FileAsync();
        await TestFilings.DrainAsync(lane);
        filings.Time.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(1));
        (await TestFilings.DrainAsync(lane)).ShouldBe(0);
        filings.Time.Advance(TimeSpan.FromSeconds(32));
        (await TestFilings.DrainAsync(lane)).ShouldBe(1);
    }

    [Fact]
    public async Task A_filing_that_the_platform_fails_on_holds_no_other_case_up_but_what_follows_in_its_own()
    {
        using var filings = Start();
        var filer = new ScriptedFiler(new FilingAnswer.Later("HTTP 500: boom", MayHaveArrived: true, HoldsAll: false), new FilingAnswer.Accepted("A-2"), new FilingAnswer.Accepted("A-1"), Accepted);
        var lane = filings.Lane(filer);
        var (one, two) = (await filings.ConfirmAsync(), await filings.ConfirmAsync());
        filings.Time.Advance(FilingRows.HeldFor);
        await TestFilings.DrainAsync(lane);
        filer.Sent.Select(sent => sent.Document.Case.Id.ToString()).ShouldBe([one, two]);
        Change(filings, one, ChangeKinds.Void, "the wrong street");
        (await TestFilings.DrainAsync(lane)).ShouldBe(0);
        filings.Time.Advance(TimeSpan.FromMinutes(1));
        await TestFilings.DrainAsync(lane);
        filer.Sent.Skip(2).Select(sent => (sent.Kind, sent.MayHaveArrived)).ShouldBe([(FilingKinds.File, true), (FilingKinds.Void, false)]);
    }

    [Fact]
    public async Task What_is_refused_waits_for_a_person_with_the_platforms_words_and_can_be_sent_again_or_let_go()
    {
        using var filings = Start();
        var filer = new ScriptedFiler(new FilingAnswer.Refused("HTTP 400: service_code was not provided"), new FilingAnswer.Refused("HTTP 400: still not"), Accepted);
        var lane = filings.Lane(filer);
        await filings.FileAsync();
        await TestFilings.DrainAsync(lane);
        filings.Time.Advance(TimeSpan.FromDays(1));
        (await TestFilings.DrainAsync(lane)).ShouldBe(0);
        var dead = filings.Filings.ShouldHaveSingleItem();
        (dead.State, dead.Answer).ShouldBe((FilingStates.Dead, "HTTP 400: service_code was not provided"));

        Settle(filings, (transaction, now) => transaction.Retry($"{dead.Id}", "wang", now)).ShouldBe(SettleResult.Done);
        await TestFilings.DrainAsync(lane);
        Settle(filings, (transaction, now) => transaction.Retry($"{dead.Id}", "wang", now)).ShouldBe(SettleResult.Done);
        await TestFilings.DrainAsync(lane);
        filings.Filings.ShouldHaveSingleItem().State.ShouldBe(FilingStates.Sent);
        filer.Sent.Select(sent => sent.Id).Distinct().ShouldHaveSingleItem();
        Settle(filings, (transaction, now) => transaction.Discard($"{dead.Id}", "wang", now)).ShouldBe(SettleResult.Settled);
        Settle(filings, (transaction, now) => transaction.Discard($"{Guid.NewGuid()}", "wang", now)).ShouldBe(SettleResult.NotFound);
    }

    [Fact]
    public async Task A_dead_filing_of_a_case_that_was_voided_since_is_withdrawn()
    {
        using var filings = Start();
        var lane = filings.Lane(new ScriptedFiler(new FilingAnswer.Refused("HTTP 404: nothing here")));
        var id = await filings.FileAsync();
        await TestFilings.DrainAsync(lane);
        Change(filings, id, ChangeKinds.Void, "the wrong street");
        filings.Filings.ShouldHaveSingleItem().State.ShouldBe(FilingStates.Withdrawn);
        Settle(filings, (transaction, now) => transaction.Retry($"{filings.Filings[0].Id}", "wang", now)).ShouldBe(SettleResult.Settled);
    }

    [Fact]
    public async Task A_platform_that_stays_away_for_longer_than_allowed_leaves_the_filing_to_a_person()
    {
        using var filings = Start(TestFilings.Default with { GiveUpAfter = TimeSpan.FromHours(2), RetryLimit = TimeSpan.FromMinutes(30) });
        var filer = new ScriptedFiler(Away);
        var lane = filings.Lane(filer);
        await filings.FileAsync();
        for (var step = 0; step < 300 && filings.Filings[0].State == FilingStates.Waiting; step++)
        {
            await TestFilings.DrainAsync(lane);
            filings.Time.Advance(TimeSpan.FromMinutes(1));
        }

        var dead = filings.Filings.ShouldHaveSingleItem();
        dead.State.ShouldBe(FilingStates.Dead);
        dead.Answer.ShouldNotBeNull().ShouldContain("given up after");
        dead.MayHaveArrived.ShouldBeFalse();
    }

    [Fact]
    public async Task Of_two_bridges_one_has_the_lane_and_the_other_takes_it_over_when_the_lease_runs_out()
    {
        using var filings = Start();
        var id = await filings.FileAsync();
        var held = new TaskCompletionSource<FilingAnswer>();
        var (stuck, second) = (new HeldFiler(held.Task), new ScriptedFiler(Accepted));
        var sending = filings.Lane(stuck).SendNextAsync(CancellationToken.None);
        var other = filings.Lane(second);
        (await other.SendNextAsync(CancellationToken.None)).ShouldBeFalse();

        // The first one hangs for longer than it may: the second sends under the same key, and knows that it may be there.
        filings.Time.Advance(FilerLane.LeaseOf(filings.Bridge.Filers[0]) + TimeSpan.FromSeconds(1));
        (await other.SendNextAsync(CancellationToken.None)).ShouldBeTrue();
        second.Sent.ShouldHaveSingleItem().MayHaveArrived.ShouldBeTrue();
        second.Sent[0].Id.ShouldBe(stuck.Sent!.Id);
        second.Sent[0].Document.ToJson().ShouldBe(stuck.Sent.Document.ToJson());
        held.SetResult(new FilingAnswer.Refused("too late"));
        await sending;
        filings.Filings.ShouldHaveSingleItem().State.ShouldBe(FilingStates.Sent);
        filings.Case(id).References.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Many_bridges_that_race_send_each_filing_once()
    {
        using var filings = Start();
        for (var number = 0; number < 6; number++)
            await filings.ConfirmAsync();
        filings.Time.Advance(FilingRows.HeldFor);
        var filers = Enumerable.Range(0, 4).Select(_ => new ScriptedFiler(new FilingAnswer.Accepted(null))).ToList();
        await Task.WhenAll(filers.Select(filer => Task.Run(async () =>
        {
            var lane = filings.Lane(filer);
            await TestFilings.DrainAsync(lane);
        })));
        var sent = filers.SelectMany(filer => filer.Sent).Select(filing => filing.Id).ToList();
        sent.Distinct().Count().ShouldBe(sent.Count);
        sent.Count.ShouldBe(6);
    }

    [Fact]
    public async Task Only_the_problems_of_a_destination_are_filed_there_and_faults_of_sensors_only_where_they_are_named()
    {
        using var filings = Start(TestFilings.Default with { Name = "street" }, TestFilings.Default with { Name = "bins", Problems = [Problems.BinOverflow, Problems.SensorSilent] });
        await filings.ConfirmAsync(Problems.Garbage);
        await filings.ConfirmAsync();
        await filings.Intake.TakeAsync(filings.Factory.OpenedBySensor("bin-3", "silence", Problems.SensorSilent));
        filings.Judge(filings.Intake.Cases[0].Id.ToString());
        filings.Filings.Select(filing => (filing.Filer, filing.Problem)).ShouldBe(
            [("street", Problems.Garbage), ("bins", Problems.BinOverflow), ("street", Problems.BinOverflow), ("bins", Problems.SensorSilent)], ignoreOrder: true);
    }

    [Fact]
    public async Task A_destination_that_no_bridge_has_any_more_gets_nothing()
    {
        using var filings = Start();
        filings.Time.Advance(TimeSpan.FromDays(1.1));
        await filings.ConfirmAsync();
        filings.Filings.ShouldBeEmpty();
    }

    private static void Change(TestFilings filings, string id, string kind, string? reason = null) => filings.Intake.Store
        .Write(transaction => transaction.Change(id, new CaseChange { Kind = kind, Actor = "zhao", Reason = reason }, filings.Time.GetUtcNow())).Result.ShouldBe(VerdictResult.Accepted);

    private static SettleResult Settle(TestFilings filings, Func<StoreTransaction, DateTimeOffset, SettleResult> settle) =>
        filings.Intake.Store.Write(transaction => settle(transaction, filings.Time.GetUtcNow()));

    /// <summary>Answers when a test says so.</summary>
    private sealed class HeldFiler(Task<FilingAnswer> answer) : ICaseFiler
    {
        public CaseBridge.Filing.Filing? Sent { get; private set; }

        public Task<FilingAnswer> SendAsync(CaseBridge.Filing.Filing filing, CancellationToken stop)
        {
            Sent = filing;
            return answer;
        }
    }
}

public sealed class SqliteFilingTests : FilingSuite, IDisposable
{
    private readonly TempFolder _folder = new();

    private protected override SqlDialect Dialect => SqlDialect.Sqlite(_folder.File("cases.db"), TimeSpan.FromSeconds(5));

    public void Dispose() => _folder.Dispose();
}

public sealed class PostgresFilingTests(PostgresCluster cluster) : FilingSuite, IClassFixture<PostgresCluster>
{
    private readonly SqlDialect _dialect = cluster.NewDatabase();

    private protected override SqlDialect Dialect => _dialect;
}
