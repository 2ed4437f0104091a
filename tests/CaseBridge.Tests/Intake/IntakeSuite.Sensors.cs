using Dapper;
using EdgeWatch.CaseBridge.Deduplication;
using EdgeWatch.CaseBridge.Live;
using EdgeWatch.CaseBridge.Store;
using EdgeWatch.CaseBridge.Verdicts;
using EdgeWatch.Contracts;

namespace EdgeWatch.CaseBridge.Tests.Intake;

/// <summary>Sensors: their candidates, what vouches for them, and their pages.</summary>
public abstract partial class IntakeSuite
{
    private const string Gate = "/agents/street-1/cameras/gate";

    [Fact]
    public async Task A_sensors_candidate_becomes_a_case_of_the_sensor_with_its_series()
    {
        using var intake = Start();
        var opened = _factory.OpenedBySensor(component: "c17");
        var later = _factory.Updated(opened);
        later = later with { Data = later.Data with { Readings = [opened.Data.Readings![^1], new ReadingPoint("tilt", null, "deg", "bad", later.Data.SeenAt)] } };
        await intake.TakeSensorsAsync(_factory.Sensors(sensors: "cover-17"));
        await intake.TakeAsync(later, opened);
        var made = intake.Only;
        (made.Camera, made.Sensor, made.SensorName, made.Zone, made.Problem).ShouldBe((null, "cover-17", "Cover cover-17", "tilt", Problems.CoverMoved));
        made.Judgement!.Found.ShouldBe("22.0° for 40 s");
        made.Events.ShouldAllBe(step => step.Problem == Problems.CoverMoved && step.Found == "22.0° for 40 s");
        var series = made.Series.ShouldHaveSingleItem();
        (series.Source, series.Quantity, series.Unit).ShouldBe(("/agents/street-1/sensors/cover-17", "tilt", "deg"));
        series.Points.Select(point => point.Value).ShouldBe([0.5, 0.5, 0.5, 22, 22, null]);
        series.Points.Select(point => point.At).ShouldBeInOrder();
        made.Confidence!.Posterior.ShouldBe(0.9, 1e-6);
    }

    [Fact]
    public async Task What_a_camera_answers_stands_in_the_case_and_moves_its_confidence()
    {
        using var intake = Start();
        var opened = _factory.OpenedBySensor(component: "c17");
        var agreed = CandidateFactory.Vouched(_factory.Updated(opened), Gate);
        await intake.TakeAsync(opened, agreed);
        intake.Only.Confidence!.Posterior.ShouldBe(9 * 8.1 / (1 + (9 * 8.1)), 1e-6);
        intake.Only.Confidence!.Factors[1].Words.ShouldBe("agrees: hole seen, score 0.88");
        await intake.TakeAsync(CandidateFactory.Vouched(_factory.Updated(agreed), Gate, CorroborationAnswers.Contradicts, 0.2, "cover present, score 0.81"));
        var made = intake.Only;
        made.Corroborations.Select(said => (said.Answer, said.Counted)).ShouldBe([(CorroborationAnswers.Agrees, false), (CorroborationAnswers.Contradicts, true)]);
        made.Corroborations[0].Event.ShouldBe(agreed.Id);
        made.Confidence!.Posterior.ShouldBe(1.8 / 2.8, 1e-6);

        // The camera's own finding takes the place of its answers, and lists say the same as the case.
        await intake.TakeAsync(_factory.Opened("gate", "cover", Problems.ManholeOpen, "c17"));
        intake.Only.Corroborations.ShouldAllBe(said => !said.Counted);
        intake.Only.Confidence!.Factors.Select(factor => factor.Kind).ShouldBe(["finding", "independent"]);
        intake.Cases[0].Confidence.ShouldBeEquivalentTo(intake.Only.Confidence);
    }

    [Fact]
    public async Task Verdicts_teach_the_prior_of_what_is_reported_next_and_one_that_is_taken_back_does_not()
    {
        using var intake = Start();
        for (var number = 0; number < 4; number++)
            await intake.TakeAsync(_factory.OpenedBySensor($"cover-{number}", component: $"c{number}"), _factory.Opened($"camera-{number}", "cover", Problems.ManholeOpen, $"c{number}"));
        foreach (var (kind, problem, found) in new[] { (VerdictKinds.Confirm, (string?)null, 3), (VerdictKinds.Reject, null, 2), (VerdictKinds.Correct, Problems.Garbage, 1), (VerdictKinds.Correct, Problems.ManholeAbsent, 0) })
            Judge(intake, intake.Cases[found].Id, new Verdict { Kind = kind, Actor = "li", Reason = "seen", Problem = problem });
        var undone = intake.Cases[2].Id.ToString();
        intake.Store.Write(transaction => transaction.TakeBack(undone, new Undo { Actor = "li" }, intake.Time.GetUtcNow())).Result.ShouldBe(VerdictResult.Accepted);

        foreach (var (problem, reporter) in new[] { (Problems.CoverMoved, "sensor"), (Problems.ManholeOpen, "camera") })
        {
            var record = intake.Store.Read(transaction => transaction.TrackRecord(problem, reporter));
            (record.Confirmed, record.Rejected).ShouldBe((2, 1));
            record.ShareSum.ShouldBe(2.7, 1e-6);
        }

        await intake.TakeAsync(_factory.OpenedBySensor("cover-9", component: "c9"));
        intake.Cases[0].Confidence!.Prior.ShouldBe(0.6, 1e-9);
        intake.Cases[0].Confidence!.Record.Confirmed.ShouldBe(2);
    }

    [Fact]
    public async Task A_duplicate_brings_its_witnesses_into_the_case_that_stays_and_takes_them_along_when_it_is_taken_back()
    {
        using var intake = Start();
        await intake.TakeAsync(_factory.OpenedBySensor(), _factory.Opened("gate", "cover", Problems.ManholeOpen));
        var (hole, tilted) = (intake.Cases[0], intake.Cases[1]);
        Judge(intake, hole.Id, new Verdict { Kind = VerdictKinds.Duplicate, Actor = "li", DuplicateOf = tilted.Id.ToString() });
        intake.Cases[1].Confidence!.Factors.Count.ShouldBe(2);
        intake.Store.Write(transaction => transaction.TakeBack(hole.Id.ToString(), new Undo { Actor = "li" }, intake.Time.GetUtcNow()));
        intake.Cases.Select(found => found.Confidence!.Factors.Count).ShouldBe([1, 1]);
    }

    [Fact]
    public async Task A_page_of_sensors_is_replaced_whole_and_stays_while_its_agent_is_offline()
    {
        using var intake = Start();
        await intake.TakeStatusAsync(_factory.Status());
        await intake.TakeSensorsAsync(_factory.Sensors(0, 2, SensorStates.Live, "a", "b"));
        await intake.TakeSensorsAsync(_factory.Sensors(1, 2, SensorStates.Live, "c", "d"));
        Listed(intake).ShouldBe(["a", "b", "c", "d"]);

        // One came in front: b moves to the next page, whichever page is first, and d goes for good.
        await intake.TakeSensorsAsync(_factory.Sensors(1, 2, SensorStates.Live, "b", "c"));
        await intake.TakeSensorsAsync(_factory.Sensors(0, 2, SensorStates.Live, "0", "a"));
        Listed(intake).ShouldBe(["0", "a", "b", "c"]);
        await intake.TakeSensorsAsync(_factory.Sensors(0, 1, SensorStates.Live, "a"));
        Listed(intake).ShouldBe(["a"]);
        await intake.TakeSensorsAsync(_factory.Sensors(1, 2, SensorStates.Live, "z"));
        await intake.TakeAsync("sensors/1", []);
        Listed(intake).ShouldBe(["a"]);

        await intake.TakeStatusAsync(_factory.Status(online: false));
        intake.Store.Read(transaction => transaction.Sensor("street-1", "a"))!.Online.ShouldBeFalse();
    }

    [Fact]
    public async Task A_page_tells_how_many_sensors_changed_and_nothing_when_it_comes_again()
    {
        using var intake = Start();
        using var page = intake.Live.Subscribe();
        using var counted = new MetricReader(intake, "edgewatch.bridge.sensors.changed");
        await intake.TakeSensorsAsync(_factory.Sensors(sensors: ["a", "b", "c"]));
        await intake.TakeSensorsAsync(_factory.Sensors(sensors: ["a", "b", "c"]));
        var heard = _factory.Sensors(sensors: ["a", "b"]);
        await intake.TakeSensorsAsync(heard with { Sensors = [heard.Sensors[0] with { HeardAt = _factory.Start.AddHours(1) }, heard.Sensors[1] with { State = SensorStates.Silent }] });
        var changes = new List<int>();
        while (page.Updates.TryRead(out var update))
            changes.Add(update.Body.ShouldBeOfType<SensorsChange>().Changed);
        changes.ShouldBe([3, 2]);
        counted.Total.ShouldBe(5);
        intake.Store.Read(transaction => transaction.Sensor("street-1", "a"))!.HeardAt.ShouldBe(_factory.Start.AddHours(1));
    }

    [Fact]
    public async Task Sensors_are_found_by_state_agent_and_text_page_by_page()
    {
        using var intake = Start();
        await intake.TakeSensorsAsync(_factory.Sensors(0, 2, SensorStates.Live, "cover-1", "cover-2", "cover_3"));
        await intake.TakeSensorsAsync(_factory.Sensors(1, 2, SensorStates.Silent, "lid-1"));
        await intake.TakeAsync("sensors/0", System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(
            new CandidateFactory("street-2").Sensors(sensors: "x"), ContractsJson.Default.SensorPage));
        intake.Mqtt.Refused.ShouldBeEmpty();
        var (states, total, next) = List(intake, new SensorFilter(SensorStates.Live, "street-1", null, 2, null));
        states.ShouldBe(["live 3", "silent 1"]);
        (total, next).ShouldBe((3, "street-1/cover-2"));
        List(intake, new SensorFilter(SensorStates.Live, "street-1", null, 2, new SensorKey("street-1", "cover-2"))).Next.ShouldBeNull();
        List(intake, new SensorFilter(null, null, "COVER C", 50, null)).Total.ShouldBe(3);
        List(intake, new SensorFilter(null, null, "r_3", 50, null)).Total.ShouldBe(1);
        List(intake, new SensorFilter(null, null, "%", 50, null)).Total.ShouldBe(0);
    }

    [Fact]
    public void A_store_of_the_version_before_is_brought_forward_with_its_sensors_findings_and_verdicts()
    {
        using (var connection = Dialect.OpenWriter())
        {
            using var schema = new StreamReader(typeof(CaseStore).Assembly.GetManifestResourceStream("migrations/0001-cases.sql")!);
            connection.Execute(schema.ReadToEnd());
            connection.Execute(
                """
                CREATE TABLE schema_version (version BIGINT PRIMARY KEY, name TEXT NOT NULL, applied_at BIGINT NOT NULL);
                INSERT INTO schema_version VALUES (1, 'migrations/0001-cases.sql', 0);
                INSERT INTO cases (number, id, state, problem, agent, camera, zone, since, opened_at, seen_at, reports, shown_event) VALUES
                  (1, 'a0000000-0000-7000-8000-000000000001', 'filed', 'manhole-open', 'street-1', 'gate', 'cover', 1, 1, 9, 2, 'b0000000-0000-7000-8000-000000000001'),
                  (2, 'a0000000-0000-7000-8000-000000000002', 'rejected', 'cover-moved', 'street-1', 'cover-17', 'tilt', 1, 1, 9, 1, 'b0000000-0000-7000-8000-000000000002');
                INSERT INTO incidents (incident, case_id, last_sequence) VALUES
                  ('c0000000-0000-7000-8000-000000000001', 'a0000000-0000-7000-8000-000000000001', 2), ('c0000000-0000-7000-8000-000000000002', 'a0000000-0000-7000-8000-000000000002', 1);
                INSERT INTO verdicts (id, case_id, at, kind, actor, from_state, from_problem, to_state, to_problem) VALUES
                  ('v1', 'a0000000-0000-7000-8000-000000000001', 5, 'correct', 'li', 'pending', 'manhole-absent', 'filed', 'manhole-open'),
                  ('v2', 'a0000000-0000-7000-8000-000000000002', 5, 'reject', 'li', 'pending', 'cover-moved', 'rejected', 'cover-moved');
                """);
            foreach (var (id, number, sequence, source, candidate) in new[]
            {
                ("b0000000-0000-7000-8000-000000000001", 1, 1, "/agents/street-1/cameras/gate", _factory.Opened("gate", "cover", Problems.ManholeOpen)),
                ("b0000000-0000-7000-8000-000000000003", 1, 2, "/agents/street-1/cameras/gate", _factory.Opened("gate", "cover", Problems.ManholeOpen)),
                ("b0000000-0000-7000-8000-000000000002", 2, 1, "/agents/street-1/sensors/cover-17", _factory.OpenedBySensor()),
            })
            {
                connection.Execute(
                    """
                    INSERT INTO case_events (event, case_id, incident, sequence, type, source, seen_at, received_at, score, threshold, confidence, decision, compared, original)
                    VALUES (@id, @caseId, @incident, @sequence, 'edgewatch.candidate.opened', @source, @sequence, 9, 0.8, 0.5, @confidence, 'NewProblem', '', @original)
                    """,
                    new
                    {
                        id,
                        caseId = $"a0000000-0000-7000-8000-00000000000{number}",
                        incident = $"c0000000-0000-7000-8000-00000000000{number}",
                        sequence,
                        source,
                        confidence = 0.5 + (0.1 * sequence),
                        original = System.Text.Encoding.UTF8.GetString(CandidateFactory.Json(candidate)),
                    });
            }
        }

        using var intake = Start();
        intake.Cases.Select(found => (found.Camera, found.Sensor)).ShouldBe([(null, "cover-17"), ("gate", null)]);
        // Both have one verdict on one finding: 0.7 and 0.6 were said by their latest steps, and the rule of succession gives 2 of 3 and 1 of 3.
        intake.Cases.Select(found => intake.Store.Read(transaction => transaction.Case(found.Id.ToString()))!.Confidence!.Prior).ShouldBe([1 / 3.0, 2 / 3.0], 1e-9);
        intake.Store.Read(transaction => transaction.TrackRecord(Problems.ManholeOpen, "camera")).ShareSum.ShouldBe(0.7, 1e-9);
        var asked = LocatedCandidate.Locate(new CandidateFactory(start: DateTimeOffset.UnixEpoch.AddHours(1)).Opened("gate", "cover", Problems.ManholeOpen));
        var sameness = Sameness.Of(Problems.ManholeOpen, 10);
        var near = intake.Store.Read(transaction => transaction.OpenBook([asked], _ => sameness, [])).CasesNear(asked, sameness);
        near.ShouldHaveSingleItem().Reporters.ShouldHaveSingleItem().Zone.ShouldBe("cover");
    }

    private static void Judge(TestIntake intake, Guid id, Verdict verdict) =>
        intake.Store.Write(transaction => transaction.Judge(id.ToString(), verdict, intake.Time.GetUtcNow())).Result.ShouldBe(VerdictResult.Accepted);

    private static IEnumerable<string> Listed(TestIntake intake) => intake.Store.Read(transaction => transaction.Sensors(new SensorFilter(null, null, null, 500, null))).Items.Select(sensor => sensor.Sensor);

    private static (IEnumerable<string> States, long Total, string? Next) List(TestIntake intake, SensorFilter filter)
    {
        var listing = intake.Store.Read(transaction => transaction.Sensors(filter));
        return (listing.States.Select(state => $"{state.Key} {state.Value}"), listing.Total, listing.Next);
    }
}
