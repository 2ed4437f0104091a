using System.Net.Http.Json;
using System.Text.Json;
using EdgeWatch.CaseBridge;
using EdgeWatch.CaseBridge.Filing;
using EdgeWatch.CaseBridge.Options;
using EdgeWatch.CaseBridge.Tests;
using EdgeWatch.Contracts;
using EdgeWatch.Receiver;
using Microsoft.AspNetCore.Builder;

namespace EdgeWatch.EdgeWatch.Tests.Receiver;

/// <summary>A running bridge and a running receiver: from the verdict to the platform and back.</summary>
public sealed class BridgeAndReceiverTests : IAsyncLifetime
{
    private const string Token = "0123456789abcdef";

    private readonly TempFolder _folder = new();
    private readonly RecordingMqtt _mqtt = new();
    private readonly ManualTime _time = new();
    private readonly CandidateFactory _factory = new();
    private readonly List<IAsyncDisposable> _running = [];
    private ReceiverHost _receiver = null!;
    private WebApplication _bridge = null!;
    private HttpClient _http = null!;

    [Theory]
    [InlineData("json", false)]
    [InlineData("xml", false)]
    [InlineData("json", true)]
    [InlineData("xml", true)]
    public async Task A_confirmed_case_is_filed_once_and_the_receivers_buttons_lead_it_to_its_end(string format, bool tokens)
    {
        var port = Local.LocalBroker.FreePort();
        await StartReceiverAsync(new ReceiverOptions(0) { Bridge = $"http://127.0.0.1:{port}", BridgeToken = Token, Tokens = tokens, ApiKey = "k-1" });
        await StartBridgeAsync(port, Enum.Parse<GeoReportFormat>(format, ignoreCase: true), TimeSpan.Zero);
        var id = await ConfirmAsync();
        await UntilAsync(async () => (await CaseAsync(id)).GetProperty("references").GetArrayLength() == 1, "the receiver has it and its number is known");

        var request = _receiver.Requests.ShouldHaveSingleItem();
        request.Field("service_code").ShouldBe(Problems.BinOverflow);
        (await CaseAsync(id)).GetProperty("reference").GetString().ShouldBe(request.Id);
        foreach (var (status, state) in new[] { ("dispatched", "dispatched"), ("handled", "handled"), ("returned", "returned"), ("handled", "handled"), ("verified", "verified"), ("closed", "closed") })
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            var told = await _receiver.StepAsync(request.Id, status, "as the city said", CancellationToken.None);
            told!.Steps[^1].Told.ShouldNotBeNull().ShouldStartWith("200 ");
            (await CaseAsync(id)).GetProperty("state").GetString().ShouldBe(state);
        }
    }

    [Fact]
    public async Task A_receiver_that_tells_nothing_is_asked()
    {
        await StartReceiverAsync(new ReceiverOptions(0) { ApiKey = "k-1" });
        await StartBridgeAsync(0, GeoReportFormat.Json, TimeSpan.FromMinutes(1));
        var id = await ConfirmAsync();
        await UntilAsync(() => Task.FromResult(_receiver.Requests.Count == 1), "the receiver has it");
        await _receiver.StepAsync("1", "dispatched", null, CancellationToken.None);
        await _receiver.StepAsync("1", "handled", "swept", CancellationToken.None);
        await _receiver.StepAsync("1", "closed", null, CancellationToken.None);
        await UntilAsync(async () => (await CaseAsync(id)).GetProperty("state").GetString() == "handled", "the bridge asks and hears that it is closed there");
    }

    [Fact]
    public async Task What_waits_when_the_bridge_stops_is_sent_by_the_next_one_and_once()
    {
        await StartReceiverAsync(new ReceiverOptions(0) { ApiKey = "k-1" });
        await StartBridgeAsync(0, GeoReportFormat.Json, TimeSpan.Zero);
        var id = await ConfirmAsync();
        await _bridge.DisposeAsync();
        _receiver.Requests.ShouldBeEmpty();
        await StartBridgeAsync(0, GeoReportFormat.Json, TimeSpan.Zero);
        await UntilAsync(async () => (await CaseAsync(id)).GetProperty("references").GetArrayLength() == 1, "the next bridge sends it");
        _receiver.Requests.ShouldHaveSingleItem();
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        _http.Dispose();
        foreach (var running in Enumerable.Reverse(_running))
            await running.DisposeAsync();
        _folder.Dispose();
    }

    private async Task StartReceiverAsync(ReceiverOptions options) => _running.Add(_receiver = await ReceiverHost.StartAsync(options, _time, CancellationToken.None));

    private async Task StartBridgeAsync(int port, GeoReportFormat format, TimeSpan askInterval)
    {
        var options = new BridgeOptions
        {
            Listen = $"http://127.0.0.1:{port}", Data = _folder.File("data"), CityToken = Token,
            Filers =
            [
                new FilerOptions
                {
                    Name = "city", Kind = "open311", Url = _receiver.Endpoint, ApiKey = "k-1", Format = format, AskInterval = askInterval,
                    Services = [new ServiceCodeOptions { Problem = Problems.BinOverflow, Code = Problems.BinOverflow }],
                },
            ],
        };
        _bridge = BridgeHost.Build(options, _ => _mqtt, _time);
        _running.Add(_bridge);
        await _bridge.StartAsync();
        _http = new HttpClient { BaseAddress = new Uri(_bridge.Urls.First()) };
    }

    private async Task<string> ConfirmAsync()
    {
        var candidate = _factory.Opened();
        await _mqtt.DeliverAsync(Topics.Events("street-1"), CandidateFactory.Json(candidate));
        await Eventually.TrueAsync(() => _mqtt.Committed.Contains(candidate.Id), "the candidate is committed");
        var id = JsonDocument.Parse(await _http.GetStringAsync("/api/cases")).RootElement.GetProperty("items")[0].GetProperty("id").GetString()!;
        (await _http.PostAsJsonAsync($"/api/cases/{id}/verdicts", new { kind = "confirm", actor = "li" })).EnsureSuccessStatusCode();
        return id;
    }

    private Task UntilAsync(Func<Task<bool>> condition, string what) => Eventually.TrueAsync(
        async () =>
        {
            _time.Advance(TimeSpan.FromSeconds(5));
            return await condition();
        },
        what);

    private async Task<JsonElement> CaseAsync(string id) => JsonDocument.Parse(await _http.GetStringAsync($"/api/cases/{id}")).RootElement;
}
