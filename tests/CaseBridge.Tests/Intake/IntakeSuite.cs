using System.Text;
using System.Text.Json;
using EdgeWatch.CaseBridge.Intake;
using EdgeWatch.CaseBridge.Options;
using EdgeWatch.CaseBridge.Store;
using EdgeWatch.CaseBridge.Verdicts;
using EdgeWatch.Contracts;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeWatch.CaseBridge.Tests.Intake;

/// <summary>What every store must do for the intake.</summary>
public abstract partial class IntakeSuite
{
    private readonly CandidateFactory _factory = new();

    private protected abstract SqlDialect Dialect { get; }

    /// <summary>Another store of the same kind.</summary>
    private protected abstract SqlDialect OtherDialect { get; }

    private TestIntake Start(BridgeOptions? options = null) => new(options, Dialect);

    [Fact]
    public async Task A_candidate_becomes_a_pending_case_and_is_acknowledged()
    {
        using var intake = Start();
        var candidate = _factory.Opened(place: new Place(116.4, 39.9, CoordinateSystems.Gcj02, 12, "camera"));
        await intake.TakeAsync(candidate);
        var made = intake.Only;
        made.State.ShouldBe(CaseStates.Pending);
        made.Number.ShouldBe(1);
        made.Problem.ShouldBe(Problems.BinOverflow);
        made.Score.ShouldBe(0.8f);
        made.Place.ShouldBe(candidate.Data.Place);
        made.Judgement.ShouldBe(candidate.Data.Judgement);
        made.Events.ShouldHaveSingleItem().Decision.ShouldBe("NewProblem");
        made.History.ShouldHaveSingleItem().Change.ShouldBe("opened");
        intake.Mqtt.Committed.ShouldBe([candidate.Id]);
    }

    [Fact]
    public async Task Redelivery_makes_no_second_case_and_is_acknowledged_each_time()
    {
        using var intake = Start();
        var candidate = _factory.Opened();
        for (var round = 0; round < 5; round++)
            await intake.TakeAsync(candidate);
        intake.Only.Reports.ShouldBe(1);
        intake.Mqtt.Committed.ShouldBe(Enumerable.Repeat(candidate.Id, 5));
    }

    [Fact]
    public async Task Updates_join_and_the_clearest_picture_is_shown()
    {
        using var intake = Start();
        var (dim, clear) = (CandidateFactory.Picture(1), CandidateFactory.Picture(2));
        var opened = _factory.Opened(picture: dim, score: 0.6f);
        var updated = _factory.Updated(opened, clear, 0.9f);
        var late = _factory.Updated(updated, score: 0.95f);
        await intake.TakeAsync(opened, updated, late);
        foreach (var (step, picture) in new[] { (opened, dim), (updated, clear) })
            await intake.TakePictureAsync(step.Data.Evidence!, picture);
        var made = intake.Only;
        made.Reports.ShouldBe(3);
        made.Score.ShouldBe(0.9f);
        made.Evidence.ShouldBe(updated.Data.Evidence!.Id);
        made.Evidences.Select(picture => picture.Id).ShouldBe([opened.Data.Evidence!.Id, updated.Data.Evidence.Id]);
        made.SeenAt.ShouldBe(late.Data.SeenAt);
    }

    [Fact]
    public async Task A_case_that_took_in_another_was_seen_when_that_was_until_it_is_taken_out_again()
    {
        using var intake = Start();
        await intake.TakeAsync(_factory.Opened("gate"), _factory.Opened("yard", problem: Problems.Garbage), _factory.Opened("corner"));
        var (newest, _, oldest) = (intake.Cases[0], intake.Cases[1], intake.Cases[2]);
        foreach (var (stays, goes) in new[] { (oldest, newest), (newest, oldest) })
        {
            Judge(intake, goes.Id, new Verdict { Kind = VerdictKinds.Duplicate, Actor = "li", DuplicateOf = stays.Id.ToString() });
            Span(stays.Id).ShouldBe((oldest.Since, newest.SeenAt));
            intake.Store.Write(transaction => transaction.TakeBack(goes.Id.ToString(), new Undo { Actor = "li" }, intake.Time.GetUtcNow()));
            Span(stays.Id).ShouldBe((stays.Since, stays.SeenAt));
        }

        (DateTimeOffset Since, DateTimeOffset SeenAt) Span(Guid id) => intake.Cases.Where(one => one.Id == id).Select(one => (one.Since, one.SeenAt)).Single();
    }

    [Fact]
    public async Task A_case_is_cleared_when_all_its_findings_are_and_waits_for_a_person_all_the_same()
    {
        using var intake = Start();
        var first = _factory.Opened();
        var second = _factory.Opened();
        await intake.TakeAsync(first, second, _factory.Cleared(first));
        intake.Only.ClearedAt.ShouldBeNull();
        var last = _factory.Cleared(second);
        await intake.TakeAsync(last);
        intake.Only.ClearedAt.ShouldBe(last.Data.SeenAt);
        intake.Only.State.ShouldBe(CaseStates.Pending);
        intake.Only.History.Select(entry => entry.Change).ShouldBe(["opened", "joined", "cleared"]);
    }

    [Fact]
    public async Task A_clearing_that_overtakes_its_opening_leads_to_the_same_case()
    {
        using var intake = Start();
        var opened = _factory.Opened();
        await intake.TakeAsync(_factory.Cleared(opened), opened);
        intake.Only.ClearedAt.ShouldNotBeNull();
        intake.Only.Events.Select(step => step.Decision).ShouldBe(["StaleUpdate", "NewProblem"]);
    }

    [Fact]
    public async Task A_picture_may_come_before_its_event()
    {
        using var intake = Start();
        var picture = CandidateFactory.Picture();
        var candidate = _factory.Opened(picture: picture);
        await intake.TakePictureAsync(candidate.Data.Evidence!, picture);
        await intake.TakeAsync(candidate);
        intake.Only.Evidence.ShouldBe(candidate.Data.Evidence!.Id);
        intake.Mqtt.Committed.ShouldBe([candidate.Data.Evidence.Id, candidate.Id]);
        (await File.ReadAllBytesAsync(intake.PathOf(candidate.Data.Evidence.Sha256))).ShouldBe(picture);
    }

    [Fact]
    public async Task A_picture_that_is_not_the_one_its_event_names_is_refused()
    {
        using var intake = Start();
        var candidate = _factory.Opened(picture: CandidateFactory.Picture(1));
        await intake.TakeAsync(candidate);
        await intake.TakePictureAsync(candidate.Data.Evidence!, CandidateFactory.Picture(2));
        var refusal = intake.Mqtt.Refused.ShouldHaveSingleItem();
        refusal.Id.ShouldBe(candidate.Data.Evidence!.Id);
        refusal.Reason.ShouldContain(candidate.Data.Evidence.Sha256);
        intake.Only.Evidence.ShouldBeNull();
        await intake.TakePictureAsync(candidate.Data.Evidence, CandidateFactory.Picture(1));
        intake.Only.Evidence.ShouldBe(candidate.Data.Evidence.Id);
    }

    [Fact]
    public async Task A_wrong_picture_that_came_before_its_event_is_let_go()
    {
        using var intake = Start();
        var candidate = _factory.Opened(picture: CandidateFactory.Picture(1));
        await intake.TakePictureAsync(candidate.Data.Evidence!, CandidateFactory.Picture(2));
        await intake.TakeAsync(candidate);
        intake.Only.Evidence.ShouldBeNull();
    }

    [Fact]
    public async Task A_broken_message_is_kept_aside_refused_by_its_id_and_the_others_go_on()
    {
        using var intake = Start();
        var broken = Guid.CreateVersion7();
        var bytes = Encoding.UTF8.GetBytes($$"""{ "id": "{{broken}}", "specversion": "1.0", "data": { "incident": """);
        WaitingMessage[] batch =
        [
            intake.Message("events", CandidateFactory.Json(_factory.Opened(zone: "a"))),
            intake.Message("events", bytes),
            intake.Message("events", [0xFF, 0x00, 0x13]),
            intake.Message("nonsense", "{}"u8.ToArray()),
            intake.Message("events", CandidateFactory.Json(_factory.Opened(zone: "b"))),
        ];
        await intake.Intake.TakeAsync(batch, CancellationToken.None);
        await intake.TakeAsync("events", bytes);
        intake.Cases.Count.ShouldBe(2);
        intake.Mqtt.Refused.Select(refusal => refusal.Id).ShouldBe([broken, broken]);
        var aside = intake.Store.Read(transaction => transaction.Aside(10));
        aside.Count.ShouldBe(3);
        aside.Single(message => message.Text.Contains(broken.ToString())).Times.ShouldBe(2);
    }

    [Fact]
    public async Task A_newer_major_version_is_refused_with_the_reason()
    {
        using var intake = Start();
        var id = Guid.CreateVersion7();
        await intake.TakeAsync("events", Encoding.UTF8.GetBytes($$"""{ "specversion": "2.0", "id": "{{id}}", "payload": [] }"""));
        intake.Mqtt.Refused.ShouldHaveSingleItem().Reason.ShouldContain("specversion '2.0' is not 1.x");
    }

    [Fact]
    public async Task Fields_of_a_newer_minor_version_are_kept()
    {
        using var intake = Start();
        var json = Encoding.UTF8.GetString(CandidateFactory.Json(_factory.Opened())).Replace("\"data\":{", "\"region\":\"东城\",\"data\":{\"wind\":3,");
        await intake.TakeAsync("events", Encoding.UTF8.GetBytes(json));
        var original = intake.Store.Read(transaction => transaction.One<string>("SELECT original FROM case_events"));
        original.ShouldBe(json);
    }

    [Fact]
    public async Task Samples_and_zero_reports_are_stored_once_and_acknowledged()
    {
        using var intake = Start();
        var sample = new ScoreSample
        {
            Id = Guid.CreateVersion7(), Agent = "street-1", Camera = "crossing", TakenAt = _factory.Start, Class = "overflow", Score = 0.42f, Threshold = 0.55f,
            Box = new Subject("overflow", 0.42f, 0, 0, 1, 1), SamplingProbability = 0.5, Model = "garbage@0123456789ab", Picture = CandidateFactory.Picture(),
        };
        var report = new ZeroReport
        {
            Id = Guid.CreateVersion7(), Agent = "street-1", From = _factory.Start, To = _factory.Start.AddHours(1), Cameras = 3, CamerasSeen = 3, LooksDue = 1080, LooksMade = 1077,
        };
        for (var round = 0; round < 2; round++)
        {
            await intake.TakeAsync("scores", JsonSerializer.SerializeToUtf8Bytes(sample, ContractsJson.Default.ScoreSample));
            await intake.TakeAsync("report", JsonSerializer.SerializeToUtf8Bytes(report, ContractsJson.Default.ZeroReport));
        }

        var score = intake.Store.Read(transaction => transaction.Scores("street-1", "crossing", "overflow", _factory.Start.AddHours(-1), 10)).ShouldHaveSingleItem();
        score.Value.ShouldBe(0.42f);
        score.HasPicture.ShouldBeTrue();
        intake.Store.Read(transaction => transaction.ZeroReports(10)).ShouldHaveSingleItem().LooksMade.ShouldBe(1077);
        intake.Mqtt.Committed.ShouldBe([sample.Id, report.Id, sample.Id, report.Id]);
    }

    [Fact]
    public async Task A_last_will_puts_the_agent_offline_and_leaves_its_cameras()
    {
        using var intake = Start();
        await intake.TakeStatusAsync(_factory.Status(cameras: ["crossing", "market"]));
        await intake.TakeStatusAsync(_factory.Status(online: false));
        var cameras = intake.Store.Read(transaction => transaction.Cameras());
        cameras.Select(camera => (camera.Camera, camera.Online)).ShouldBe([("crossing", false), ("market", false)]);
        await intake.TakeStatusAsync(_factory.Status(cameras: ["crossing"]));
        intake.Store.Read(transaction => transaction.Cameras()).ShouldHaveSingleItem().Online.ShouldBeTrue();
    }

    [Fact]
    public async Task A_problem_that_an_operator_switched_on_is_filed_without_a_verdict_and_the_history_says_so()
    {
        using var intake = Start(new BridgeOptions { FileWithoutVerdict = [Problems.RoadOccupied] });
        await intake.TakeAsync(_factory.Opened(problem: Problems.RoadOccupied), _factory.Opened());
        intake.Cases.Select(found => (found.Problem, found.State)).ShouldBe([(Problems.BinOverflow, CaseStates.Pending), (Problems.RoadOccupied, CaseStates.Filed)]);
    }

    [Fact]
    public async Task Two_intakes_on_one_store_with_everything_delivered_to_both_make_no_double()
    {
        using var one = Start();
        using var two = new TestIntake(dialect: one.Dialect);
        var reports = Enumerable.Range(0, 40).Select(index => _factory.Opened($"camera-{index % 20}", zone: "kerb")).ToArray();
        await Task.WhenAll(Task.Run(() => OneByOneAsync(one, reports)), Task.Run(() => OneByOneAsync(two, [.. reports.Reverse()])));
        one.Cases.Count.ShouldBe(20);
        one.Cases.Sum(found => found.Reports).ShouldBe(40);
        one.Mqtt.Committed.Count.ShouldBe(40);
        two.Mqtt.Committed.Count.ShouldBe(40);
        one.Cases.Select(found => found.Number).ShouldBe(Enumerable.Range(1, 20).Select(number => (long)number).Reverse());
    }

    [Fact]
    public async Task A_message_that_breaks_the_intake_is_kept_aside_unacknowledged_and_the_rest_of_its_batch_goes_on()
    {
        using var intake = Start();
        var good = new[] { _factory.Opened(zone: "a"), _factory.Opened(zone: "b") };
        // A zone that the store refuses by a constraint of its own stands for a fault nobody thought of.
        intake.Store.Write(transaction => transaction.Execute("CREATE UNIQUE INDEX fault ON cases (zone)"));
        await intake.TakeAsync(_factory.Opened("other", zone: "broken"));
        var queue = new IntakeQueue(intake.Metrics, TimeProvider.System, NullLogger<IntakeQueue>.Instance);
        foreach (var candidate in (CandidateEvent[])[good[0], _factory.Opened(zone: "broken"), good[1]])
            queue.Add(intake.Message("events", CandidateFactory.Json(candidate)));
        using var worker = new IntakeWorker(queue, intake.Intake, intake.Store, intake.Metrics, TimeProvider.System, NullLogger<IntakeWorker>.Instance);
        await worker.StartAsync(CancellationToken.None);
        await Eventually.TrueAsync(() => good.All(candidate => intake.Mqtt.Committed.Contains(candidate.Id)), "both good ones are acknowledged");
        await Eventually.TrueAsync(() => intake.Store.Read(transaction => transaction.Aside(10)).Count == 1, "the broken one is aside");
        await worker.StopAsync(CancellationToken.None);
        intake.Mqtt.Committed.Count.ShouldBe(3);
        intake.Mqtt.Refused.ShouldBeEmpty();
    }

    private static async Task OneByOneAsync(TestIntake intake, CandidateEvent[] reports)
    {
        foreach (var report in reports)
            await intake.TakeAsync(report);
    }
}
