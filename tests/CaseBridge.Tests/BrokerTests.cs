using System.Text.Json;
using EdgeWatch.CaseBridge.Options;
using EdgeWatch.CaseBridge.Store;
using EdgeWatch.Contracts;
using EdgeWatch.Mqtt;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeWatch.CaseBridge.Tests;

/// <summary>The whole bridge with the real broker.</summary>
public sealed class BrokerTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly CandidateFactory _factory = new();
    private readonly List<Guid> _committed = [];
    private MosquittoBroker _broker = null!;
    private MqttClient _agent = null!;
    private WebApplication _bridge = null!;

    public async Task InitializeAsync()
    {
        _broker = await MosquittoBroker.StartAsync();
        _bridge = await StartBridgeAsync("one");
        _agent = new MqttClient(new MqttClientOptions(Where, "street-1"), NullLogger<MqttClient>.Instance);
        _agent.Subscribe(Topics.Acks("street-1"), 1, message =>
        {
            lock (_committed)
                _committed.AddRange(JsonSerializer.Deserialize(message.Payload.Span, ContractsJson.Default.Acknowledgement)!.Committed);
            return ValueTask.CompletedTask;
        });
        _agent.Start();
        await Eventually.TrueAsync(() => _agent.IsConnected && Connected(_bridge), "agent and bridge are connected");
    }

    public async Task DisposeAsync()
    {
        await _agent.DisposeAsync();
        await _bridge.DisposeAsync();
        await _broker.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_candidate_published_five_times_becomes_one_case_and_is_acknowledged()
    {
        var picture = CandidateFactory.Picture(bytes: 200_000);
        var candidate = _factory.Opened(picture: picture);
        for (var round = 0; round < 5; round++)
            await SendAsync(Topics.Events("street-1"), CandidateFactory.Json(candidate));
        await SendAsync(Topics.Evidence("street-1", candidate.Data.Evidence!.Id), picture);
        await CommittedAsync(candidate.Id, candidate.Data.Evidence.Id);
        Cases().ShouldHaveSingleItem().Evidence.ShouldBe(candidate.Data.Evidence.Id);
    }

    [Fact]
    public async Task A_malformed_message_stops_nothing()
    {
        await SendAsync(Topics.Events("street-1"), [0xDE, 0xAD]);
        var candidate = _factory.Opened();
        await SendAsync(Topics.Events("street-1"), CandidateFactory.Json(candidate));
        await CommittedAsync(candidate.Id);
        Store(_bridge).Read(transaction => transaction.Aside(10)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_broker_that_is_killed_and_comes_back_gets_the_settings_again_and_the_intake_goes_on()
    {
        await SendAsync(Topics.Status("street-1"), JsonSerializer.SerializeToUtf8Bytes(_factory.Status(cameras: ["crossing"]), ContractsJson.Default.AgentStatus), retain: true);
        await Eventually.TrueAsync(() => Store(_bridge).Read(transaction => transaction.Cameras()).Count == 1, "the status is stored");
        using var http = new HttpClient { BaseAddress = new Uri(_bridge.Urls.First()) };
        (await http.PutAsync("/api/cameras/street-1/crossing/settings", new StringContent("""{ "actor": "li", "cadence": "00:00:05" }""", System.Text.Encoding.UTF8, "application/json"))).EnsureSuccessStatusCode();

        _broker.Kill();
        await Eventually.TrueAsync(() => !Connected(_bridge), "the bridge notices");
        ((int)(await http.GetAsync("/health")).StatusCode).ShouldBe(503);
        await _broker.StartAgainAsync();
        await Eventually.TrueAsync(() => _agent.IsConnected && Connected(_bridge), "both are back", TimeSpan.FromSeconds(40));

        // The broker was killed without persistence: what it holds now, the bridge has published again.
        var held = new TaskCompletionSource<long>();
        await using var late = new MqttClient(new MqttClientOptions(Where, "late"), NullLogger<MqttClient>.Instance);
        late.Subscribe(Topics.SettingsDesired("street-1"), 1, message =>
        {
            held.TrySetResult(JsonSerializer.Deserialize(message.Payload.Span, ContractsJson.Default.DesiredSettings)!.Revision);
            return ValueTask.CompletedTask;
        });
        late.Start();
        (await held.Task.WaitAsync(TimeSpan.FromSeconds(20))).ShouldBe(1);

        var candidate = _factory.Opened();
        await SendUntilCommittedAsync(candidate);
        Cases().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Two_bridges_share_the_work_and_one_store_and_make_no_double()
    {
        await using var second = await StartBridgeAsync("two");
        await Eventually.TrueAsync(() => Connected(second), "the second bridge is connected");
        var candidates = Enumerable.Range(0, 60).Select(index => _factory.Opened($"camera-{index % 30}")).ToList();
        foreach (var candidate in candidates.Concat(candidates))
            await SendAsync(Topics.Events("street-1"), CandidateFactory.Json(candidate));
        await CommittedAsync([.. candidates.Select(candidate => candidate.Id)]);
        Cases().Count.ShouldBe(30);
        Cases().Sum(found => found.Reports).ShouldBe(60);
    }

    private BrokerOptions Where => new() { Host = _broker.Host, Port = _broker.Port };

    private async Task<WebApplication> StartBridgeAsync(string id)
    {
        var options = new BridgeOptions { Id = id, Listen = "http://127.0.0.1:0", Data = _folder.File("data"), Broker = Where };
        var bridge = BridgeHost.Build(options, _ => new MqttClient(new MqttClientOptions(Where, $"bridge-{id}"), NullLogger<MqttClient>.Instance), TimeProvider.System);
        await bridge.StartAsync();
        return bridge;
    }

    private static CaseStore Store(WebApplication bridge) => bridge.Services.GetRequiredService<CaseStore>();

    private static bool Connected(WebApplication bridge) => bridge.Services.GetRequiredService<IMqttClient>().IsConnected;

    private IReadOnlyList<CaseBridge.Api.Case> Cases() => Store(_bridge).Read(transaction => transaction.Cases(new CaseFilter(null, null, null, null, null, 500, null))).Items;

    private async Task SendAsync(string topic, byte[] payload, bool retain = false) => await _agent.PublishAsync(new MqttPublish(topic, payload) { Retain = retain }, CancellationToken.None);

    private async Task SendUntilCommittedAsync(CandidateEvent candidate) => await Eventually.TrueAsync(
        async () =>
        {
            await SendAsync(Topics.Events("street-1"), CandidateFactory.Json(candidate));
            return Has(candidate.Id);
        },
        "the candidate is acknowledged");

    private Task CommittedAsync(params IReadOnlyList<Guid> ids) => Eventually.TrueAsync(() => ids.All(Has), $"{ids.Count} ids are acknowledged");

    private bool Has(Guid id)
    {
        lock (_committed)
            return _committed.Contains(id);
    }
}
