using EdgeWatch.CaseBridge.Api;
using EdgeWatch.CaseBridge.Cities;
using EdgeWatch.CaseBridge.Life;
using EdgeWatch.CaseBridge.Rechecks;
using EdgeWatch.CaseBridge.Snapshots;
using EdgeWatch.CaseBridge.Store;
using EdgeWatch.CaseBridge.Verdicts;
using EdgeWatch.Contracts;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeWatch.CaseBridge.Tests.Rechecks;

/// <summary>What becomes of a case that is reported handled; on each store.</summary>
public abstract class RecheckSuite
{
    private readonly ManualTime _time = new();
    private readonly CandidateFactory _factory = new();

    private protected abstract SqlDialect Dialect { get; }

    [Fact]
    public async Task A_case_that_was_handled_is_looked_at_again_and_proposed_as_verified_with_before_and_after()
    {
        using var stage = await StageAsync();
        var before = stage.Candidate.Data.Evidence!.Id;
        await stage.HandleAsync();
        stage.Recheck.ShouldSatisfyAllConditions(
            one => one.State.ShouldBe(RecheckStates.Waiting), one => one.From.ShouldBe(one.HandledAt.AddMinutes(10)), one => one.Before.ShouldBe(before));
        stage.Agent.Asked.ShouldBeEmpty("workers may still be there");

        await stage.PassAsync(TimeSpan.FromMinutes(10));
        var asked = stage.Agent.Asked.ShouldHaveSingleItem();
        (asked.Kind, asked.Camera, asked.Recheck!.Problem, asked.Recheck.Zone).ShouldBe((AgentRequestKinds.Recheck, "crossing", Problems.BinOverflow, "kerb"));
        var box = stage.Candidate.Data.Subjects[0];
        asked.Recheck.Boxes.ShouldHaveSingleItem().ShouldBe([box.X1, box.Y1, box.X2, box.Y2]);
        (stage.Recheck.State, stage.Recheck.Proposal).ShouldBe((RecheckStates.Looking, null));

        for (var minute = 0; minute < 3; minute++)
            await stage.PassAsync(TimeSpan.FromMinutes(1));
        var proposed = stage.Recheck;
        (proposed.State, proposed.Proposal, proposed.Words).ShouldBe((RecheckStates.Proposed, "verified", "crossing: not seen in 4 of 4 looks (bin, score 0.91; no overflow)"));
        (proposed.Before, proposed.SameView, proposed.NextAt).ShouldBe((before, true, null));
        proposed.StillThere!.Value.ShouldBe(0.012, 0.001);
        proposed.After.ShouldBe(proposed.Looks[^1].Evidence);
        stage.Intake.Only.Evidences.Select(one => one.Id).ShouldContain(proposed.After!.Value);
        stage.Intake.Only.State.ShouldBe(CaseStates.Handled, "a person decides");
        stage.Intake.Only.History.ShouldContain(entry => entry.Change == "verified-proposed" && entry.Actor == "recheck" && entry.Reason == proposed.Words);

        await stage.PassAsync(TimeSpan.FromHours(1));
        stage.Agent.Asked.Count.ShouldBe(4, "it looks no more");
        stage.Change(ChangeKinds.Verify);
        stage.Recheck.ShouldSatisfyAllConditions(
            one => one.State.ShouldBe(RecheckStates.Settled), one => one.Settled!.Accepted.ShouldBe(true), one => one.Settled!.By.ShouldBe("li"), one => one.Settled!.To.ShouldBe("verified"));
    }

    [Fact]
    public async Task A_problem_that_is_still_seen_is_proposed_as_returned_and_a_person_may_overrule()
    {
        using var stage = await StageAsync();
        stage.Agent.Answer = PlayedAgent.Seen;
        await stage.HandleAsync();
        await stage.PassAsync(TimeSpan.FromMinutes(10));
        for (var minute = 0; minute < 3; minute++)
            await stage.PassAsync(TimeSpan.FromMinutes(1));
        (stage.Recheck.State, stage.Recheck.Proposal).ShouldBe((RecheckStates.Proposed, "returned"));

        stage.Change(ChangeKinds.Verify);
        stage.Recheck.Settled!.Accepted.ShouldBe(false);
        stage.Change(ChangeKinds.Return, "it is still there");
        stage.Change(ChangeKinds.Handle);
        stage.Recheck.ShouldSatisfyAllConditions(one => one.State.ShouldBe(RecheckStates.Waiting), one => one.Looks.ShouldBeEmpty());
    }

    [Fact]
    public async Task While_the_agent_is_offline_it_says_so_asks_again_ever_later_and_gives_up_in_the_end()
    {
        using var stage = await StageAsync(online: false);
        await stage.HandleAsync();
        await stage.PassAsync(TimeSpan.FromMinutes(10));
        stage.Agent.Asked.ShouldBeEmpty();
        var waiting = stage.Recheck;
        (waiting.State, waiting.Words, waiting.NextAt).ShouldBe((RecheckStates.Looking, "crossing: could not tell in 1 looks; agent street-1 is offline", _time.GetUtcNow().AddMinutes(2)));
        waiting.Looks.ShouldHaveSingleItem().Why.ShouldBe("offline");

        for (var quarter = 0; quarter < 8; quarter++)
            await stage.PassAsync(TimeSpan.FromMinutes(15));
        stage.Recheck.ShouldSatisfyAllConditions(
            one => one.State.ShouldBe(RecheckStates.Impossible), one => one.Words!.ShouldEndWith("agent street-1 is offline"), one => one.Looks.Count.ShouldBeInRange(8, 12));
        stage.Intake.Only.History[^1].Change.ShouldBe("recheck-impossible");

        // Back online, a person asks once more, and it looks at once.
        await stage.Intake.TakeStatusAsync(_factory.Status(cameras: "crossing"));
        stage.Restart().ShouldBeTrue();
        for (var minute = 0; minute < 4; minute++)
            await stage.PassAsync(TimeSpan.FromMinutes(1));
        stage.Recheck.Proposal.ShouldBe("verified");
    }

    [Fact]
    public async Task An_agent_that_does_not_answer_or_does_not_know_the_question_is_said_so()
    {
        using var stage = await StageAsync();
        stage.Agent.Answer = request => new AgentResponse { Id = request.Id, Camera = request.Camera, Error = "request 'recheck' is unknown to this agent" };
        await stage.HandleAsync();
        await stage.PassAsync(TimeSpan.FromMinutes(10));
        stage.Recheck.Looks.ShouldHaveSingleItem().ShouldSatisfyAllConditions(look => look.Why.ShouldBe("no-answer"), look => look.Found.ShouldBe("request 'recheck' is unknown to this agent"));

        stage.Agent.Answer = _ => null;
        _time.Advance(TimeSpan.FromMinutes(2));
        var asking = stage.Worker.LookAsync();
        await Eventually.TrueAsync(() => stage.Agent.Asked.Count == 2, "it asks again");
        _time.Advance(TimeSpan.FromSeconds(21));
        await asking;
        stage.Recheck.Looks[^1].Found.ShouldBe("agent street-1 did not answer within 20 s");
    }

    [Fact]
    public async Task A_report_that_comes_after_the_first_look_was_due_turns_the_proposal()
    {
        using var stage = await StageAsync();
        await stage.HandleAsync();
        await stage.ReportAsync(_time.GetUtcNow().AddMinutes(2));
        stage.Recheck.Looks.ShouldBeEmpty("workers may still be there");
        await stage.PassAsync(TimeSpan.FromMinutes(10));
        for (var minute = 0; minute < 3; minute++)
            await stage.PassAsync(TimeSpan.FromMinutes(1));
        stage.Recheck.Proposal.ShouldBe("verified");

        _time.Advance(TimeSpan.FromSeconds(1));
        await stage.ReportAsync(_time.GetUtcNow());
        await stage.PassAsync(TimeSpan.FromSeconds(1));
        var turned = stage.Recheck;
        (turned.State, turned.Proposal).ShouldBe((RecheckStates.Proposed, "returned"));
        turned.Words!.ShouldStartWith("crossing: reported again at ");
        turned.Looks[^1].Why.ShouldBe("reported");
        stage.Agent.Asked.Count.ShouldBe(4, "nobody had to be asked");
    }

    [Fact]
    public async Task Of_several_bridges_one_looks_and_when_it_dies_another_goes_on_where_it_was()
    {
        using var stage = await StageAsync();
        await stage.HandleAsync();
        await stage.PassAsync(TimeSpan.FromMinutes(10));
        _time.Advance(TimeSpan.FromMinutes(1));
        var now = _time.GetUtcNow();
        stage.Intake.Store.Write(transaction => transaction.ClaimRechecks("dead/1", now.AddSeconds(60), now, 10)).Count.ShouldBe(1);
        stage.Intake.Store.Write(transaction => transaction.ClaimRechecks("other/1", now.AddSeconds(60), now, 10)).ShouldBeEmpty();
        await stage.Worker.LookAsync();
        stage.Agent.Asked.Count.ShouldBe(1, "another bridge has it");

        await stage.PassAsync(TimeSpan.FromSeconds(61));
        stage.Agent.Asked.Count.ShouldBe(2);
        stage.Recheck.Looks.Count.ShouldBe(2, "the look of before is known");
        await Task.WhenAll(stage.Worker.LookAsync(), stage.MakeWorker("bridge-2").LookAsync());
        stage.Agent.Asked.Count.ShouldBe(2, "none is due");
        _time.Advance(TimeSpan.FromMinutes(1));
        await Task.WhenAll(Task.Run(() => stage.Worker.LookAsync()), Task.Run(() => stage.MakeWorker("bridge-2").LookAsync()));
        stage.Agent.Asked.Count.ShouldBe(3, "two bridges asked once");
    }

    [Fact]
    public async Task Of_a_sensors_case_the_sensor_and_the_camera_that_sees_it_are_asked()
    {
        using var stage = await StageAsync(candidate: _factory.OpenedBySensor());
        var page = _factory.Sensors(sensors: "cover-17");
        await stage.Intake.TakeSensorsAsync(page with { Sensors = [page.Sensors[0] with { Camera = "crossing", Zone = "cover" }] });
        await stage.HandleAsync();
        await stage.PassAsync(TimeSpan.FromMinutes(10));
        stage.Agent.Asked.Select(one => (one.Camera, one.Recheck!.Sensor, one.Recheck.Zone, one.Recheck.Problem)).ShouldBe(
            [("", "cover-17", "tilt", Problems.CoverMoved), ("crossing", null, "cover", Problems.CoverMoved)], ignoreOrder: true);
    }

    [Fact]
    public async Task Whoever_is_voided_or_closed_is_looked_at_no_more()
    {
        using var stage = await StageAsync();
        await stage.HandleAsync();
        stage.Change(ChangeKinds.Close);
        await stage.PassAsync(TimeSpan.FromMinutes(30));
        stage.Agent.Asked.ShouldBeEmpty();
        (stage.Recheck.State, stage.Recheck.Settled!.Accepted).ShouldBe((RecheckStates.Settled, null));
        stage.Restart().ShouldBeFalse();
    }

    [Fact]
    public async Task What_waits_for_a_person_is_listed_first()
    {
        using var stage = await StageAsync();
        await stage.HandleAsync();
        List().ShouldHaveSingleItem().State.ShouldBe(RecheckStates.Waiting);
        List(RecheckStates.Proposed).ShouldBeEmpty();
        stage.Change(ChangeKinds.Verify);
        List().ShouldBeEmpty();
        List(RecheckStates.Settled).ShouldHaveSingleItem().Case.ShouldBe(stage.Intake.Only.Id);

        IReadOnlyList<RecheckItem> List(string? state = null) => stage.Intake.Store.Read(transaction => transaction.Rechecks(state, 10)).Items;
    }

    private async Task<Stage> StageAsync(bool online = true, CandidateEvent? candidate = null)
    {
        var picture = CandidateFactory.Picture(7);
        var opened = candidate ?? _factory.Opened(picture: picture);
        var stage = new Stage(new TestIntake(dialect: Dialect, time: _time, hooks: [new RecheckHook()]), opened, _time);
        await stage.Intake.TakeStatusAsync(_factory.Status(online, cameras: "crossing"));
        await stage.Intake.TakeAsync(opened);
        if (opened.Data.Evidence is { } evidence)
            await stage.Intake.TakePictureAsync(evidence, picture);
        stage.Intake.Store.Write(transaction => transaction.Judge(stage.CaseId, new Verdict { Kind = VerdictKinds.Confirm, Actor = "li" }, _time.GetUtcNow())).Result.ShouldBe(VerdictResult.Accepted);
        _time.Advance(TimeSpan.FromHours(1));
        return stage;
    }

    /// <summary>A case, a bridge that looks again, and an agent that answers.</summary>
    private sealed class Stage : IDisposable
    {
        private readonly ManualTime _time;
        private readonly SnapshotDesk _desk;

        public Stage(TestIntake intake, CandidateEvent candidate, ManualTime time)
        {
            (Intake, Candidate, _time) = (intake, candidate, time);
            _desk = new SnapshotDesk(intake.Mqtt, time);
            Agent = new PlayedAgent(intake.Mqtt, _desk);
            Worker = MakeWorker("bridge-1");
        }

        public TestIntake Intake { get; }

        public CandidateEvent Candidate { get; }

        public PlayedAgent Agent { get; }

        public RecheckWorker Worker { get; }

        public string CaseId => Intake.Cases.ShouldHaveSingleItem().Id.ToString();

        public Recheck Recheck => Intake.Only.Recheck.ShouldNotBeNull();

        public RecheckWorker MakeWorker(string bridge) => new(
            Intake.Store, new RecheckAsker(_desk, Intake.Files, _time), Intake.Live, Intake.Metrics, Locality.Unknown, Intake.Options with { Id = bridge }, _time, NullLogger<RecheckWorker>.Instance);

        /// <summary>It is reported handled, and a bridge takes it up.</summary>
        public Task HandleAsync()
        {
            Change(ChangeKinds.Handle);
            return Worker.LookAsync();
        }

        public void Change(string kind, string? reason = null) => Intake.Store.Write(
            transaction => transaction.Change(CaseId, new CaseChange { Kind = kind, Actor = "li", Reason = reason }, _time.GetUtcNow())).Result.ShouldBe(VerdictResult.Accepted);

        public bool Restart() => Intake.Store.Write(transaction => transaction.RestartRecheck(CaseId, _time.GetUtcNow()));

        /// <summary>Time passes, and the bridge makes what is due; twice, as the first time may only plan.</summary>
        public async Task PassAsync(TimeSpan time)
        {
            _time.Advance(time);
            await Worker.LookAsync();
            await Worker.LookAsync();
        }

        /// <summary>The same finding is said again.</summary>
        public Task ReportAsync(DateTimeOffset seenAt) => Intake.TakeAsync(Candidate with
        {
            Id = Guid.CreateVersion7(seenAt),
            Type = CandidateTypes.Updated,
            Data = Candidate.Data with { Sequence = 2 + (int)(seenAt - Candidate.Data.SeenAt).TotalSeconds, SeenAt = seenAt, Evidence = null },
        });

        public void Dispose() => Intake.Dispose();
    }
}
