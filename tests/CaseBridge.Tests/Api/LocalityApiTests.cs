using System.Net.Http.Json;
using System.Text.Json;
using EdgeWatch.CaseBridge.Cities;
using EdgeWatch.CaseBridge.Options;
using EdgeWatch.CaseBridge.Tests.Cities;
using EdgeWatch.Contracts;
using EdgeWatch.Geography.Index;
using EdgeWatch.Geography.Registers;
using Microsoft.AspNetCore.Builder;

namespace EdgeWatch.CaseBridge.Tests.Api;

/// <summary>What the city's profile and registers say of a case, over HTTP, on the real store.</summary>
public sealed class LocalityApiTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly RecordingMqtt _mqtt = new();
    private readonly CandidateFactory _factory = new(start: TimeProvider.System.GetUtcNow().AddMinutes(-5));
    private WebApplication _app = null!;
    private HttpClient _http = null!;

    public async Task InitializeAsync()
    {
        var import = new RegisterImport(new RegisterOptions(), DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime));
        import.Read(Directory.GetFiles(Repository.File("deploy", "registers")).Where(file => !file.Contains("district", StringComparison.Ordinal)).Select(file => new RegisterFile(file)));
        _app = BridgeHost.Build(
            new BridgeOptions { Listen = "http://127.0.0.1:0", Data = _folder.File("data") }, _ => _mqtt, TimeProvider.System, console: _folder.FullPath,
            locality: new Locality(new City(ExampleCity.Options), PlaceIndex.Of(import.Contents)));
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
    public async Task A_case_shows_both_codes_its_cell_and_once_filed_its_limits()
    {
        // A storm-drain grate of the register, seen by a camera whose place is known to 4 m.
        var id = await PublishAsync(_factory.Opened(problem: Problems.ManholeOpen, component: "3599010104000001", place: new Place(118.58481, 24.81438, CoordinateSystems.Wgs84, 4, "camera")));

        var pending = await GetAsync(id);
        pending.GetProperty("codes").EnumerateArray().Select(code => $"{code.GetProperty("code")} {code.GetProperty("zh")}, {code.GetProperty("basis")}")
            .ShouldBe(["01004 雨水箅子异常, component-class", "0104 雨水箅子, component-class"]);
        pending.GetProperty("codes")[0].GetProperty("confidence").GetString().ShouldBe("unconfirmed");
        var location = pending.GetProperty("location");
        location.GetProperty("cell").GetString().ShouldBe("359901001001002");
        location.GetProperty("dutyGrid").GetString().ShouldBe("DG-1");
        location.GetProperty("component").GetProperty("class").GetString().ShouldBe("0104");
        pending.GetProperty("limits").GetArrayLength().ShouldBe(0);
        pending.GetProperty("conditions").EnumerateArray().Select(condition => $"{condition.GetProperty("when")}: {condition.GetProperty("limit")}").ShouldBe(["堵塞: 1工作日"]);

        using var wrong = await _http.PostAsJsonAsync($"/api/cases/{id}/verdicts", new { kind = "confirm", actor = "li", filing = "broken" });
        wrong.StatusCode.ShouldBe(System.Net.HttpStatusCode.BadRequest);
        (await wrong.Content.ReadAsStringAsync()).ShouldContain("write 0 (堵塞)");
        var response = await _http.PostAsJsonAsync($"/api/cases/{id}/verdicts", new { kind = "confirm", actor = "li", filing = "堵塞" });
        var filed = JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync());
        var limit = filed.GetProperty("limits").EnumerateArray().ShouldHaveSingleItem();
        limit.GetProperty("limit").GetString().ShouldBe("1工作日");
        limit.GetProperty("closing").GetString().ShouldBe("疏通");
        limit.GetProperty("from").GetDateTimeOffset().ShouldBe(filed.GetProperty("history")[1].GetProperty("at").GetDateTimeOffset());
        limit.GetProperty("dueAt").GetDateTimeOffset().ShouldBeGreaterThan(limit.GetProperty("from").GetDateTimeOffset().AddHours(7));
        filed.GetProperty("dueAt").GetDateTimeOffset().ShouldBe(limit.GetProperty("dueAt").GetDateTimeOffset());
        filed.GetProperty("filing").GetProperty("profile").GetString().ShouldBe("yunwan@2026.1");
        filed.GetProperty("conditions").GetArrayLength().ShouldBe(0);

        await _http.PostAsJsonAsync($"/api/cases/{id}/changes", new { kind = "handle", actor = "wang" });
        var handled = await GetAsync(id);
        handled.GetProperty("due").GetString().ShouldBe("met");
        handled.GetProperty("limits").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task An_urgent_limit_runs_from_the_verdict_by_the_clock()
    {
        var id = await PublishAsync(_factory.Opened(problem: Problems.ManholeOpen, place: new Place(118.5849, 24.8143, CoordinateSystems.Wgs84, 5, "camera")));
        await _http.PostAsJsonAsync($"/api/cases/{id}/verdicts", new { kind = "confirm", actor = "li" });

        var filed = await GetAsync(id);
        var urgent = filed.GetProperty("limits")[0];
        (urgent.GetProperty("dueAt").GetDateTimeOffset() - urgent.GetProperty("from").GetDateTimeOffset()).ShouldBe(TimeSpan.FromHours(2));
        urgent.GetProperty("state").GetString().ShouldBe("running");
        filed.GetProperty("limits").GetArrayLength().ShouldBe(1, "the one that it was filed under");
        (await ListAsync("sort=due")).ShouldBe([id]);
        (await ListAsync("due=soon")).ShouldBeEmpty();
        (await _http.GetAsync("/api/cases?due=tomorrow")).StatusCode.ShouldBe(System.Net.HttpStatusCode.BadRequest);
        (await _http.GetAsync("/api/cases?sort=age")).StatusCode.ShouldBe(System.Net.HttpStatusCode.BadRequest);
        // The case names no component: the nearest one is shown with its distance, and decides nothing.
        filed.GetProperty("location").GetProperty("component").GetProperty("id").GetString().ShouldBe("3599010104000001");
        filed.GetProperty("codes")[0].GetProperty("code").GetString().ShouldBe("01023");
    }

    [Fact]
    public async Task Cases_are_listed_by_the_cell_that_they_lie_in()
    {
        await PublishAsync(_factory.Opened("one", place: new Place(118.58481, 24.81438, CoordinateSystems.Wgs84, 4, "camera")));
        var page = JsonSerializer.Deserialize<JsonElement>(await _http.GetStringAsync("/api/cases?cell=359901001001002&limit=1"));
        page.GetProperty("items").EnumerateArray().ShouldHaveSingleItem().GetProperty("number").GetInt64().ShouldBe(1);
        page.GetProperty("total").GetInt64().ShouldBe(1);
        page.TryGetProperty("next", out _).ShouldBeFalse();
        // The neighbour shares an edge of its box.
        JsonSerializer.Deserialize<JsonElement>(await _http.GetStringAsync("/api/cases?cell=359901001001001")).GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_case_outside_the_registers_has_no_cell_and_one_without_a_rule_no_limit()
    {
        var id = await PublishAsync(_factory.Opened(problem: Problems.Garbage, place: new Place(116.397, 39.908, CoordinateSystems.Wgs84, 5, "camera")));
        await _http.PostAsJsonAsync($"/api/cases/{id}/verdicts", new { kind = "confirm", actor = "li" });

        var filed = await GetAsync(id);
        filed.GetProperty("location").TryGetProperty("cell", out _).ShouldBeFalse();
        filed.GetProperty("limits").GetArrayLength().ShouldBe(0);
        filed.GetProperty("codes")[0].GetProperty("code").GetString().ShouldBe("06010");
    }

    [Fact]
    public async Task The_cells_of_a_part_of_the_map_come_with_their_outlines_or_where_they_are_too_many_not_at_all()
    {
        var few = await CellsAsync("bbox=118.5845,24.8140,118.5850,24.8145");
        var cell = few.GetProperty("items").EnumerateArray().Single(one => one.GetProperty("id").GetString() == "359901001001002");
        var border = cell.GetProperty("rings").EnumerateArray().ShouldHaveSingleItem().EnumerateArray().Select(corner => (corner[0].GetDouble(), corner[1].GetDouble())).ToList();
        border[0].ShouldBe(border[^1]);
        border.Count.ShouldBeGreaterThan(3);
        border.Min(corner => corner.Item1).ShouldBeLessThan(118.58481);
        border.Max(corner => corner.Item1).ShouldBeGreaterThan(118.58481);

        var all = await CellsAsync("bbox=118,24,119,25");
        all.GetProperty("total").GetInt32().ShouldBe(all.GetProperty("items").GetArrayLength());
        var many = await CellsAsync("bbox=118,24,119,25&limit=2");
        many.GetProperty("total").GetInt32().ShouldBe(all.GetProperty("total").GetInt32());
        many.GetProperty("items").GetArrayLength().ShouldBe(0);
        (await CellsAsync("bbox=10,10,11,11")).GetProperty("total").GetInt32().ShouldBe(0);
        foreach (var wrong in new[] { "", "bbox=2,1,1,2", "bbox=1,2,3", "bbox=118,24,119,25&limit=0", "bbox=118,24,119,25&limit=2001" })
            (await _http.GetAsync($"/api/map/cells?{wrong}")).StatusCode.ShouldBe(System.Net.HttpStatusCode.BadRequest, wrong);
    }

    private async Task<JsonElement> CellsAsync(string query) => JsonSerializer.Deserialize<JsonElement>(await _http.GetStringAsync($"/api/map/cells?{query}"));

    private async Task<Guid[]> ListAsync(string query) =>
        [.. JsonSerializer.Deserialize<JsonElement>(await _http.GetStringAsync($"/api/cases?{query}")).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetGuid())];

    private async Task<Guid> PublishAsync(CandidateEvent candidate)
    {
        await _mqtt.DeliverAsync(Topics.Events("street-1"), CandidateFactory.Json(candidate));
        await Eventually.TrueAsync(() => _mqtt.Committed.Contains(candidate.Id), "the candidate is acknowledged");
        var page = JsonSerializer.Deserialize<JsonElement>(await _http.GetStringAsync("/api/cases"));
        return page.GetProperty("items").EnumerateArray().ShouldHaveSingleItem().GetProperty("id").GetGuid();
    }

    private async Task<JsonElement> GetAsync(Guid id) => JsonSerializer.Deserialize<JsonElement>(await _http.GetStringAsync($"/api/cases/{id}"));
}
