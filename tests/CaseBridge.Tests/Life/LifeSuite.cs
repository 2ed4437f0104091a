using EdgeWatch.CaseBridge.Life;
using EdgeWatch.CaseBridge.Store;
using EdgeWatch.CaseBridge.Verdicts;
using EdgeWatch.Contracts;

namespace EdgeWatch.CaseBridge.Tests.Life;

/// <summary>What every store must do for the life of a case.</summary>
public abstract partial class LifeSuite
{
    private readonly CandidateFactory _factory = new();
    private readonly ManualTime _time = new();

    private protected abstract SqlDialect Dialect { get; }

    [Fact]
    public async Task A_case_goes_its_whole_way_and_the_history_has_each_step_with_who_when_and_why()
    {
        using var intake = Start();
        var id = await FileAsync(intake);
        Make(intake, id, "dispatch", department: "cleaning", handler: "team 3");
        Make(intake, id, "suspend", "road works until noon");
        Make(intake, id, "resume");
        Make(intake, id, "handle");
        Make(intake, id, "return", "half of it still lies there");
        Make(intake, id, "handle", at: _time.GetUtcNow().AddSeconds(30));
        Make(intake, id, "verify");
        Make(intake, id, "close");

        var closed = intake.Only;
        (closed.State, closed.Department, closed.Handler, closed.Returns, closed.Reworks).ShouldBe((CaseStates.Closed, "cleaning", "team 3", 1, 1));
        closed.History.Select(entry => $"{entry.Change}: {entry.From} → {entry.To}").ShouldBe(
        [
            "opened:  → pending", "confirm: pending → filed", "dispatch: filed → dispatched", "suspend: dispatched → suspended", "resume: suspended → dispatched", "handle: dispatched → handled",
            "return: handled → returned", "handle: returned → handled", "verify: handled → verified", "close: verified → closed",
        ]);
        closed.History[2].Department.ShouldBe("cleaning");
        closed.History[6].Reason.ShouldBe("half of it still lies there");
        // What was reported half a minute before the bridge heard of it.
        (closed.History[7].RecordedAt - closed.History[7].At).ShouldBe(TimeSpan.FromSeconds(30));
        closed.History[6].RecordedAt.ShouldBeNull();
        closed.HandledAt.ShouldBe(closed.History[7].At);
        closed.Suspensions.ShouldHaveSingleItem().ShouldBe(new CaseBridge.Api.CaseSuspension(closed.History[3].At, closed.History[4].At));
        closed.Moves.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_same_change_again_adds_nothing_and_one_out_of_place_says_who_was_before()
    {
        using var intake = Start();
        var id = await FileAsync(intake);
        var handledAt = _time.GetUtcNow().AddSeconds(10);
        Make(intake, id, "handle", at: handledAt);
        var steps = intake.Only.History.Count;
        Try(intake, id, "handle").Result.ShouldBe(VerdictResult.AlreadySo);
        Make(intake, id, "return", "not done");
        // The platform repeats its message of before; that is no second report of handling.
        Try(intake, id, "handle", at: handledAt).Result.ShouldBe(VerdictResult.AlreadySo);
        intake.Only.State.ShouldBe(CaseStates.Returned);
        intake.Only.History.Count.ShouldBe(steps + 1);
        var refused = Try(intake, id, "close");
        refused.Result.ShouldBe(VerdictResult.Conflict);
        refused.Detail.ShouldContain("is returned: wang said 'return' at 2026-03-02 08:0");
        Try(intake, Guid.NewGuid().ToString(), "close").Result.ShouldBe(VerdictResult.NotFound);
    }

    [Fact]
    public async Task A_note_is_kept_once_and_a_later_one_again()
    {
        using var intake = Start();
        var id = await FileAsync(intake);
        Make(intake, id, "note", "asked the owner");
        Try(intake, id, "note", "asked the owner").Result.ShouldBe(VerdictResult.AlreadySo);
        Make(intake, id, "note", "asked again");
        intake.Only.History.Skip(2).Select(entry => entry.Reason).ShouldBe(["asked the owner", "asked again"]);
    }

    [Fact]
    public async Task A_report_after_handling_shows_that_it_is_still_seen_and_a_clearing_does_not()
    {
        using var intake = Start();
        var opened = _factory.Opened();
        var id = await FileAsync(intake, opened);
        Make(intake, id, "handle", at: opened.Data.SeenAt.AddSeconds(40));
        // A look of before that comes late, then two after it.
        var before = _factory.Updated(opened);
        await intake.TakeAsync(before);
        intake.Only.StillSeenAt.ShouldBeNull();
        var after = _factory.Updated(before);
        var later = _factory.Updated(after);
        await intake.TakeAsync(later, after);
        intake.Only.StillSeenAt.ShouldBe(later.Data.SeenAt);
        intake.Only.History.Count(entry => entry.Change == "still-seen").ShouldBe(1);
        Make(intake, id, "return", "seen again");
        Make(intake, id, "handle", at: later.Data.SeenAt.AddSeconds(10));
        await intake.TakeAsync(_factory.Cleared(later));
        intake.Only.StillSeenAt.ShouldBeNull();
        (intake.Only.State, intake.Only.ClearedAt is not null).ShouldBe((CaseStates.Handled, true));
    }

    [Fact]
    public async Task Reports_join_a_case_until_it_is_closed_or_voided()
    {
        using var intake = Start();
        var ways = new (string[] Way, bool Joins)[]
        {
            ([], true), (["dispatch"], true), (["suspend"], true), (["handle"], true), (["handle", "verify"], true), (["handle", "return"], true), (["handle", "close"], false), (["void"], false),
        };
        var ids = new List<string>();
        foreach (var (way, index) in ways.Select((known, index) => (known.Way, index)))
        {
            await intake.TakeAsync(_factory.Opened($"camera-{index}"));
            ids.Add(intake.Cases[0].Id.ToString());
            Judge(intake, ids[^1], VerdictKinds.Confirm);
            foreach (var kind in way)
                Make(intake, ids[^1], kind, "as reported");
        }

        for (var index = 0; index < ways.Length; index++)
            await intake.TakeAsync(_factory.Opened($"camera-{index}"));
        var cases = intake.Cases;
        ids.Select(id => cases.Single(found => found.Id.ToString() == id).Reports).ShouldBe(ways.Select(way => way.Joins ? 2L : 1L));
        cases.Where(found => found.RecurrenceOf is not null).Select(found => found.RecurrenceOf!.Value.ToString()).ShouldBe([ids[7], ids[6]]);
    }

    [Fact]
    public async Task A_verdict_is_taken_back_only_while_the_case_went_no_further()
    {
        using var intake = Start();
        var id = await FileAsync(intake);
        Make(intake, id, "note", reference: "2026-123");
        var known = TakeBack(intake, id);
        known.Result.ShouldBe(VerdictResult.Conflict);
        known.Detail.ShouldContain("known at the city's platform as 2026-123: void it");
        Make(intake, id, "suspend", "road works");
        Make(intake, id, "resume");
        // Filed as it was, and yet it went further.
        TakeBack(intake, id).Detail.ShouldBe("Case 1 is filed: wang said 'resume' at 2026-03-02 08:00:06Z. It went further than li's 'confirm': void it with a reason instead.");
        Judge(intake, id, VerdictKinds.Confirm).Result.ShouldBe(VerdictResult.AlreadySo);
        Make(intake, id, "dispatch");
        Judge(intake, id, VerdictKinds.Confirm).Result.ShouldBe(VerdictResult.AlreadySo);
        Make(intake, id, "void", "no problem of ours");
        Judge(intake, id, VerdictKinds.Confirm).Result.ShouldBe(VerdictResult.Conflict);
    }

    [Fact]
    public async Task Every_change_passes_the_hooks_and_an_objection_leaves_nothing_behind()
    {
        var hook = new RecordingHook();
        using var intake = Start(hook);
        var id = await FileAsync(intake);
        TakeBack(intake, id).Result.ShouldBe(VerdictResult.Accepted);
        Judge(intake, id, VerdictKinds.Confirm);
        Make(intake, id, "dispatch");
        hook.Against = new Objection(VerdictResult.Conflict, "the platform has it");
        var before = intake.Only;
        Try(intake, id, "handle").Detail.ShouldBe("the platform has it");
        hook.Against = null;
        intake.Only.History.Count.ShouldBe(before.History.Count);
        intake.Only.State.ShouldBe(CaseStates.Dispatched);
        hook.Seen.ShouldBe(["confirm: pending → filed", "undo: filed → pending", "confirm: pending → filed", "dispatch: filed → dispatched"]);
    }

    [Fact]
    public async Task A_problem_that_is_filed_without_a_verdict_passes_the_same_way()
    {
        var hook = new RecordingHook();
        using var intake = new TestIntake(new() { FileWithoutVerdict = [Problems.BinOverflow] }, Dialect, _time, hooks: [hook]);
        await intake.TakeAsync(_factory.Opened());
        hook.Seen.ShouldBe(["filed-without-verdict: pending → filed"]);
        intake.Only.FiledAt.ShouldBe(_time.GetUtcNow());
        intake.Only.History.Select(entry => entry.Change).ShouldBe(["opened", "filed-without-verdict"]);
    }

    private TestIntake Start(params IReadOnlyList<IStateHook> hooks) => new(null, Dialect, _time, hooks: hooks);

    private async Task<string> FileAsync(TestIntake intake, CandidateEvent? candidate = null)
    {
        await intake.TakeAsync(candidate ?? _factory.Opened());
        var id = intake.Only.Id.ToString();
        Judge(intake, id, VerdictKinds.Confirm).Result.ShouldBe(VerdictResult.Accepted);
        return id;
    }

    private VerdictDecision Judge(TestIntake intake, string id, string kind) =>
        intake.Store.Write(transaction => transaction.Judge(id, new Verdict { Kind = kind, Actor = "li" }, _time.GetUtcNow()));

    private VerdictDecision TakeBack(TestIntake intake, string id) => intake.Store.Write(transaction => transaction.TakeBack(id, new Undo { Actor = "li" }, _time.GetUtcNow()));

    private void Make(TestIntake intake, string id, string kind, string? reason = null, DateTimeOffset? at = null, string? department = null, string? handler = null, string? reference = null) =>
        Try(intake, id, kind, reason, at, department, handler, reference).Result.ShouldBe(VerdictResult.Accepted);

    private LifeDecision Try(
        TestIntake intake, string id, string kind, string? reason = null, DateTimeOffset? at = null, string? department = null, string? handler = null, string? reference = null)
    {
        _time.Advance(at is null ? TimeSpan.FromSeconds(2) : TimeSpan.FromMinutes(1));
        var change = new CaseChange { Kind = kind, Actor = "wang", Reason = reason, At = at, Department = department, Handler = handler, Reference = reference };
        return intake.Store.Write(transaction => transaction.Change(id, change, _time.GetUtcNow()));
    }

    private sealed class RecordingHook : IStateHook
    {
        public List<string> Seen { get; } = [];

        public Objection? Against { get; set; }

        public Objection? Objects(StoreTransaction transaction, StateChange change) => Against;

        public void Changed(StoreTransaction transaction, StateChange change) => Seen.Add($"{change.Kind}: {change.Before.State} → {change.After.State}");
    }
}
