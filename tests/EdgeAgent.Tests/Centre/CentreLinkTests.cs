using System.Text.Json;
using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Outbox;
using EdgeWatch.EdgeAgent.Tests.Outbox;
using EdgeWatch.Tests.Shared;

namespace EdgeWatch.EdgeAgent.Tests.Centre;

/// <summary>The link against the real mosquitto, with a test in the place of the bridge.</summary>
public sealed class CentreLinkTests
{
    [Fact]
    public async Task A_candidate_reaches_the_bridge_after_its_picture_and_leaves_when_it_is_acknowledged()
    {
        await using var stage = await CentreStage.StartAsync();
        var candidate = Make.Candidate();

        await stage.Outbox.AppendAsync(candidate, CancellationToken.None);
        await stage.Bridge.HeardAsync(2);

        var (picture, message) = (stage.Bridge.Messages[0], stage.Bridge.Messages[1]);
        picture.ShouldSatisfyAllConditions(
            () => picture.Topic.ShouldBe(Topics.Evidence("box-1", candidate.Candidate.Data.Evidence!.Id)),
            () => picture.Body.ShouldBe(candidate.Picture),
            () => picture.ContentType.ShouldBe("image/jpeg"));
        (message.Topic, message.ContentType, message.ResponseTopic).ShouldBe((Topics.Events("box-1"), CandidateEvent.ContentType, Topics.Acks("box-1")));
        stage.Outbox.Rows.ShouldBe(2);

        await stage.Bridge.AcknowledgeAsync(candidate.Candidate.Data.Evidence!.Id, candidate.Candidate.Id);
        await Eventually.TrueAsync(() => stage.Outbox.Rows == 0, "rows left the outbox");
    }

    [Fact]
    public async Task The_next_step_of_an_incident_waits_until_the_last_one_is_acknowledged_and_others_pass()
    {
        await using var stage = await CentreStage.StartAsync();
        var incident = Guid.CreateVersion7();
        var opened = Make.Candidate(incident: incident, pictureBytes: null);
        var cleared = Make.Candidate(CandidateTypes.Cleared, incident, 2, pictureBytes: null);
        var other = Make.Candidate(pictureBytes: null);
        foreach (var candidate in new[] { opened, cleared, other })
            await stage.Outbox.AppendAsync(candidate, CancellationToken.None);

        await stage.Bridge.HeardAsync(2);
        stage.Bridge.EventIds.ShouldBe([opened.Candidate.Id, other.Candidate.Id]);
        await stage.Bridge.AcknowledgeAsync(opened.Candidate.Id);

        await stage.Bridge.HeardAsync(3);
        stage.Bridge.EventIds[2].ShouldBe(cleared.Candidate.Id);
    }

    [Fact]
    public async Task What_no_bridge_acknowledges_is_sent_again_unchanged()
    {
        await using var stage = await CentreStage.StartAsync(options => options with { Outbox = options.Outbox with { ResendAfter = TimeSpan.FromMilliseconds(300) } });
        var candidate = Make.Candidate(pictureBytes: null);
        await stage.Outbox.AppendAsync(candidate, CancellationToken.None);

        await stage.Bridge.HeardAsync(3);

        stage.Bridge.EventIds.ShouldAllBe(id => id == candidate.Candidate.Id);
        stage.Bridge.Messages[1].Body.ShouldBe(stage.Bridge.Messages[0].Body);
        await stage.Bridge.AcknowledgeAsync(candidate.Candidate.Id);
        await Eventually.TrueAsync(() => stage.Outbox.Rows == 0, "row left the outbox");
    }

    [Fact]
    public async Task While_the_broker_is_away_the_outbox_grows_and_then_drains_with_nothing_missing()
    {
        await using var stage = await CentreStage.StartAsync();
        stage.Bridge.AcknowledgesAll = true;
        stage.Broker.Kill();
        var candidates = Enumerable.Range(0, 200).Select(_ => Make.Candidate(pictureBytes: 1000)).ToArray();
        foreach (var candidate in candidates)
            await stage.Outbox.AppendAsync(candidate, CancellationToken.None);
        stage.Outbox.Rows.ShouldBe(400);

        await stage.Broker.StartAgainAsync();

        await Eventually.TrueAsync(() => stage.Outbox.Rows == 0, "drained", TimeSpan.FromSeconds(40));
        candidates.Select(candidate => candidate.Candidate.Id).Except(stage.Bridge.EventIds).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_refused_candidate_is_set_aside_and_does_not_hold_up_its_incident()
    {
        await using var stage = await CentreStage.StartAsync();
        var incident = Guid.CreateVersion7();
        var (opened, updated) = (Make.Candidate(incident: incident, pictureBytes: null), Make.Candidate(CandidateTypes.Updated, incident, 2, pictureBytes: null));
        await stage.Outbox.AppendAsync(opened, CancellationToken.None);
        await stage.Outbox.AppendAsync(updated, CancellationToken.None);
        await stage.Bridge.HeardAsync(1);

        await stage.Bridge.RefuseAsync(opened.Candidate.Id, "data.problem 'x' is unknown");

        await stage.Bridge.HeardAsync(2);
        stage.Outbox.ReadAside(10).Single().Reason.ShouldBe("data.problem 'x' is unknown");
    }

    [Fact]
    public async Task Samples_fill_at_most_half_of_the_window_and_an_event_goes_before_them()
    {
        await using var stage = await CentreStage.StartAsync(
            options => options with { Outbox = options.Outbox with { InFlight = 8 } },
            async outbox =>
            {
                for (var i = 0; i < 30; i++)
                    await outbox.AppendAsync(Make.Sample(), CancellationToken.None);
                await outbox.AppendAsync(Make.Candidate(pictureBytes: null), CancellationToken.None);
            });

        await stage.Bridge.HeardAsync(5);

        stage.Bridge.Messages[0].Topic.ShouldBe(Topics.Events("box-1"));
        stage.Bridge.Messages.Skip(1).ShouldAllBe(message => message.Topic == Topics.Scores("box-1"));
        stage.Bridge.Messages.Select(message => Convert.ToBase64String(message.Body)).Distinct().Count().ShouldBe(5);
    }

    [Fact]
    public async Task The_status_is_retained_follows_the_cameras_and_the_broker_tells_when_the_agent_is_lost()
    {
        await using var stage = await CentreStage.StartAsync();
        await stage.Bridge.StatusAsync(status => status.Online && status.Cameras.Single().State == CameraStates.Connecting);

        stage.Camera = stage.Camera with { State = CameraStates.Live };
        var live = await stage.Bridge.StatusAsync(status => status.Cameras.Count == 1 && status.Cameras[0].State == CameraStates.Live);
        (live.Version, live.Models.Single()).ShouldBe(("0.1.0", "garbage@0123456789ab"));

        // Another client with the agent's id makes the broker cut the agent off, as a lost network would.
        await using var usurper = await stage.ClientAsync("edgewatch-agent-box-1");
        await stage.Bridge.StatusAsync(status => !status.Online && status.Cameras.Count == 0);
    }

    [Fact]
    public async Task An_orderly_stop_sends_the_last_zero_report_and_says_goodbye()
    {
        await using var stage = await CentreStage.StartAsync();
        stage.Bridge.AcknowledgesAll = true;
        stage.Camera = stage.Camera with { LooksDue = 360, LooksMade = 359 };
        stage.Metrics.Written(Problems.BinOverflow, CandidateTypes.Opened, TimeSpan.FromMilliseconds(800));
        stage.Metrics.Dropped("looks", "full");

        await stage.Link.StopAsync(CancellationToken.None);

        await stage.Bridge.StatusAsync(status => !status.Online);
        var report = JsonSerializer.Deserialize(stage.Bridge.Messages.Single(message => message.Topic == Topics.Report("box-1")).Body, ContractsJson.Default.ZeroReport)!;
        (report.Cameras, report.CamerasSeen, report.LooksDue, report.LooksMade).ShouldBe((1, 1, 360, 359));
        (report.Opened[Problems.BinOverflow], report.Dropped["looks-full"], report.LookToOutboxP95Milliseconds).ShouldBe((1, 1, 800));
        stage.Outbox.Rows.ShouldBe(0);
    }

    [Fact]
    public async Task Settings_from_the_centre_are_in_force_and_reported_within_two_seconds_and_bad_ones_are_refused_by_name()
    {
        await using var stage = await CentreStage.StartAsync();
        await stage.Bridge.ReportedAsync(reported => reported is { Revision: 0, Received: 0 });
        var quickest = long.MaxValue;

        // A machine that does other things may be late once; what takes the agent that long is late each time.
        for (var revision = 1; revision <= 3; revision++)
        {
            var (wanted, sentAt) = (revision, Environment.TickCount64);
            await stage.Bridge.WishAsync(new DesiredSettings
            {
                Revision = wanted,
                Cameras = new Dictionary<string, CameraSettings> { ["gate"] = new() { Thresholds = [new("overflow", 0.7f)] } },
            });
            await stage.Bridge.ReportedAsync(reported => reported.Revision == wanted && reported.Refused.Count == 0);
            quickest = Math.Min(quickest, Environment.TickCount64 - sentAt);
        }

        quickest.ShouldBeLessThan(2000);
        stage.Settings.Current("gate").Thresholds.For("overflow", DateTimeOffset.UnixEpoch).ShouldBe(0.7f);

        await stage.Bridge.WishAsync(new DesiredSettings
        {
            Revision = 4,
            Cameras = new Dictionary<string, CameraSettings> { ["gate"] = new() { Cadence = TimeSpan.FromDays(1) } },
        });
        var refused = await stage.Bridge.ReportedAsync(reported => reported.Received == 4);
        (refused.Revision, refused.Refused.Single().Key).ShouldBe((3, "cadence"));
        stage.Settings.Current("gate").Thresholds.For("overflow", DateTimeOffset.UnixEpoch).ShouldBe(0.7f);
    }

    [Fact]
    public async Task A_request_is_answered_with_a_picture_and_a_failure_in_words()
    {
        await using var stage = await CentreStage.StartAsync();
        stage.Answer = request => request.Camera == "gate"
            ? new AgentResponse { Id = request.Id, Camera = request.Camera, Picture = [1, 2, 3], TakenAt = Make.At }
            : throw new InvalidOperationException($"camera '{request.Camera}' is not configured");

        var (good, bad, odd) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        await stage.Bridge.RequestAsync(new AgentRequest(good, AgentRequestKinds.LookNow, "gate"));
        await stage.Bridge.RequestAsync(new AgentRequest(bad, AgentRequestKinds.Snapshot, "gait"));
        await stage.Bridge.RequestAsync(new AgentRequest(odd, "dance", "gate"));

        (await stage.Bridge.ResponseAsync(good)).Picture.ShouldBe([1, 2, 3]);
        (await stage.Bridge.ResponseAsync(bad)).Error.ShouldBe("camera 'gait' is not configured");
        (await stage.Bridge.ResponseAsync(odd)).Error!.ShouldContain("'dance' is unknown");
    }

    [Fact]
    public async Task Nonsense_on_the_agents_topics_is_passed_over()
    {
        await using var stage = await CentreStage.StartAsync();
        await stage.Bridge.SendAsync(Topics.Acks("box-1"), "{ not json"u8.ToArray());
        await stage.Bridge.SendAsync(Topics.SettingsDesired("box-1"), "null"u8.ToArray());
        await stage.Bridge.SendAsync(Topics.SettingsDesired("box-1"), """{ "revision": 5, "cameras": { "gate": { "zones": [{ "id": "a", "polygon": null }] } } }"""u8.ToArray());
        await stage.Bridge.SendAsync(Topics.Requests("box-1"), []);

        await stage.Bridge.WishAsync(new DesiredSettings { Revision = 6 });

        await stage.Bridge.ReportedAsync(reported => reported.Revision == 6);
    }
}
