using System.Net;
using System.Net.Http.Json;
using EdgeWatch.CaseBridge.Store;
using EdgeWatch.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeWatch.CaseBridge.Tests.Api;

public sealed partial class ApiTests
{
    [Fact]
    public async Task A_verdict_on_a_storm_is_one_on_each_member_that_waits_or_on_chosen_ones()
    {
        for (var camera = 0; camera < 21; camera++)
            await PublishAsync(_factory.Opened($"camera-{camera}", problem: Problems.Garbage));

        _app.Services.GetRequiredService<CaseStore>().Write(transaction => transaction.GroupStorm(Problems.Garbage, TimeProvider.System.GetUtcNow()));
        var storm = (await GetAsync("/api/storms")).GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        var address = $"/api/storms/{storm.GetProperty("id").GetGuid()}";
        (storm.GetProperty("cases").GetInt32(), storm.GetProperty("pending").GetInt32(), storm.GetProperty("sources").GetInt32()).ShouldBe((21, 21, 21));
        var members = (await GetAsync($"/api/cases?storm={storm.GetProperty("id").GetGuid()}")).GetProperty("items").EnumerateArray().Select(one => one.GetProperty("id").GetGuid()).ToList();

        await ProblemAsync(HttpStatusCode.BadRequest, _http.PostAsJsonAsync($"{address}/verdicts", new { kind = "reject", actor = "li" }), "reason is empty");
        await ProblemAsync(HttpStatusCode.BadRequest, _http.PostAsJsonAsync($"{address}/verdicts", new { kind = "duplicate", actor = "li" }), "on the case itself");
        await ProblemAsync(HttpStatusCode.BadRequest, _http.PostAsJsonAsync($"{address}/verdicts", new { kind = "confirm", actor = "li", cases = new[] { Guid.NewGuid() } }), "no members of storm");
        await ProblemAsync(HttpStatusCode.NotFound, _http.GetAsync($"/api/storms/{Guid.NewGuid()}"), "There is no storm");
        await ProblemAsync(HttpStatusCode.BadRequest, _http.GetAsync("/api/cases?storm=rain"), "neither the id of a storm nor none");

        var chosen = await ReadAsync(await _http.PostAsJsonAsync($"{address}/verdicts", new { kind = "confirm", actor = "li", cases = members[..2] }));
        (chosen.GetProperty("accepted").GetInt32(), chosen.GetProperty("refused").GetArrayLength()).ShouldBe((2, 0));
        var rest = await ReadAsync(await _http.PostAsJsonAsync($"{address}/verdicts", new { kind = "reject", actor = "li", reason = "rain on the glass" }));
        rest.GetProperty("accepted").GetInt32().ShouldBe(19);
        (await GetAsync(address)).GetProperty("pending").GetInt32().ShouldBe(0);
        (await GetAsync($"/api/cases/{members[0]}")).GetProperty("history").EnumerateArray().Last().GetProperty("change").GetString().ShouldBe("confirm");
        var late = await ReadAsync(await _http.PostAsJsonAsync($"{address}/verdicts", new { kind = "confirm", actor = "wang", cases = members[2..3] }));
        late.GetProperty("refused")[0].GetProperty("detail").GetString().ShouldNotBeNullOrEmpty();
    }
}
