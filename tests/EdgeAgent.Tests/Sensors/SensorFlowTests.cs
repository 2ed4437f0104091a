using System.Runtime.CompilerServices;
using System.Text;
using System.Threading.Channels;
using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Findings;
using EdgeWatch.EdgeAgent.Options;
using EdgeWatch.EdgeAgent.Outbox;
using EdgeWatch.EdgeAgent.Sensors;
using EdgeWatch.EdgeAgent.Sensors.Stages;
using EdgeWatch.EdgeAgent.Stages;
using EdgeWatch.EdgeAgent.Witnesses;
using EdgeWatch.Ingest;
using EdgeWatch.Ingest.Sensors;
using EdgeWatch.Tests.Shared;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeWatch.EdgeAgent.Tests.Sensors;

public sealed class SensorFlowTests
{
    private readonly Channel<Uplink> _uplinks = Channel.CreateBounded<Uplink>(64);
    private readonly List<CandidateEvent> _written = [];
    private readonly List<byte[]?> _pictures = [];
    private readonly AgentMetrics _metrics = TestMetrics.Create();

    [Fact]
    public async Task A_camera_that_sees_the_cover_is_asked_and_its_picture_comes_as_an_update_of_the_same_incident()
    {
        var asked = new List<(string, string?, string)>();
        var look = new LookPicture(Jpeg(), TimeProvider.System.GetUtcNow(), [], Visibility.Clear);
        var set = Open((camera, zone, problem, _) =>
        {
            asked.Add((camera, zone, problem));
            var said = new Corroboration { Source = "/agents/a/cameras/corner", Answer = CorroborationAnswers.Agrees, Found = "manhole-open, score 0.88", At = look.TakenAt, LikelihoodRatio = 8 };
            return Task.FromResult(new Testimony(said, look));
        });
        var running = set.RunAsync(CancellationToken.None, CancellationToken.None);
        Say("ab01", """{"tilt": 40}""");
        await Eventually.TrueAsync(() => Written() == 2, "the camera's answer");
        Say("ab01", """{"tilt": 0.5}""");
        _uplinks.Writer.Complete();
        await running;

        asked.ShouldBe([("corner", "manhole", Problems.CoverMoved)]);
        _written.Select(candidate => (candidate.Type, candidate.Data.Sequence)).ShouldBe([(CandidateTypes.Opened, 1), (CandidateTypes.Updated, 2), (CandidateTypes.Cleared, 3)]);
        _written.Select(candidate => candidate.Data.Incident).Distinct().ShouldHaveSingleItem();
        _written[0].Data.Corroboration.ShouldBeNull();
        _written[1].Data.Corroboration!.Answer.ShouldBe(CorroborationAnswers.Agrees);
        _written[1].Data.Evidence!.Bytes.ShouldBe(look.Jpeg.Length);
        _pictures[1].ShouldBe(look.Jpeg);
        _written[1].Data.Readings!.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_picture_too_large_for_the_bridge_stays_behind_and_the_cameras_words_go()
    {
        var look = new LookPicture(new byte[ContractLimits.EvidenceBytes + 1], TimeProvider.System.GetUtcNow(), [], Visibility.Clear);
        var said = new Corroboration { Source = "/agents/a/cameras/corner", Answer = CorroborationAnswers.Agrees, Found = "manhole-open, score 0.88", At = look.TakenAt, LikelihoodRatio = 8 };
        var running = Open((_, _, _, _) => Task.FromResult(new Testimony(said, look))).RunAsync(CancellationToken.None, CancellationToken.None);
        Say("ab01", """{"tilt": 40}""");
        await Eventually.TrueAsync(() => Written() == 2, "the camera's answer");
        _uplinks.Writer.Complete();
        await running;

        _written[1].Data.Evidence.ShouldBeNull();
        _pictures[1].ShouldBeNull();
        _written[1].Data.Corroboration!.Found.ShouldBe(said.Found);
    }

    [Fact]
    public async Task A_camera_that_had_not_answered_when_the_agent_ended_is_asked_again()
    {
        var now = TimeProvider.System.GetUtcNow();
        var open = new OpenFinding
        {
            Key = new FindingKey("tilt", "tilt", Problems.CoverMoved), Incident = Guid.CreateVersion7(), Sequence = 1, Since = now, Dwell = TimeSpan.Zero, AnnouncedAt = now,
            Score = 0.9f, Threshold = 0.5f, Confidence = 0.8f,
        };
        var said = new Corroboration { Source = "/agents/a/cameras/corner", Answer = CorroborationAnswers.Agrees, Found = "manhole-open, score 0.88", At = now, LikelihoodRatio = 8 };
        var look = new LookPicture(Jpeg(), now, [], Visibility.Clear);
        var running = Open((_, _, _, _) => Task.FromResult(new Testimony(said, look)), open).RunAsync(CancellationToken.None, CancellationToken.None);
        Say("ff07", "{}");
        await Eventually.TrueAsync(() => Written() == 1, "the camera's answer");
        _uplinks.Writer.Complete();
        await running;

        var answer = _written.ShouldHaveSingleItem("what was announced before is not announced again");
        (answer.Type, answer.Data.Incident, answer.Data.Sequence, answer.Data.Confidence).ShouldBe((CandidateTypes.Updated, open.Incident, 2, 0.8f));
        answer.Data.Corroboration!.Found.ShouldBe(said.Found);
    }

    [Fact]
    public async Task A_camera_that_fails_costs_its_answer_alone()
    {
        var set = Open((_, _, _, _) => throw new InvalidOperationException("no such camera"));
        Say("ab01", """{"tilt": 40}""");
        Say("ab01", """{"tilt": 0.5}""");
        _uplinks.Writer.Complete();
        await set.RunAsync(CancellationToken.None, CancellationToken.None);

        _written.Select(candidate => candidate.Type).ShouldBe([CandidateTypes.Opened, CandidateTypes.Cleared]);
        _metrics.Period.Take().Dropped.Keys.ShouldContain("corroborate-failed");
    }

    [Fact]
    public async Task Every_uplink_has_one_end_and_devices_that_nobody_configured_are_listed()
    {
        var set = Open(ask: null);
        Say("ab01", """{"tilt": 1, "id": "one"}""");
        Say("ab01", """{"tilt": 1, "id": "one"}""");
        Say("ab01", "[]");
        Say("ff07", """{"tilt": 50}""");
        Say("ff07", """{"tilt": 50}""");
        _uplinks.Writer.Complete();
        await set.RunAsync(CancellationToken.None, CancellationToken.None);

        _metrics.Period.Take().Uplinks.ShouldBe(new UplinkSums(Judged: 1, Undecoded: 1, Unknown: 2, Repeated: 1));
        var page = set.Pages.Marks.ShouldHaveSingleItem();
        page.HasTurned.ShouldBeTrue();
        var sensors = set.Pages.Read("a", 0, TimeProvider.System.GetUtcNow()).Sensors;
        sensors.Select(sensor => (sensor.Sensor, sensor.State)).ShouldBe([("cover-17", SensorStates.Faulty), ("ff07", SensorStates.Unknown), ("wrong", SensorStates.Refused)]);
        sensors[0].Undecoded.ShouldBe(1);
        sensors[0].Latest.ShouldHaveSingleItem().Value.ShouldBe(1);
        sensors[1].LastError!.ShouldContain("no sensor names the device");
        sensors[2].LastError.ShouldBe("profile = lids: no such profile; write one of cover; make = (absent): name the make, here or in a profile: a built-in one (docs/sensors.md) or one of sensorMakes");
        set.Count(DateTimeOffset.MinValue).ShouldBe((1, 0));
    }

    private static byte[] Jpeg()
    {
        using var encoder = new EdgeAgent.Jpeg.JpegEncoder();
        using var frame = Pictures.Dot(TimeProvider.System.GetUtcNow());
        return encoder.Encode(frame, 80, frame.Width);
    }

    private int Written()
    {
        lock (_written)
            return _written.Count;
    }

    private void Say(string device, string message) => _uplinks.Writer.TryWrite(new Uplink
    {
        Source = "lora", Address = $"covers/{device}", Payload = Encoding.UTF8.GetBytes(message), ReceivedAt = TimeProvider.System.GetUtcNow(),
    }).ShouldBeTrue();

    private SensorSet Open(AskCamera? ask, params OpenFinding[] restored)
    {
        var options = new AgentOptions
        {
            Id = "a",
            SensorSources = [new UplinkSourceOptions { Name = "lora", Kind = UplinkSourceKind.Http, Topics = ["covers/{device}"], Plain = new PlainOptions { Id = "id" } }],
            SensorProfiles = [new SensorProfileOptions { Id = "cover", Make = "edgewatch", Rules = [new ReadingRuleOptions { Rule = "tilt", For = TimeSpan.Zero, ClearAfter = TimeSpan.Zero }] }],
            Cameras = [new CameraOptions { Id = "corner", Zones = [new ZoneOptions { Id = "manhole" }] }],
            Sensors = [new SensorOptions { Id = "cover-17", Device = "AB01", Profile = "cover", Camera = "corner", Zone = "manhole" }, new SensorOptions { Id = "wrong", Device = "x", Profile = "lids" }],
        };
        var ingest = new IngestMetrics(TestMetrics.Meters());
        var factory = new SensorFactory(new SensorParts
        {
            Options = options,
            Version = "1",
            OpenSource = _ => new HandedSource(_uplinks.Reader),
            Restore = sensor => sensor == "cover-17" ? restored : [],
            Keeper = SensorKeeper.None(NullLogger.Instance),
            Ask = ask,
            Outbox = Write,
            Metrics = _metrics,
            IngestMetrics = ingest,
            Logs = NullLoggerFactory.Instance,
            Time = TimeProvider.System,
        });
        return SensorSet.Open(SensorCheck.All(options, options.Sensors), options.SensorSources, factory, TimeProvider.System, NullLogger.Instance);
    }

    private ValueTask Write(EvidencedCandidate evidenced, CancellationToken abort)
    {
        lock (_written)
        {
            _written.Add(evidenced.Candidate);
            _pictures.Add(evidenced.Picture);
        }

        return ValueTask.CompletedTask;
    }

    private sealed class HandedSource(ChannelReader<Uplink> uplinks) : IUplinkSource
    {
        public UplinkSourceStatus Status => new() { Source = "lora", Live = true, Since = DateTimeOffset.UnixEpoch };

        public async IAsyncEnumerable<Uplink> ReadAsync([EnumeratorCancellation] CancellationToken stop)
        {
            await foreach (var uplink in uplinks.ReadAllAsync(stop))
                yield return uplink;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
