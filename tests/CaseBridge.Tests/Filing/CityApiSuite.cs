using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using EdgeWatch.CaseBridge.Cities;
using EdgeWatch.CaseBridge.Filing;
using EdgeWatch.CaseBridge.Options;
using EdgeWatch.Contracts;
using EdgeWatch.Geography.Coordinates;
using Microsoft.AspNetCore.Builder;
using NetTopologySuite.Geometries;
using GeoPlace = EdgeWatch.Contracts.Place;

namespace EdgeWatch.CaseBridge.Tests.Filing;

/// <summary>What platforms tell the bridge, and what people do about refused filings, over HTTP on a running bridge, whatever its store.</summary>
public abstract class CityApiSuite : IAsyncLifetime
{
    private const string Token = "0123456789abcdef";
    private const double Lon = 116.397, Lat = 39.908;

    private readonly TempFolder _folder = new();
    private readonly RecordingMqtt _mqtt = new();
    private readonly ManualTime _time = new();
    private readonly CandidateFactory _factory = new();
    private ScriptedPlatform _platform = null!;
    private WebApplication _app = null!;
    private HttpClient _http = null!;

    /// <summary>Connection string of an empty database; null: SQLite.</summary>
    private protected abstract string? Postgres { get; }

    public async Task InitializeAsync()
    {
        _platform = await ScriptedPlatform.StartAsync((400, "no such class"), (200, """{ "reference": "P-1" }"""));
        // Some 2 km around the place, so that GCJ-02 read as WGS84 still lies inside, and another town does not.
        var border = new GeometryFactory().CreatePolygon([new(Lon - 0.02, Lat - 0.02), new(Lon + 0.02, Lat - 0.02), new(Lon + 0.02, Lat + 0.02), new(Lon - 0.02, Lat + 0.02), new(Lon - 0.02, Lat - 0.02)]);
        var options = new BridgeOptions
        {
            Listen = "http://127.0.0.1:0", Data = _folder.File("data"), Postgres = Postgres, CityToken = Token,
            Filers = [TestFilings.Default with { Url = _platform.Url }],
        };
        _app = BridgeHost.Build(options, _ => _mqtt, _time, locality: new Locality(null, null) { District = new District("Linjiang", null, border) });
        await _app.StartAsync();
        _http = new HttpClient { BaseAddress = new Uri(_app.Urls.First()) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
        await _platform.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Basic MDEyMzQ1Njc4OWFiY2RlZg==")]
    [InlineData("Bearer 0123456789abcdeg")]
    [InlineData("Bearer 0123456789abcde")]
    public async Task Who_does_not_show_the_token_is_told_so_and_changes_nothing(string? authorization)
    {
        var id = await ConfirmedAsync();
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/city/requests/{id}/updates") { Content = JsonContent.Create(new { id = "1", status = "handled", actor = "zhao" }) };
        using var stranger = new HttpClient { BaseAddress = _http.BaseAddress };
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using var response = await stranger.SendAsync(request);
        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        response.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
        (await CaseAsync(id)).GetProperty("state").GetString().ShouldBe("filed");
    }

    [Fact]
    public async Task A_platform_leads_a_case_through_its_life_and_a_repeat_changes_nothing()
    {
        var id = await ConfirmedAsync();
        var first = await TellAsync(id, new { id = "1", status = "dispatched", actor = "zhao", department = "sanitation", at = "2026-03-02T16:00:00+08:00" });
        first.GetProperty("changes").EnumerateArray().Select(change => change.GetString()).ShouldBe(["dispatch"]);
        (await TellAsync(id, new { id = "1", status = "dispatched", actor = "zhao", department = "sanitation", at = "2026-03-02T16:00:00+08:00" })).GetProperty("changes").GetArrayLength().ShouldBe(0);
        await RefusedAsync(HttpStatusCode.Conflict, id, new { id = "1", status = "handled", actor = "zhao" }, "update '1' said something else before");

        // A message in between was lost: who closes it says that it was handled.
        var closed = await TellAsync(id, new { id = "2", status = "closed", actor = "zhao", note = "swept" });
        closed.GetProperty("changes").EnumerateArray().Select(change => change.GetString()).ShouldBe(["handle", "close"]);
        var detail = await CaseAsync(id);
        (detail.GetProperty("state").GetString(), detail.GetProperty("department").GetString()).ShouldBe(("closed", "sanitation"));
        detail.GetProperty("history").EnumerateArray().Select(entry => entry.GetProperty("change").GetString()).ShouldBe(["opened", "confirm", "dispatch", "handle", "close"]);
        await RefusedAsync(HttpStatusCode.Conflict, id, new { id = "3", status = "dispatched", actor = "zhao" }, "is closed: zhao said 'close'");
    }

    [Fact]
    public async Task A_suspended_case_is_resumed_by_what_follows_and_all_of_an_update_is_done_or_nothing()
    {
        var id = await ConfirmedAsync();
        await RefusedAsync(HttpStatusCode.BadRequest, id, new { id = "1", status = "suspended", actor = "zhao" }, "say why it is to suspend");
        await TellAsync(id, new { id = "1", status = "suspended", actor = "zhao", note = "frost" });
        // Resuming would be right, returning is not: neither happens.
        await RefusedAsync(HttpStatusCode.Conflict, id, new { id = "2", status = "returned", actor = "zhao", note = "not done" }, "'return' is taken of a case that is handled or verified");
        (await CaseAsync(id)).GetProperty("state").GetString().ShouldBe("suspended");
        (await TellAsync(id, new { id = "3", status = "verified", actor = "zhao" })).GetProperty("changes").EnumerateArray().Select(change => change.GetString()).ShouldBe(["resume", "handle", "verify"]);
    }

    [Fact]
    public async Task What_cannot_be_understood_is_refused_with_the_remedy()
    {
        var id = await ConfirmedAsync();
        await RefusedAsync(HttpStatusCode.BadRequest, id, new { id = "1", status = "fixed", actor = "zhao" }, "status 'fixed' is none of dispatched, handled");
        await RefusedAsync(HttpStatusCode.BadRequest, id, new { id = " ", status = "handled", actor = "zhao" }, "id is empty");
        await RefusedAsync(HttpStatusCode.BadRequest, id, new { id = "1", status = "handled" }, "actor");
        await RefusedAsync(HttpStatusCode.NotFound, "4711", new { id = "1", status = "handled", actor = "zhao" }, "No case is known under '4711'");
    }

    [Fact]
    public async Task A_case_of_patrol_staff_is_taken_over_once_and_what_a_camera_sees_there_joins_it()
    {
        var (lon, lat) = Gcj02.FromWgs84(Lon, Lat);
        object Reported(string reference = "晋[2026]17") => new { reference, source = "监督员上报", code = "06-042", lon, lat, system = "GCJ-02", errorRadius = 10, openedAt = "2026-03-02T07:30:00Z", description = "满溢" };
        var opened = (await ImportAsync(Reported())).ShouldHaveSingleItem();
        opened.GetProperty("result").GetString().ShouldBe("opened");
        (await ImportAsync(Reported())).ShouldHaveSingleItem().GetProperty("result").GetString().ShouldBe("known");

        var detail = await CaseAsync(opened.GetProperty("case").GetString()!);
        (detail.GetProperty("state").GetString(), detail.GetProperty("reporter").GetString(), detail.GetProperty("problem").GetString()).ShouldBe(("filed", "patrol", Problems.BinOverflow));
        detail.GetProperty("place").GetProperty("lon").GetDouble().ShouldBe(Lon, 1e-6);
        detail.GetProperty("references")[0].GetProperty("origin").GetString().ShouldBe("imported");
        detail.GetProperty("filings").GetArrayLength().ShouldBe(0);

        // Half an hour later and 8 m away.
        await PublishAsync(_factory.Opened(place: new GeoPlace(Lon + 0.0001, Lat, CoordinateSystems.Wgs84, 5, "calibration")));
        var joined = await CaseAsync(opened.GetProperty("case").GetString()!);
        joined.GetProperty("reports").GetInt64().ShouldBe(2);
        joined.GetProperty("events").EnumerateArray().Select(known => known.GetProperty("decision").GetString()).ShouldBe(["NewProblem", "SamePlace"]);
        // Far beyond it is another one.
        await PublishAsync(_factory.Opened("market", place: new GeoPlace(Lon + 0.01, Lat, CoordinateSystems.Wgs84, 5, "calibration")));
        (await GetAsync("/api/cases")).GetProperty("total").GetInt64().ShouldBe(2);

        await TellAsync("晋[2026]17", new { id = "u1", status = "handled", actor = "zhao" });
        (await CaseAsync(opened.GetProperty("case").GetString()!)).GetProperty("state").GetString().ShouldBe("handled");
    }

    [Fact]
    public async Task A_case_that_a_camera_saw_first_takes_the_import_in_and_is_filed_by_it_and_nowhere_again()
    {
        await PublishAsync(_factory.Opened(place: new GeoPlace(Lon, Lat, CoordinateSystems.Wgs84, 5, "calibration")));
        var joined = (await ImportAsync(new { reference = "17", source = "hotline", problem = Problems.BinOverflow, lon = Lon, lat = Lat, system = "WGS84", openedAt = "2026-03-02T07:59:00Z", state = "dispatched" })).ShouldHaveSingleItem();
        (joined.GetProperty("result").GetString(), joined.GetProperty("decision").GetString()).ShouldBe(("joined", "SamePlace"));
        var detail = await CaseAsync(joined.GetProperty("case").GetString()!);
        (detail.GetProperty("state").GetString(), detail.GetProperty("reporter").GetString(), detail.GetProperty("reference").GetString()).ShouldBe(("dispatched", "camera", "17"));
        detail.GetProperty("filings").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Imports_that_cannot_be_taken_are_refused_one_by_one_with_the_likely_right_system()
    {
        var (gkX, gkY) = GaussKruger.Meridian(117).FromWgs84(new Wgs84(Lon, Lat, 0));
        object Case(string reference, double lon = Lon, double lat = Lat, string system = "WGS84", string? problem = Problems.Garbage, string? code = null, string source = "public", string openedAt = "2026-03-02T07:00:00Z") =>
            new { reference, source, problem, code, lon, lat, system, openedAt };
        var items = await ImportAsync(
            Case("good"), Case("plane", gkX, gkY), Case("swapped", Lat, Lon), Case("far", Lon + 1, Lat), Case("system", system: "MARS"), Case("class", problem: null, code: "99999"),
            Case("none", problem: null), Case("source", source: "rumour"), Case("fault", problem: Problems.SensorSilent), Case("tomorrow", openedAt: "2026-03-03T08:00:00Z"), Case(" "));
        items.Select(item => item.GetProperty("result").GetString()).ShouldBe(["opened", .. Enumerable.Repeat("refused", 10)]);
        string Detail(int index) => items[index].GetProperty("detail").GetString()!;
        Detail(1).ShouldContain("read as CGCS2000");
        Detail(2).ShouldContain("with x and y swapped");
        Detail(3).ShouldContain("outside Linjiang; no system that is known puts it inside");
        Detail(4).ShouldContain("system 'MARS' is not known");
        Detail(5).ShouldContain("class 99999 is none that a camera or sensor here looks for");
        Detail(6).ShouldContain("problem and code are both missing");
        Detail(7).ShouldContain("source 'rumour' is none of patrol (监督员上报)");
        Detail(8).ShouldContain("not known as one of the street");
        Detail(9).ShouldContain("lies ahead of");
        Detail(10).ShouldContain("reference is empty");
        (await _http.PostAsJsonAsync("/api/city/cases", Array.Empty<object>())).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_refused_filing_is_listed_with_its_words_and_sent_again_by_a_person()
    {
        var id = await ConfirmedAsync();
        await Eventually.TrueAsync(async () => await StateAsync() == FilingStates.Dead, "the platform refuses it");
        var page = await GetAsync("/api/filings?state=dead&filer=platform");
        var dead = page.GetProperty("items")[0];
        (dead.GetProperty("answer").GetString(), dead.GetProperty("case").GetString(), page.GetProperty("states").GetProperty("dead").GetInt64()).ShouldBe(("HTTP 400: no such class", id, 1));
        page.GetProperty("filers")[0].GetProperty("filer").GetString().ShouldBe("platform");
        var address = $"/api/filings/{dead.GetProperty("id").GetString()}";
        (await _http.PostAsJsonAsync($"{address}/retry", new { actor = " " })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await _http.PostAsJsonAsync($"/api/filings/{Guid.NewGuid()}/retry", new { actor = "li" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await _http.PostAsJsonAsync($"{address}/retry", new { actor = "li" })).EnsureSuccessStatusCode();
        await Eventually.TrueAsync(async () => await StateAsync() == FilingStates.Sent, "it is sent again");
        (await CaseAsync(id)).GetProperty("references")[0].GetProperty("reference").GetString().ShouldBe("P-1");
        (await _http.PostAsJsonAsync($"{address}/discard", new { actor = "li" })).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await _http.GetAsync("/api/filings?state=lost")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await _http.GetStringAsync("/metrics")).ShouldContain("edgewatch_bridge_filings_total{filer=\"platform\",kind=\"file\",outcome=\"sent\"} 1");

        async Task<string> StateAsync()
        {
            _time.Advance(TimeSpan.FromSeconds(10));
            return (await GetAsync("/api/filings")).GetProperty("items")[0].GetProperty("state").GetString()!;
        }
    }

    private async Task<string> ConfirmedAsync()
    {
        await PublishAsync(_factory.Opened());
        var id = (await GetAsync("/api/cases")).GetProperty("items")[0].GetProperty("id").GetString()!;
        (await _http.PostAsJsonAsync($"/api/cases/{id}/verdicts", new { kind = "confirm", actor = "li" })).EnsureSuccessStatusCode();
        return id;
    }

    private async Task PublishAsync(CandidateEvent candidate)
    {
        await _mqtt.DeliverAsync(Topics.Events("street-1"), CandidateFactory.Json(candidate));
        await Eventually.TrueAsync(() => _mqtt.Committed.Contains(candidate.Id), "the candidate is committed");
    }

    private async Task<JsonElement> TellAsync(string reference, object update)
    {
        using var response = await _http.PutAsJsonAsync($"/api/city/requests/{Uri.EscapeDataString(reference)}/updates", update);
        var text = await response.Content.ReadAsStringAsync();
        response.IsSuccessStatusCode.ShouldBeTrue(text);
        return JsonDocument.Parse(text).RootElement;
    }

    private async Task RefusedAsync(HttpStatusCode status, string reference, object update, string words)
    {
        using var response = await _http.PostAsJsonAsync($"/api/city/requests/{reference}/updates", update);
        response.StatusCode.ShouldBe(status);
        JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("detail").GetString().ShouldNotBeNull().ShouldContain(words);
    }

    private async Task<IReadOnlyList<JsonElement>> ImportAsync(params object[] cases)
    {
        using var response = await _http.PostAsJsonAsync("/api/city/cases", cases);
        var text = await response.Content.ReadAsStringAsync();
        response.IsSuccessStatusCode.ShouldBeTrue(text);
        return [.. JsonDocument.Parse(text).RootElement.GetProperty("items").EnumerateArray()];
    }

    private Task<JsonElement> CaseAsync(string id) => GetAsync($"/api/cases/{id}");

    private async Task<JsonElement> GetAsync(string address) => JsonDocument.Parse(await _http.GetStringAsync(address)).RootElement;
}

public sealed class SqliteCityApiTests : CityApiSuite
{
    private protected override string? Postgres => null;
}

public sealed class PostgresCityApiTests(PostgresCluster cluster) : CityApiSuite, IClassFixture<PostgresCluster>
{
    private protected override string? Postgres { get; } = cluster.ConnectionString(cluster.NewDatabase(""));
}
