using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using EdgeWatch.CaseBridge.Options;
using EdgeWatch.Contracts;
using EdgeWatch.Mqtt;
using Microsoft.AspNetCore.Builder;

namespace EdgeWatch.CaseBridge.Tests.Api;

/// <summary>Every address of docs/api.md, over HTTP, on the real store.</summary>
public sealed partial class ApiTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly RecordingMqtt _mqtt = new();
    private readonly CandidateFactory _factory = new(start: TimeProvider.System.GetUtcNow().AddMinutes(-5));
    private WebApplication _app = null!;
    private HttpClient _http = null!;

    public async Task InitializeAsync()
    {
        var console = Directory.CreateDirectory(_folder.File("console")).FullName;
        await File.WriteAllTextAsync(Path.Combine(console, "index.html"), "<!doctype html><title>console</title>");
        Directory.CreateDirectory(Path.Combine(console, "assets"));
        await File.WriteAllTextAsync(Path.Combine(console, "assets", "main-1a2b.js"), "0");
        var options = new BridgeOptions { Listen = "http://127.0.0.1:0", Data = _folder.File("data") };
        _app = BridgeHost.Build(options, _ => _mqtt, TimeProvider.System, console: console);
        await _app.StartAsync();
        _http = new HttpClient { BaseAddress = new Uri(_app.Urls.First()) };
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_suppression_is_entered_listed_and_withdrawn()
    {
        var now = TimeProvider.System.GetUtcNow();
        object Market(string kind = "permitted", double radius = 40, int? repeatDays = 7) => new
        {
            kind, actor = "li", reason = "weekly market", problem = Problems.RoadOccupied, lon = 116.397, lat = 39.908, radius,
            from = now.AddHours(-1), until = now.AddHours(5), repeatDays, expiresAt = repeatDays is null ? (DateTimeOffset?)null : now.AddDays(90),
        };

        using var created = await _http.PostAsJsonAsync("/api/suppressions", Market());
        created.StatusCode.ShouldBe(HttpStatusCode.Created);
        await PublishAsync(_factory.Opened(problem: Problems.RoadOccupied, place: new Place(116.397, 39.908, CoordinateSystems.Wgs84, 5, "calibration")));
        Numbers(await GetAsync("/api/cases")).ShouldBeEmpty();
        var listed = (await GetAsync("/api/suppressions")).GetProperty("items")[0];
        (listed.GetProperty("reason").GetString(), listed.GetProperty("author").GetString(), listed.GetProperty("kept").GetInt64(), listed.GetProperty("area").GetProperty("errorRadius").GetDouble())
            .ShouldBe(("weekly market", "li", 1, 40));

        (await _http.PostAsJsonAsync($"{created.Headers.Location}/withdraw", new { actor = "li" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await GetAsync("/api/suppressions")).GetProperty("items").GetArrayLength().ShouldBe(0);
        await ProblemAsync(HttpStatusCode.NotFound, _http.PostAsJsonAsync($"{created.Headers.Location}/withdraw", new { actor = "li" }), "is in force");
        await ProblemAsync(HttpStatusCode.BadRequest, _http.PostAsJsonAsync("/api/suppressions", Market("forever")), "is none of permitted, works, season");
        await ProblemAsync(HttpStatusCode.BadRequest, _http.PostAsJsonAsync("/api/suppressions", Market(radius: 5000)), "radius 5000 is outside");
        await ProblemAsync(HttpStatusCode.BadRequest, _http.PostAsJsonAsync("/api/suppressions", Market(repeatDays: 0)), "repeatDays 0 is outside");
    }

    [Fact]
    public async Task Cases_are_listed_newest_first_page_by_page_and_filtered()
    {
        for (var number = 1; number <= 5; number++)
            await PublishAsync(_factory.Opened($"camera-{number}", problem: number % 2 == 0 ? Problems.Garbage : Problems.BinOverflow));
        var first = await GetAsync("/api/cases?limit=2");
        Numbers(first).ShouldBe([5, 4]);
        first.GetProperty("total").GetInt64().ShouldBe(5);
        var second = await GetAsync($"/api/cases?limit=2&before={first.GetProperty("next").GetInt64()}");
        Numbers(second).ShouldBe([3, 2]);
        var last = await GetAsync($"/api/cases?limit=2&before={second.GetProperty("next").GetInt64()}");
        Numbers(last).ShouldBe([1]);
        last.TryGetProperty("next", out _).ShouldBeFalse();
        Numbers(await GetAsync("/api/cases?problem=garbage")).ShouldBe([4, 2]);
        Numbers(await GetAsync("/api/cases?camera=camera-3&state=pending&agent=street-1")).ShouldBe([3]);
        Numbers(await GetAsync("/api/cases?state=filed")).ShouldBeEmpty();
        await ProblemAsync(HttpStatusCode.BadRequest, _http.GetAsync("/api/cases?state=open"), "state 'open' is none of");
        await ProblemAsync(HttpStatusCode.BadRequest, _http.GetAsync("/api/cases?limit=0"), "limit 0 is outside 1..500");
        await ProblemAsync(HttpStatusCode.BadRequest, _http.GetAsync("/api/cases?limit=many"), "limit");
    }

    [Fact]
    public async Task A_case_shows_its_events_pictures_and_history_and_its_picture_is_served_for_ever()
    {
        var picture = CandidateFactory.Picture();
        var candidate = _factory.Opened(picture: picture, place: new Place(116.4, 39.9, CoordinateSystems.Wgs84, 12, "camera"));
        await PublishAsync(candidate);
        await ProblemAsync(HttpStatusCode.NotFound, _http.GetAsync($"/api/evidence/{candidate.Data.Evidence!.Id}"), "has not come yet");
        await DeliverAsync(Topics.Evidence("street-1", candidate.Data.Evidence.Id), picture, candidate.Data.Evidence.Id);
        var detail = await GetAsync($"/api/cases/{await OnlyCaseAsync()}");
        detail.GetProperty("evidence").GetGuid().ShouldBe(candidate.Data.Evidence.Id);
        detail.GetProperty("evidences")[0].GetProperty("width").GetInt32().ShouldBe(960);
        detail.GetProperty("events")[0].GetProperty("decision").GetString().ShouldBe("NewProblem");
        detail.GetProperty("history")[0].GetProperty("change").GetString().ShouldBe("opened");
        detail.GetProperty("made").GetProperty("models")[0].GetString().ShouldBe("garbage@0123456789ab");
        detail.GetProperty("judgement").GetProperty("dwell").GetString().ShouldBe("00:02:00");
        detail.GetProperty("score").GetRawText().ShouldBe("0.8");
        var served = await _http.GetAsync($"/api/evidence/{candidate.Data.Evidence.Id}");
        (await served.Content.ReadAsByteArrayAsync()).ShouldBe(picture);
        served.Content.Headers.ContentType!.MediaType.ShouldBe("image/jpeg");
        served.Headers.CacheControl!.ToString().ShouldContain("immutable");
        await ProblemAsync(HttpStatusCode.NotFound, _http.GetAsync($"/api/cases/{Guid.NewGuid()}"), "There is no case");
        await ProblemAsync(HttpStatusCode.NotFound, _http.GetAsync($"/api/evidence/{Guid.NewGuid()}"), "There is no picture");
    }

    [Fact]
    public async Task A_verdict_is_given_once_found_in_the_history_and_taken_back()
    {
        await PublishAsync(_factory.Opened());
        var id = await OnlyCaseAsync();
        (await VerdictAsync(id, new { kind = "confirm", actor = "li" })).GetProperty("state").GetString().ShouldBe("filed");
        (await VerdictAsync(id, new { kind = "confirm", actor = "wang" })).GetProperty("history").GetArrayLength().ShouldBe(2);
        await ProblemAsync(HttpStatusCode.Conflict, _http.PostAsJsonAsync($"/api/cases/{id}/verdicts", new { kind = "reject", actor = "wang", reason = "shadow" }), "li decided 'confirm' at");
        var undone = await ReadAsync(await _http.PostAsJsonAsync($"/api/cases/{id}/undo", new { actor = "li" }));
        undone.GetProperty("state").GetString().ShouldBe("pending");
        undone.GetProperty("history").EnumerateArray().Select(entry => entry.GetProperty("change").GetString()).ShouldBe(["opened", "confirm", "undo"]);
        await ProblemAsync(HttpStatusCode.Conflict, _http.PostAsJsonAsync($"/api/cases/{id}/undo", new { actor = "li" }), "no verdict is in force");
        var corrected = await VerdictAsync(id, new { kind = "correct", actor = "li", problem = Problems.Garbage });
        corrected.GetProperty("problem").GetString().ShouldBe(Problems.Garbage);
        corrected.GetProperty("correctedFrom").GetString().ShouldBe(Problems.BinOverflow);
    }

    [Fact]
    public async Task A_verdict_that_is_not_complete_is_a_bad_request_that_says_what_is_missing()
    {
        await PublishAsync(_factory.Opened());
        var address = $"/api/cases/{await OnlyCaseAsync()}/verdicts";
        await ProblemAsync(HttpStatusCode.BadRequest, _http.PostAsJsonAsync(address, new { kind = "reject", actor = "li" }), "reason is empty");
        await ProblemAsync(HttpStatusCode.BadRequest, _http.PostAsJsonAsync(address, new { kind = "correct", actor = "li", problem = "ufo" }), "problem 'ufo' is not known");
        await ProblemAsync(HttpStatusCode.BadRequest, _http.PostAsJsonAsync(address, new { kind = "confirm", actor = " " }), "actor is empty");
        await ProblemAsync(HttpStatusCode.BadRequest, _http.PostAsJsonAsync(address, new { kind = "confirm" }), "actor");
        await ProblemAsync(HttpStatusCode.BadRequest, _http.PostAsJsonAsync(address, new { kind = "applaud", actor = "li" }), "kind 'applaud'");
        await ProblemAsync(HttpStatusCode.NotFound, _http.PostAsJsonAsync($"/api/cases/{Guid.NewGuid()}/verdicts", new { kind = "confirm", actor = "li" }), "There is no case");
        await ProblemAsync(HttpStatusCode.UnsupportedMediaType, _http.PostAsync(address, new StringContent("kind=confirm")), "/openapi/v1.json");
    }

    [Fact]
    public async Task A_duplicate_goes_into_the_other_case_with_its_later_reports_and_comes_out_again()
    {
        var (one, two) = (_factory.Opened("one"), _factory.Opened("two"));
        await PublishAsync(one);
        await PublishAsync(two);
        var cases = (await GetAsync("/api/cases")).GetProperty("items");
        var (first, second) = (cases[1].GetProperty("id").GetGuid(), cases[0].GetProperty("id").GetGuid());
        await ProblemAsync(HttpStatusCode.BadRequest, _http.PostAsJsonAsync($"/api/cases/{second}/verdicts", new { kind = "duplicate", actor = "li", duplicateOf = second }), "cannot be a duplicate of itself");
        var merged = await VerdictAsync(second, new { kind = "duplicate", actor = "li", duplicateOf = first });
        merged.GetProperty("mergedInto").GetGuid().ShouldBe(first);
        await PublishAsync(_factory.Updated(two));
        var stays = await GetAsync($"/api/cases/{first}");
        stays.GetProperty("reports").GetInt64().ShouldBe(3);
        stays.GetProperty("events").GetArrayLength().ShouldBe(3);
        await ReadAsync(await _http.PostAsJsonAsync($"/api/cases/{second}/undo", new { actor = "li" }));
        await PublishAsync(_factory.Updated(_factory.Updated(two)));
        (await GetAsync($"/api/cases/{second}")).GetProperty("events").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task Agents_and_cameras_stand_as_they_report_themselves()
    {
        await PublishStatusAsync();
        var agent = (await GetAsync("/api/agents"))[0];
        agent.GetProperty("agent").GetString().ShouldBe("street-1");
        agent.GetProperty("cameras").GetArrayLength().ShouldBe(2);
        agent.TryGetProperty("settings", out _).ShouldBeTrue();
        var cameras = await GetAsync("/api/cameras");
        cameras.EnumerateArray().Select(camera => camera.GetProperty("camera").GetString()).ShouldBe(["crossing", "market"]);
        var camera = await GetAsync("/api/cameras/street-1/crossing");
        camera.GetProperty("zones")[0].GetProperty("polygon").GetArrayLength().ShouldBe(4);
        camera.GetProperty("thresholds").GetProperty("overflow").GetRawText().ShouldBe("0.55");
        camera.GetProperty("settings").GetProperty("revision").GetInt64().ShouldBe(0);
        await ProblemAsync(HttpStatusCode.NotFound, _http.GetAsync("/api/cameras/street-1/nowhere"), "No agent 'street-1' has reported a camera 'nowhere'");
    }

    [Fact]
    public async Task Sensors_stand_as_their_agents_report_them_and_a_case_shows_what_they_read()
    {
        using var response = await _http.GetAsync("/api/live", HttpCompletionOption.ResponseHeadersRead);
        using var stream = new StreamReader(await response.Content.ReadAsStreamAsync());
        await DeliverAsync(Topics.Sensors("street-1", 0), JsonSerializer.SerializeToUtf8Bytes(_factory.Sensors(sensors: ["cover-17", "cover-18"]), ContractsJson.Default.SensorPage));
        await LineAsync(stream, "event: sensors");
        (await stream.ReadLineAsync()).ShouldBe("""data: {"agent":"street-1","changed":2}""");
        var sensors = await GetAsync("/api/sensors?state=live&agent=street-1&text=17&limit=1");
        sensors.GetProperty("total").GetInt64().ShouldBe(1);
        sensors.GetProperty("states").GetProperty("live").GetInt64().ShouldBe(1);
        sensors.GetProperty("items")[0].GetProperty("latest")[0].GetProperty("quantity").GetString().ShouldBe("tilt");
        (await GetAsync("/api/sensors?limit=1&after=street-1/cover-17")).GetProperty("items")[0].GetProperty("sensor").GetString().ShouldBe("cover-18");
        (await GetAsync("/api/sensors/street-1/cover-17")).GetProperty("name").GetString().ShouldBe("Cover cover-17");
        await ProblemAsync(HttpStatusCode.NotFound, _http.GetAsync("/api/sensors/street-1/nowhere"), "No agent 'street-1' has reported a sensor 'nowhere'");
        await ProblemAsync(HttpStatusCode.BadRequest, _http.GetAsync("/api/sensors?after=cover-17"), "after 'cover-17' is not agent/sensor");

        await PublishAsync(CandidateFactory.Vouched(_factory.OpenedBySensor(), "/agents/street-1/cameras/crossing"));
        var detail = await GetAsync($"/api/cases/{await OnlyCaseAsync()}");
        detail.TryGetProperty("camera", out _).ShouldBeFalse();
        detail.GetProperty("sensor").GetString().ShouldBe("cover-17");
        detail.GetProperty("series")[0].GetProperty("points").GetArrayLength().ShouldBe(5);
        detail.GetProperty("corroborations")[0].GetProperty("counted").GetBoolean().ShouldBeTrue();
        detail.GetProperty("corroborations")[0].GetProperty("seen").GetProperty("class").GetString().ShouldBe("manhole-open");
        detail.GetProperty("confidence").GetProperty("factors")[1].GetProperty("answer").GetString().ShouldBe("agrees");
        detail.GetProperty("confidence").GetProperty("record").GetProperty("reporter").GetString().ShouldBe("sensor");
        Numbers(await GetAsync("/api/cases?sensor=cover-17")).ShouldBe([1]);
        Numbers(await GetAsync("/api/cases?camera=cover-17")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Settings_are_merged_into_what_the_agent_is_to_have_and_published_retained()
    {
        await PublishStatusAsync();
        await DeliverAsync(Topics.SettingsReported("street-1"), JsonSerializer.SerializeToUtf8Bytes(new ReportedSettings { Revision = 6, Received = 7, At = _factory.Start }, ContractsJson.Default.ReportedSettings));
        await Eventually.TrueAsync(async () => (await GetAsync("/api/cameras/street-1/crossing")).GetProperty("settings").GetProperty("received").GetInt64() == 7, "reported settings are stored");
        var address = "/api/cameras/street-1/crossing/settings";
        (await ReadAsync(await _http.PutAsJsonAsync(address, new { actor = "li", thresholds = new[] { new { @class = "overflow", minScore = 0.6 } } }))).GetProperty("revision").GetInt64().ShouldBe(8);
        (await ReadAsync(await _http.PutAsJsonAsync(address, new { actor = "li", cadence = "00:00:05" }))).GetProperty("revision").GetInt64().ShouldBe(9);
        var desired = await DesiredAsync(9);
        desired.Cameras["crossing"].Cadence.ShouldBe(TimeSpan.FromSeconds(5));
        desired.Cameras["crossing"].Thresholds!.ShouldHaveSingleItem().MinScore.ShouldBe(0.6f);
        await ReadAsync(await _http.PutAsync(address, new StringContent("""{ "actor": "li", "thresholds": null }""", System.Text.Encoding.UTF8, "application/json")));
        (await DesiredAsync(10)).Cameras["crossing"].Thresholds.ShouldBeNull();
        await ProblemAsync(HttpStatusCode.BadRequest, _http.PutAsJsonAsync(address, new { actor = "li", cadence = "02:00:00" }), "cadence 02:00:00 is outside");
        await ProblemAsync(HttpStatusCode.BadRequest, _http.PutAsJsonAsync(address, new { actor = "li", zones = new[] { new { id = "a", polygon = new[] { new[] { 0.1, 0.1 } } } } }), "zones[0].polygon has 1 corners");
        await ProblemAsync(HttpStatusCode.BadRequest, _http.PutAsJsonAsync(address, new { cadence = "00:00:05" }), "actor");
        await ProblemAsync(HttpStatusCode.NotFound, _http.PutAsJsonAsync("/api/cameras/street-1/nowhere/settings", new { actor = "li" }), "nowhere");
    }

    [Fact]
    public async Task Settings_go_out_again_when_the_broker_holds_older_ones_or_comes_back_empty()
    {
        await PublishStatusAsync();
        await ReadAsync(await _http.PutAsJsonAsync("/api/cameras/street-1/crossing/settings", new { actor = "li", cadence = "00:00:05" }));
        await DesiredAsync(1);
        var before = DesiredMessages().Count;
        await _mqtt.DeliverAsync(Topics.SettingsDesired("street-1"), """{ "revision": 0 }"""u8.ToArray());
        await Eventually.TrueAsync(() => DesiredMessages().Count == before + 1, "published again because the broker held an older one");
        _mqtt.Connect(false);
        _mqtt.Connect(true);
        await Eventually.TrueAsync(() => DesiredMessages().Count == before + 2, "published again after the connection came back");
        DesiredMessages().ShouldAllBe(message => message.Retain);
    }

    [Fact]
    public async Task A_snapshot_is_asked_of_the_agent_and_served_with_what_was_seen_in_it()
    {
        await PublishStatusAsync();
        var picture = CandidateFactory.Picture(3);
        Answer(request => new AgentResponse { Id = request.Id, Camera = request.Camera, TakenAt = _factory.Start, Picture = picture, Subjects = [new Subject("overflow", 0.7f, 0, 0, 1, 1)] });
        var served = await _http.GetAsync("/api/cameras/street-1/crossing/snapshot?now=true");
        (await served.Content.ReadAsByteArrayAsync()).ShouldBe(picture);
        served.Headers.GetValues("X-Subjects").Single().ShouldBe("""[{"class":"overflow","score":0.7,"x1":0,"y1":0,"x2":1,"y2":1}]""");
        DateTimeOffset.Parse(served.Headers.GetValues("X-Taken-At").Single()).ShouldBe(_factory.Start);
        _mqtt.Published.Count(message => message.Topic == Topics.Requests("street-1")).ShouldBe(1);
        Answer(request => new AgentResponse { Id = request.Id, Camera = request.Camera, Error = "the camera has given no picture yet" });
        await ProblemAsync(HttpStatusCode.BadGateway, _http.GetAsync("/api/cameras/street-1/market/snapshot"), "the camera has given no picture yet");
        await ProblemAsync(HttpStatusCode.NotFound, _http.GetAsync("/api/cameras/street-1/nowhere/snapshot"), "nowhere");
        _mqtt.OnPublish = null;
        await ProblemAsync(HttpStatusCode.GatewayTimeout, _http.GetAsync("/api/cameras/street-1/market/snapshot?now=true"), "gave no answer within 5 s");
    }

    [Fact]
    public async Task Scores_reports_aside_and_problems_are_listed()
    {
        await PublishStatusAsync();
        var sample = new ScoreSample
        {
            Id = Guid.CreateVersion7(), Agent = "street-1", Camera = "crossing", TakenAt = _factory.Start, Class = "overflow", Score = 0.42f, Threshold = 0.55f, SamplingProbability = 1, Model = "m@0", Picture = CandidateFactory.Picture(9),
        };
        await DeliverAsync(Topics.Scores("street-1"), JsonSerializer.SerializeToUtf8Bytes(sample, ContractsJson.Default.ScoreSample), sample.Id);
        var report = new ZeroReport { Id = Guid.CreateVersion7(), Agent = "street-1", From = _factory.Start.AddHours(-1), To = _factory.Start, Cameras = 2, CamerasSeen = 2, LooksDue = 10, LooksMade = 9 };
        await DeliverAsync(Topics.Report("street-1"), JsonSerializer.SerializeToUtf8Bytes(report, ContractsJson.Default.ZeroReport), report.Id);
        await _mqtt.DeliverAsync(Topics.Events("street-1"), "not JSON"u8.ToArray());
        await Eventually.TrueAsync(async () => (await GetAsync("/api/aside")).GetArrayLength() == 1, "the broken message is aside");
        (await GetAsync("/api/aside"))[0].GetProperty("text").GetString().ShouldBe("not JSON");
        var scores = await GetAsync("/api/cameras/street-1/crossing/scores?class=overflow");
        scores.GetProperty("items")[0].GetProperty("hasPicture").GetBoolean().ShouldBeTrue();
        (await GetAsync("/api/cameras/street-1/crossing/scores?class=bicycle")).GetProperty("items").GetArrayLength().ShouldBe(0);
        (await _http.GetByteArrayAsync($"/api/scores/{sample.Id}/picture")).ShouldBe(sample.Picture);
        (await GetAsync("/api/reports"))[0].GetProperty("looksMade").GetInt64().ShouldBe(9);
        var problems = await GetAsync("/api/problems");
        problems.EnumerateArray().Select(problem => problem.GetProperty("name").GetString()).ShouldBe(Problems.All, ignoreOrder: true);
        problems[0].GetProperty("codes")[0].GetProperty("code").GetString().ShouldBe("09009");
    }

    [Fact]
    public async Task Live_updates_reach_a_page_that_listens()
    {
        using var response = await _http.GetAsync("/api/live", HttpCompletionOption.ResponseHeadersRead);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        using var stream = new StreamReader(await response.Content.ReadAsStreamAsync());
        await PublishAsync(_factory.Opened());
        await LineAsync(stream, "event: case");
        (await stream.ReadLineAsync()).ShouldNotBeNull().ShouldContain("\"change\":\"opened\"");
    }

    [Fact]
    public async Task Health_says_what_is_away()
    {
        (await GetAsync("/health")).GetProperty("status").GetString().ShouldBe("ok");
        _mqtt.Connect(false);
        var response = await _http.GetAsync("/health");
        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await ReadAsync(response, expectSuccess: false)).GetProperty("broker").GetString().ShouldBe("away");
    }

    [Fact]
    public async Task Metrics_count_messages_and_decisions()
    {
        await PublishAsync(_factory.Opened());
        var text = await _http.GetStringAsync("/metrics");
        text.ShouldContain("edgewatch_bridge_messages_total{kind=\"candidate\",outcome=\"Taken\"} 1\n");
        text.ShouldContain("edgewatch_bridge_decisions_total{reason=\"NewProblem\"} 1\n");
        text.ShouldContain("edgewatch_bridge_batch_size_bucket{le=\"+Inf\"} ");
        text.ShouldContain("# TYPE edgewatch_bridge_commit_duration_seconds histogram\n");
    }

    [Fact]
    public async Task Every_address_of_the_documentation_stands_in_the_machine_readable_form_and_the_other_way_round()
    {
        var documented = (await File.ReadAllLinesAsync(Repository.File("docs", "api.md")))
            .Where(line => line.StartsWith("| `GET /", StringComparison.Ordinal) || line.StartsWith("| `POST /", StringComparison.Ordinal) || line.StartsWith("| `PUT /", StringComparison.Ordinal))
            .Select(line => line.Split('`')[1].Split('?')[0]);
        var paths = (await GetAsync("/openapi/v1.json")).GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(method => $"{method.Name.ToUpperInvariant()} {path.Name}"));
        paths.ShouldBe(documented, ignoreOrder: true);
    }

    private static async Task LineAsync(StreamReader stream, string wanted)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (await stream.ReadLineAsync(late.Token) is { } line && line != wanted)
        {
        }
    }

    private static IEnumerable<int> Numbers(JsonElement page) => page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("number").GetInt32());

    private async Task PublishAsync(CandidateEvent candidate) => await DeliverAsync(Topics.Events("street-1"), CandidateFactory.Json(candidate), candidate.Id);

    private async Task PublishStatusAsync()
    {
        await DeliverAsync(Topics.Status("street-1"), JsonSerializer.SerializeToUtf8Bytes(_factory.Status(cameras: ["crossing", "market"]), ContractsJson.Default.AgentStatus));
        await Eventually.TrueAsync(async () => (await GetAsync("/api/cameras")).GetArrayLength() == 2, "the status is stored");
    }

    private async Task DeliverAsync(string topic, byte[] payload, Guid? acknowledged = null)
    {
        await _mqtt.DeliverAsync(topic, payload);
        if (acknowledged is { } id)
            await Eventually.TrueAsync(() => _mqtt.Committed.Contains(id), $"{topic} is acknowledged");
    }

    private void Answer(Func<AgentRequest, AgentResponse> answer) => _mqtt.OnPublish = message =>
    {
        if (message.Topic != Topics.Requests("street-1"))
            return;
        var response = answer(JsonSerializer.Deserialize(message.Payload.Span, ContractsJson.Default.AgentRequest)!);
        _ = _mqtt.DeliverAsync(Topics.Responses("street-1"), JsonSerializer.SerializeToUtf8Bytes(response, ContractsJson.Default.AgentResponse));
    };

    private List<MqttPublish> DesiredMessages() => [.. _mqtt.Published.Where(message => message.Topic == Topics.SettingsDesired("street-1"))];

    private async Task<DesiredSettings> DesiredAsync(long revision)
    {
        DesiredSettings? desired = null;
        await Eventually.TrueAsync(
            () => (desired = DesiredMessages().Select(message => JsonSerializer.Deserialize(message.Payload.Span, ContractsJson.Default.DesiredSettings)!).LastOrDefault(sent => sent.Revision == revision)) is not null,
            $"revision {revision} is published");
        return desired!;
    }

    private async Task<Guid> OnlyCaseAsync() => (await GetAsync("/api/cases")).GetProperty("items").EnumerateArray().ShouldHaveSingleItem().GetProperty("id").GetGuid();

    private async Task<JsonElement> VerdictAsync(Guid id, object verdict) => await ReadAsync(await _http.PostAsJsonAsync($"/api/cases/{id}/verdicts", verdict));

    private async Task<JsonElement> GetAsync(string address) => await ReadAsync(await _http.GetAsync(address));

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response, bool expectSuccess = true)
    {
        var text = await response.Content.ReadAsStringAsync();
        if (expectSuccess)
            response.IsSuccessStatusCode.ShouldBeTrue($"{response.StatusCode}: {text}");
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    private static async Task ProblemAsync(HttpStatusCode status, Task<HttpResponseMessage> request, string words)
    {
        var response = await request;
        var problem = await ReadAsync(response, expectSuccess: false);
        response.StatusCode.ShouldBe(status, problem.GetRawText());
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        problem.GetProperty("detail").GetString().ShouldNotBeNull().ShouldContain(words);
    }
}
