using System.Net;
using EdgeWatch.Contracts;

namespace EdgeWatch.CaseBridge.Tests.Api;

/// <summary>How lists and the map are asked for.</summary>
public sealed partial class ApiTests
{
    [Fact]
    public async Task Cases_are_listed_by_time_and_text()
    {
        await PublishAsync(_factory.Opened("harbour"));
        await PublishAsync(_factory.Opened("market", problem: Problems.Garbage));
        var openedAt = (await GetAsync("/api/cases")).GetProperty("items")[0].GetProperty("openedAt").GetDateTimeOffset();
        Numbers(await GetAsync($"/api/cases?from={openedAt.UtcDateTime:O}")).ShouldBe([2]);
        Numbers(await GetAsync($"/api/cases?to={openedAt.UtcDateTime:O}")).ShouldBe([1]);
        Numbers(await GetAsync("/api/cases?text=2")).ShouldBe([2]);
        await ProblemAsync(HttpStatusCode.BadRequest, _http.GetAsync("/api/cases?from=2026-03-02T00:00:00Z&to=2026-03-01T00:00:00Z"), "is not before to");
        await ProblemAsync(HttpStatusCode.BadRequest, _http.GetAsync("/api/cases?from=yesterday"), "from");
        await ProblemAsync(HttpStatusCode.BadRequest, _http.GetAsync("/api/cases?cell=359901001001001"), "stands in no register of cells");
    }

    [Fact]
    public async Task Cases_are_listed_by_a_part_of_the_map()
    {
        await PublishAsync(_factory.Opened("near", place: new Place(118.585, 24.815, CoordinateSystems.Wgs84, 5, "camera")));
        await PublishAsync(_factory.Opened("far", place: new Place(118.685, 24.815, CoordinateSystems.Wgs84, 5, "camera")));
        Numbers(await GetAsync("/api/cases?box=118.58,24.81,118.59,24.82&limit=1")).ShouldBe([1]);
        Numbers(await GetAsync("/api/cases?box=118.5,24.8,118.7,24.9&state=pending")).ShouldBe([2, 1]);
        await ProblemAsync(HttpStatusCode.BadRequest, _http.GetAsync("/api/cases?box=118.59,24.81,118.58,24.82"), "west less than east");
        await ProblemAsync(HttpStatusCode.BadRequest, _http.GetAsync("/api/cases?box=118.5,24.8,118.6"), "west,south,east,north");
        await ProblemAsync(HttpStatusCode.BadRequest, _http.GetAsync("/api/cases?box=1,2,3,4&cell=x"), "give one of them");
    }

    [Fact]
    public async Task A_map_shows_the_cases_of_its_box()
    {
        await PublishAsync(_factory.Opened(place: new Place(118.585, 24.815, CoordinateSystems.Wgs84, 5, "camera")));
        var map = await GetAsync("/api/map?west=118.5&south=24.8&east=118.6&north=24.9&state=pending,filed&zoom=14");
        map.GetProperty("cases")[0].GetProperty("number").GetInt64().ShouldBe(1);
        map.GetProperty("states").GetProperty("pending").GetInt64().ShouldBe(1);
        (await GetAsync("/api/map?west=118.5&south=24.8&east=118.6&north=24.9&problem=garbage")).GetProperty("total").GetInt64().ShouldBe(0);
        await ProblemAsync(HttpStatusCode.BadRequest, _http.GetAsync("/api/map?west=118.6&south=24.8&east=118.5&north=24.9"), "west less than east");
        await ProblemAsync(HttpStatusCode.BadRequest, _http.GetAsync("/api/map?west=118.5&south=24.8&east=118.6&north=24.9&zoom=21"), "zoom 21 is outside 0..20");
        await ProblemAsync(HttpStatusCode.BadRequest, _http.GetAsync("/api/map?west=118.5&south=24.8&east=118.6&north=24.9&state=open"), "state 'open' is none of");
        await ProblemAsync(HttpStatusCode.BadRequest, _http.GetAsync("/api/map?west=118.5"), "south");
    }
}
