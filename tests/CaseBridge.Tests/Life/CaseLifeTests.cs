using EdgeWatch.CaseBridge.Life;
using EdgeWatch.CaseBridge.Store;
using EdgeWatch.CaseBridge.Verdicts;

namespace EdgeWatch.CaseBridge.Tests.Life;

/// <summary>The table of docs/case-life.md, every state with every change, and what no table shows.</summary>
public class CaseLifeTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);

    public static TheoryData<string, string, string> Table
    {
        get
        {
            var table = new TheoryData<string, string, string>();
            foreach (var row in MarkdownTable.Rows("docs/case-life.md", "Changes"))
            {
                foreach (var (kind, column) in ChangeKinds.Moves.Select((kind, index) => (kind, index + 1)))
                    table.Add(row[0], kind, row[column]);
            }

            return table;
        }
    }

    [Theory]
    [MemberData(nameof(Table))]
    public void Every_change_leads_where_the_document_says_and_nowhere_else(string state, string kind, string expected)
    {
        var standing = Standing(state);
        var decision = Decide(Change(kind), standing);
        if (expected.Length == 0)
        {
            decision.Result.ShouldBe(VerdictResult.Conflict);
            decision.Detail.ShouldContain($"Case 7 is {state}");
            decision.After.ShouldBeNull();
            return;
        }

        decision.Result.ShouldBe(VerdictResult.Accepted);
        decision.After!.State.ShouldBe(expected == "as before" ? standing.ResumeTo : expected);
        decision.After.EnteredAt.ShouldBe(Now.ToStore());
        CaseLife.MovesFrom(state).ShouldContain(kind);
    }

    [Fact]
    public void The_document_has_every_state_once()
    {
        MarkdownTable.Rows("docs/case-life.md", "Changes").Select(row => row[0]).ShouldBe(CaseStates.All, ignoreOrder: true);
        var states = MarkdownTable.Rows("docs/case-life.md", "The life of a case");
        states.Select(row => row[0]).ShouldBe(CaseStates.All, ignoreOrder: true);
        states.Where(row => row[2] == "yes").Select(row => row[0]).ShouldBe(CaseStates.All.Where(CaseStates.IsOpen), ignoreOrder: true);
        states.Where(row => row[3] == "yes").Select(row => row[0]).ShouldBe(CaseStates.All.Where(CaseStates.IsOwed), ignoreOrder: true);
        CaseStates.OpenSql.Split(", ").ShouldBe(CaseStates.All.Where(CaseStates.IsOpen).Select(state => $"'{state}'"), ignoreOrder: true);
        CaseStates.OwedSql.Split(", ").ShouldBe(CaseStates.All.Where(CaseStates.IsOwed).Select(state => $"'{state}'"), ignoreOrder: true);
    }

    [Fact]
    public void A_case_that_came_back_twice_was_reworked_twice_and_keeps_the_times_of_its_last_way()
    {
        var standing = Standing(CaseStates.Filed);
        var hour = 0;
        string[] way = ["dispatch", "handle", "return", "handle", "verify", "return", "dispatch", "handle", "verify", "close"];
        foreach (var kind in way)
            standing = Decide(Change(kind), standing, at: Now.AddHours(++hour)).After!;

        (standing.Returns, standing.Reworks).ShouldBe((2, 2));
        new[] { standing.FiledAt, standing.DispatchedAt, standing.HandledAt, standing.VerifiedAt, standing.ClosedAt }
            .ShouldBe([Now.AddHours(-1).ToStore(), Now.AddHours(7).ToStore(), Now.AddHours(8).ToStore(), Now.AddHours(9).ToStore(), Now.AddHours(10).ToStore()]);
    }

    [Fact]
    public void A_returned_case_is_no_longer_handled_or_seen_after_it()
    {
        var handled = Standing(CaseStates.Handled) with { HandledAt = 1, StillSeenAt = 2 };
        var returned = Decide(Change(ChangeKinds.Return), handled).After!;
        (returned.HandledAt, returned.StillSeenAt, returned.Returns).ShouldBe((null, null, 1));
    }

    [Theory]
    [InlineData("handle", CaseStates.Handled)]
    [InlineData("close", CaseStates.Closed)]
    [InlineData("resume", CaseStates.Dispatched)]
    public void The_change_that_was_made_last_changes_nothing_when_it_is_said_again(string kind, string state)
    {
        var last = new GivenMove { Change = kind, Actor = "wang", At = 1, ToState = state };
        CaseLife.Decide(Change(kind), Standing(state), last, isKnown: false, Now).Result.ShouldBe(VerdictResult.AlreadySo);
    }

    [Fact]
    public void A_change_that_the_history_has_changes_nothing_wherever_the_case_went_since() =>
        CaseLife.Decide(Change(ChangeKinds.Handle), Standing(CaseStates.Returned), null, isKnown: true, Now).Result.ShouldBe(VerdictResult.AlreadySo);

    [Fact]
    public void A_dispatched_case_goes_on_to_another_department_and_not_to_the_same()
    {
        var dispatched = Standing(CaseStates.Dispatched) with { Department = "cleaning" };
        var last = new GivenMove { Change = ChangeKinds.Dispatch, Actor = "wang", At = 1, ToState = CaseStates.Dispatched };
        var again = Change(ChangeKinds.Dispatch) with { Department = "cleaning" };
        CaseLife.Decide(again, dispatched, last, isKnown: false, Now).Result.ShouldBe(VerdictResult.AlreadySo);
        var other = CaseLife.Decide(again with { Department = "roads" }, dispatched, last, isKnown: false, Now);
        (other.Result, other.After!.Department, other.After.DispatchedAt).ShouldBe((VerdictResult.Accepted, "roads", Now.ToStore()));
    }

    [Fact]
    public void A_note_sets_flags_and_reference_in_any_state_and_leaves_the_state()
    {
        var note = Change(ChangeKinds.Note) with { Reason = null, Reference = "2026-123", Supervised = true };
        var noted = Decide(note, Standing(CaseStates.Closed)).After!;
        (noted.State, noted.Reference, noted.Supervised, noted.Urgent).ShouldBe((CaseStates.Closed, "2026-123", 1, 0));
        Decide(note, noted).Result.ShouldBe(VerdictResult.AlreadySo);
    }

    [Fact]
    public void A_stage_never_begins_before_the_one_that_it_follows_nor_after_now()
    {
        var filed = Standing(CaseStates.Filed);
        CaseLife.Decide(Change(ChangeKinds.Handle) with { At = Now.AddDays(-1) }, filed, null, false, Now).After!.HandledAt.ShouldBe(filed.EnteredAt);
        CaseLife.Decide(Change(ChangeKinds.Handle) with { At = Now.AddMinutes(-10) }, filed, null, false, Now).After!.HandledAt.ShouldBe(Now.AddMinutes(-10).ToStore());
        CaseLife.Decide(Change(ChangeKinds.Handle) with { At = Now.AddMinutes(4) }, filed, null, false, Now).After!.HandledAt.ShouldBe(Now.ToStore());
        CaseLife.Decide(Change(ChangeKinds.Handle) with { At = Now.AddMinutes(6) }, filed, null, false, Now).Detail.ShouldContain("lies ahead of");
    }

    [Theory]
    [InlineData("reopen", "wang", "why", "kind 'reopen' is none of dispatch, handle,")]
    [InlineData("dispatch", " ", "why", "actor is empty")]
    [InlineData("return", "wang", null, "reason is empty: say why it is to return")]
    [InlineData("void", "wang", " ", "reason is empty: say why it is to void")]
    [InlineData("suspend", "wang", null, "reason is empty: say why it is to suspend")]
    public void What_is_missing_is_named(string kind, string actor, string? reason, string expected)
    {
        var decision = Decide(new CaseChange { Kind = kind, Actor = actor, Reason = reason }, Standing(CaseStates.Filed));
        decision.Result.ShouldBe(VerdictResult.Invalid);
        decision.Detail.ShouldContain(expected);
    }

    [Fact]
    public void Names_that_are_empty_or_long_are_refused()
    {
        Decide(Change(ChangeKinds.Dispatch) with { Department = "" }, Standing(CaseStates.Filed)).Detail.ShouldContain("department ''");
        Decide(Change(ChangeKinds.Dispatch) with { Reference = new string('9', 201) }, Standing(CaseStates.Filed)).Detail.ShouldContain("longer than 200");
    }

    private static CaseChange Change(string kind) => new() { Kind = kind, Actor = "wang", Reason = "as reported" };

    private static CaseStanding Standing(string state) => new()
    {
        Id = "a", Number = 7, State = state, Problem = "garbage", EnteredAt = Now.AddHours(-1).ToStore(), FiledAt = Now.AddHours(-1).ToStore(),
        ResumeTo = state == CaseStates.Suspended ? CaseStates.Returned : null,
    };

    private static LifeDecision Decide(CaseChange change, CaseStanding standing, DateTimeOffset? at = null) => CaseLife.Decide(change, standing, last: null, isKnown: false, at ?? Now);
}
