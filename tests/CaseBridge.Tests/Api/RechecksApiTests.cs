using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using EdgeWatch.CaseBridge.Options;
using EdgeWatch.CaseBridge.Tests.Rechecks;
using EdgeWatch.CaseBridge.Snapshots;
using EdgeWatch.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeWatch.CaseBridge.Tests.Api;

/// <summary>Looking again, over HTTP, with the bridge's own worker.</summary>
public sealed class RechecksApiTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly RecordingMqtt _mqtt = new();
    private readonly ManualTime _time = new(TimeProvider.System.GetUtcNow());
    private WebApplication _app = null!;
    private HttpClient _http = null!;

    public async Task InitializeAsync()
    {
        var options = new BridgeOptions { Listen = "http://127.0.0.1:0", Data = _folder.File("data") };
        _app = BridgeHost.Build(options, _ => _mqtt, _time);
        await _app.StartAsync();
        _http = new HttpClient { BaseAddress = new Uri(_app.Urls.First()) };
        _ = new PlayedAgent(_mqtt, _app.Services.GetRequiredService<SnapshotDesk>());
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_handled_case_shows_what_is_proposed_with_the_picture_and_a_person_accepts_it()
    {
        var id = await HandledAsync();
        await UntilAsync(id, recheck => recheck.GetProperty("state").GetString() == "proposed");

        var recheck = (await GetAsync($"/api/cases/{id}")).GetProperty("recheck");
        (recheck.GetProperty("proposal").GetString(), recheck.GetProperty("looks").GetArrayLength(), recheck.GetProperty("agreeing").GetInt32()).ShouldBe(("verified", 4, 4));
        using (var picture = await _http.GetAsync($"/api/evidence/{recheck.GetProperty("after").GetString()}"))
            picture.Content.Headers.ContentType!.MediaType.ShouldBe("image/jpeg");
        (await GetAsync("/api/rechecks?state=proposed")).GetProperty("items")[0].GetProperty("case").GetString().ShouldBe(id);

        (await _http.PostAsJsonAsync($"/api/cases/{id}/changes", new { kind = "verify", actor = "li" })).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await GetAsync($"/api/cases/{id}")).GetProperty("recheck").GetProperty("settled").GetProperty("accepted").GetBoolean().ShouldBeTrue();
        (await GetAsync("/api/rechecks")).GetProperty("total").GetInt64().ShouldBe(0);
    }

    [Fact]
    public async Task Whoever_asks_for_a_look_gets_one_now_and_a_404_where_nothing_was_handled()
    {
        var id = await HandledAsync();
        (await _http.PostAsync($"/api/cases/{id}/recheck", null)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await UntilAsync(id, recheck => recheck.GetProperty("looks").GetArrayLength() > 0, TimeSpan.FromSeconds(1));
        (await _http.PostAsync($"/api/cases/{Guid.NewGuid()}/recheck", null)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await _http.GetAsync("/api/rechecks?state=done")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private async Task<string> HandledAsync()
    {
        var factory = new CandidateFactory(start: _time.GetUtcNow().AddMinutes(-5));
        await _mqtt.DeliverAsync(Topics.Status(factory.Agent), JsonSerializer.SerializeToUtf8Bytes(factory.Status(cameras: "crossing"), ContractsJson.Default.AgentStatus));
        await _mqtt.DeliverAsync(Topics.Events(factory.Agent), CandidateFactory.Json(factory.Opened()));
        await Eventually.TrueAsync(async () => (await GetAsync("/api/cases")).GetProperty("total").GetInt64() == 1, "the case is there");
        var id = (await GetAsync("/api/cases")).GetProperty("items")[0].GetProperty("id").GetString()!;
        (await _http.PostAsJsonAsync($"/api/cases/{id}/verdicts", new { kind = "confirm", actor = "li" })).EnsureSuccessStatusCode();
        (await _http.PostAsJsonAsync($"/api/cases/{id}/changes", new { kind = "handle", actor = "platform" })).EnsureSuccessStatusCode();
        return id;
    }

    /// <summary>Lets time pass until the recheck is so.</summary>
    private Task UntilAsync(string id, Func<JsonElement, bool> holds, TimeSpan? step = null) => Eventually.TrueAsync(
        async () =>
        {
            _time.Advance(step ?? TimeSpan.FromMinutes(1));
            return holds((await GetAsync($"/api/cases/{id}")).GetProperty("recheck"));
        },
        "the recheck is so");

    private async Task<JsonElement> GetAsync(string path) => await _http.GetFromJsonAsync<JsonElement>(path);
}
