using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.EdgeAgent.Options;
using EdgeWatch.EdgeAgent.Outbox;
using EdgeWatch.EdgeAgent.Shadow;
using EdgeWatch.Ingest;
using EdgeWatch.Ingest.Sensors;
using EdgeWatch.Ingest.Video;
using EdgeWatch.Tests.Shared;
using Microsoft.Extensions.Logging.Abstractions;
using static EdgeWatch.EdgeAgent.Tests.Rules.Street;

namespace EdgeWatch.EdgeAgent.Tests.Host;

public sealed class AgentHostTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);
    private readonly TempFolder _folder = new();
    private readonly ManualTime _time = new(Begin);
    private readonly IngestMetrics _ingest = new(TestMetrics.Meters());
    private int _sources;

    [Fact]
    public async Task Bad_cameras_are_set_aside_with_their_errors_and_the_others_run()
    {
        var good = Camera("good");
        await using var host = await OpenAsync(
            good,
            Camera("lost") with { Url = "nowhere" },
            Camera("blind") with { Zones = [Lane with { Rules = [Overflow with { Classes = ["unicorn"] }] }] },
            Camera("other-model") with { Models = ["faces"] },
            good,
            Camera("typo") with { Refusal = "line 7: cadence = fast: write a duration such as 10s" },
            Camera("fine"));
        await RunUntilAsync(host, () => host.Status().Cameras.Count(camera => camera.LooksMade == 8) == 2);

        var cameras = host.Status().Cameras.ToDictionary(camera => camera.Camera);
        cameras.Keys.ShouldBe(["good", "lost", "blind", "other-model", "good.5", "typo", "fine"]);
        cameras["good"].State.ShouldBe(CameraStates.Live);
        cameras["fine"].State.ShouldBe(CameraStates.Live);
        cameras["good"].Zones.ShouldHaveSingleItem().Rules.ShouldHaveSingleItem().Problem.ShouldBe(Problems.BinOverflow);
        cameras["good"].Thresholds["overflow"].ShouldBe(0.6f);
        foreach (var (camera, error) in new Dictionary<string, string>
        {
            ["lost"] = "nowhere: no source is known for this address",
            ["blind"] = "zones.bin.rules.classes = unicorn: no model of this camera knows it; known are car, overflow",
            ["other-model"] = "models = faces: no such model is loaded; loaded are waste",
            ["good.5"] = "id = good: another camera has it already; give each its own",
            ["typo"] = "line 7: cadence = fast: write a duration such as 10s",
        })
        {
            cameras[camera].State.ShouldBe(CameraStates.Refused);
            cameras[camera].LastError.ShouldNotBeNull().ShouldStartWith(error);
        }
    }

    [Fact]
    public async Task A_problem_is_opened_once_although_the_agent_starts_again()
    {
        for (var start = 0; start < 3; start++)
        {
            await using var host = await OpenAsync(Camera("good"));
            await RunUntilAsync(host, () => host.Status().Cameras[0].LooksMade == 8);
        }

        var candidate = (await EventsAsync()).ShouldHaveSingleItem();
        candidate.Type.ShouldBe(CandidateTypes.Opened);
        candidate.Source.ShouldBe("/agents/box-1/cameras/good");
        candidate.Data.Evidence.ShouldNotBeNull().Width.ShouldBe(Pictures.Width);
        candidate.Data.Made.Models.ShouldBe(["waste@0123456789ab"]);
        candidate.Data.Place.ShouldBe(new Place(120.1, 30.2, CoordinateSystems.Wgs84, 30, "camera"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_shadow_model_leads_to_no_candidate_and_a_failing_one_to_no_missing_candidate(bool fails)
    {
        var tried = new ScriptedDetector("next@2", See("overflow", Box(0.4f, 0.4f)), See("car", Box(0.3f, 0.3f))) { Fails = fails };
        await using (var host = await OpenAsync(options => options with { Shadow = new ShadowOptions { Model = "next", Every = 1 } }, tried, Camera("good") with
        {
            Zones = [Lane with { Rules = [Overflow, new RuleOptions { Rule = "state", Problem = Problems.RoadOccupied, Classes = ["car"] }] }],
        }))
            await RunUntilAsync(host, () => host.Status().Cameras[0].LooksMade == 8 && tried.Looks > 0);

        // The model in force sees the bin alone; the car is the shadow's.
        (await EventsAsync()).ShouldHaveSingleItem().Data.Problem.ShouldBe(Problems.BinOverflow);
        var counts = DifferenceStore.ReadCounts(DifferenceStore.Latest(_folder.File("shadow"))!).ShouldNotBeNull();
        (counts.Shadow, counts.Main.ShouldHaveSingleItem()).ShouldBe(("next@2", "waste@0123456789ab"));
        if (fails)
            counts.Skipped["failed"].ShouldBeGreaterThan(0);
        else
            counts.Counts.ShouldContain(count => count.Class == "car" && count.Shadow > 0 && count.Both == 0);
    }

    [Fact]
    public async Task A_tilting_cover_is_one_finding_with_its_series_although_the_agent_starts_again()
    {
        string[] lines = [Tilt(0, 0.4), Tilt(60, 22.4), Tilt(64, 23.1), Tilt(100, 22.9), """{"receivedAt":"2026-03-02T08:02:00Z","address":"covers/nobody","payload":{"tilt":3}}""", "no JSON"];
        for (var start = 0; start < 3; start++)
        {
            await File.WriteAllLinesAsync(_folder.File("uplinks.jsonl"), lines);
            await using var host = await OpenAsync(options => options with
            {
                SensorSources = [new UplinkSourceOptions { Name = "lora", Kind = UplinkSourceKind.File, Path = _folder.File("uplinks.jsonl"), Topics = ["covers/{device}"] }],
                SensorProfiles = [new SensorProfileOptions { Id = "cover", Make = "edgewatch", Rules = [new ReadingRuleOptions { Rule = "tilt" }] }],
                Sensors =
                [
                    new SensorOptions { Id = "cover-17", Device = "AB01", Profile = "cover", Component = "3205820102048188" },
                    new SensorOptions { Id = "lost", Device = "ab02", Profile = "bins" },
                ],
            });
            await RunUntilAsync(host, () => host.Status().SensorSources!.Single() is { Received: 6, Live: false });
        }

        var candidate = (await EventsAsync()).ShouldHaveSingleItem();
        candidate.Source.ShouldBe("/agents/box-1/sensors/cover-17");
        candidate.Data.Problem.ShouldBe(Problems.CoverMoved);
        candidate.Data.Component.ShouldBe("3205820102048188");
        candidate.Data.Since.ShouldBe(Begin + TimeSpan.FromSeconds(60));
        candidate.Data.SeenAt.ShouldBe(Begin + TimeSpan.FromSeconds(62));
        candidate.Data.Judgement.Found.ShouldBe("tilt 22.4° for 2 s, 15° for 2 s allowed");
        candidate.Data.Readings!.Select(point => point.Value).ShouldBe([0.4, 22.4]);
    }

    [Fact]
    public async Task Metrics_and_health_are_served_on_the_loopback_interface()
    {
        var port = FreePort();
        await using var host = await OpenAsync(options => options with { MetricsPort = port }, Camera("good"));
        using var client = new HttpClient();
        string text = "", health = "";
        await RunUntilAsync(host, () => host.Status().OutboxRows > 0, async () =>
        {
            text = await client.GetStringAsync($"http://127.0.0.1:{port}/metrics");
            health = await client.GetStringAsync($"http://127.0.0.1:{port}/health");
        });

        text.ShouldContain("# TYPE edgewatch_candidate_written_total counter");
        text.ShouldContain("edgewatch_candidate_written_total{problem=\"bin-overflow\",type=\"edgewatch.candidate.opened\"} 1");
        text.ShouldContain("edgewatch_candidate_latency_seconds_bucket{le=\"+Inf\"} 1");
        JsonSerializer.Deserialize(health, ContractsJson.Default.AgentStatus)!.Agent.ShouldBe("box-1");
    }

    public void Dispose() => _folder.Dispose();

    private static ZoneOptions Lane => new() { Id = "bin", Polygon = [[0.2f, 0.2f], [0.8f, 0.2f], [0.8f, 0.8f], [0.2f, 0.8f]] };

    private static RuleOptions Overflow => new() { Rule = "state", Problem = Problems.BinOverflow, Classes = ["overflow"] };

    private static CameraOptions Camera(string id) => new()
    {
        Id = id,
        Url = $"rtsp://192.0.2.1/{id}",
        RealTime = false,
        Place = new PlaceOptions { Lon = 120.1, Lat = 30.2 },
        Zones = [Lane with { Rules = [Overflow] }],
    };

    private static string Tilt(int second, double tilt) =>
        $$$"""{"receivedAt":"{{{Begin + TimeSpan.FromSeconds(second):O}}}","address":"covers/ab01","payload":{"tilt":{{{tilt}}}}}""";

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private Task<AgentHost> OpenAsync(params CameraOptions[] cameras) => OpenAsync(options => options, cameras);

    private Task<AgentHost> OpenAsync(Func<AgentOptions, AgentOptions> change, params CameraOptions[] cameras) => OpenAsync(change, shadow: null, cameras);

    private Task<AgentHost> OpenAsync(Func<AgentOptions, AgentOptions> change, IDetector? shadow, params CameraOptions[] cameras)
    {
        var options = new AgentOptions { Id = "box-1", Data = _folder.FullPath, Cameras = cameras, Samples = new SampleOptions { Enabled = false } };
        return AgentHost.OpenAsync(change(options), new AgentEnvironment
        {
            Time = _time,
            Logs = NullLoggerFactory.Instance,
            Meters = TestMetrics.Meters(),
            OpenModels = (_, _) =>
            {
                var detector = new ScriptedDetector("waste@0123456789ab", See("overflow", Box(0.4f, 0.4f)));
                return Task.FromResult(new LoadedModels(new Dictionary<string, IDetector> { ["waste"] = detector }, detector) { Shadow = shadow });
            },
            OpenSource = source => source.Url.StartsWith("rtsp", StringComparison.Ordinal)
                ? new ScriptedSource(8, Begin + TimeSpan.FromHours(_sources++))
                : throw new FormatException($"{source.Url}: no source is known for this address"),
            OpenUplinks = (source, agent) => UplinkSources.Open(source, agent, _time, NullLoggerFactory.Instance, _ingest),
            Ingest = _ingest,
            MakeMqttClient = _ => new SilentBroker(),
        });
    }

    private static async Task RunUntilAsync(AgentHost host, Func<bool> condition, Func<Task>? then = null)
    {
        using var stop = new CancellationTokenSource();
        using var deadline = new CancellationTokenSource(Deadline);
        var running = host.RunAsync(stop.Token);
        while (!condition())
            await Task.Delay(1, deadline.Token);
        if (then is not null)
            await then();
        await stop.CancelAsync();
        await running.WaitAsync(Deadline);
    }

    /// <summary>What waits in the outbox.</summary>
    private async Task<List<CandidateEvent>> EventsAsync()
    {
        await using var outbox = await EdgeAgent.Outbox.Outbox.OpenAsync(
            _folder.File("outbox.db"), new OutboxOptions(), new EvidenceOptions(), _time, TestMetrics.Create(), NullLogger<EdgeAgent.Outbox.Outbox>.Instance);
        return [.. outbox.ReadUrgent(100).Where(row => row.Kind != RowKind.Report && !row.Kind.IsPicture())
            .Select(row => JsonSerializer.Deserialize(row.Body, ContractsJson.Default.CandidateEvent)!)];
    }
}
