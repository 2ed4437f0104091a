using System.Net;
using System.Net.Http.Json;

namespace EdgeWatch.CaseBridge.Tests.Api;

public sealed partial class ApiTests
{
    [Fact]
    public async Task A_filed_case_is_dispatched_handled_and_closed_and_listed_by_its_states()
    {
        await PublishAsync(_factory.Opened());
        var id = await OnlyCaseAsync();
        var address = $"/api/cases/{id}/changes";
        await ProblemAsync(HttpStatusCode.Conflict, _http.PostAsJsonAsync(address, new { kind = "dispatch", actor = "wang" }), "Give a verdict first");
        await VerdictAsync(id, new { kind = "confirm", actor = "li" });
        var dispatched = await ReadAsync(await _http.PostAsJsonAsync(address, new { kind = "dispatch", actor = "wang", department = "cleaning", urgent = true }));
        (dispatched.GetProperty("state").GetString(), dispatched.GetProperty("department").GetString(), dispatched.GetProperty("urgent").GetBoolean()).ShouldBe(("dispatched", "cleaning", true));
        dispatched.GetProperty("moves").EnumerateArray().Select(move => move.GetString()).ShouldBe(["handle", "void", "suspend"]);
        await ProblemAsync(HttpStatusCode.Conflict, _http.PostAsJsonAsync($"/api/cases/{id}/undo", new { actor = "li" }), "wang said 'dispatch' at");
        await ProblemAsync(HttpStatusCode.BadRequest, _http.PostAsJsonAsync(address, new { kind = "return", actor = "wang" }), "reason is empty");
        await ProblemAsync(HttpStatusCode.NotFound, _http.PostAsJsonAsync($"/api/cases/{Guid.NewGuid()}/changes", new { kind = "close", actor = "wang" }), "There is no case");
        Numbers(await GetAsync("/api/cases?state=handled,dispatched")).ShouldBe([1]);
        Numbers(await GetAsync("/api/cases?state=pending,filed")).ShouldBeEmpty();
        await ProblemAsync(HttpStatusCode.BadRequest, _http.GetAsync("/api/cases?state=filed,open"), "state 'open' is none of");
    }
}
