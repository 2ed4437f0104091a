using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Centre;
using EdgeWatch.EdgeAgent.Options;
using EdgeWatch.EdgeAgent.Settings;
using EdgeWatch.EdgeAgent.Tests.Outbox;
using EdgeWatch.Mqtt;
using EdgeWatch.Tests.Shared;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeWatch.EdgeAgent.Tests.Centre;

/// <summary>A broker, an agent's link with its outbox and settings, and a bridge that the test plays.</summary>
internal sealed class CentreStage : IAsyncDisposable
{
    private readonly TempFolder _folder = new();

    public MosquittoBroker Broker { get; private set; } = null!;

    public PlayedBridge Bridge { get; private set; } = null!;

    public EdgeAgent.Outbox.Outbox Outbox { get; private set; } = null!;

    public SettingsDesk Settings { get; private set; } = null!;

    public CentreLink Link { get; private set; } = null!;

    public AgentMetrics Metrics { get; } = TestMetrics.Create();

    public CameraStatus Camera { get; set; } = new() { Camera = "gate", State = CameraStates.Connecting, Since = Make.At };

    public Func<AgentRequest, AgentResponse> Answer { get; set; } = request => new AgentResponse { Id = request.Id, Camera = request.Camera };

    public static async Task<CentreStage> StartAsync(Func<AgentOptions, AgentOptions>? change = null, Func<EdgeAgent.Outbox.Outbox, Task>? beforeLink = null)
    {
        var stage = new CentreStage();
        stage.Broker = await MosquittoBroker.StartAsync(new() { MaxQueuedMessages = 100_000 });
        stage.Bridge = new PlayedBridge(await stage.ClientAsync("bridge"));
        await stage.Bridge.ListenAsync();
        var options = new AgentOptions { Id = "box-1", Broker = new BrokerOptions { Host = stage.Broker.Host, Port = stage.Broker.Port } };
        options = change?.Invoke(options) ?? options;
        stage.Outbox = await Make.OutboxAsync(stage._folder, metrics: stage.Metrics);
        await (beforeLink?.Invoke(stage.Outbox) ?? Task.CompletedTask);
        var camera = CameraRuntimeSettings.FromFile(new CameraOptions { Id = "gate", Url = "x" }, new Dictionary<string, float> { ["overflow"] = 0.5f }, TimeZoneInfo.Utc);
        stage.Settings = SettingsDesk.Open(stage._folder.File("settings.json"), [camera], TimeProvider.System, NullLogger<SettingsDesk>.Instance);
        var hooks = new CentreHooks
        {
            Version = "0.1.0",
            Models = ["garbage@0123456789ab"],
            Cameras = () => [stage.Camera],
            Answer = (request, _) => ValueTask.FromResult(stage.Answer(request)),
        };
        stage.Link = new CentreLink(options, hooks, stage.Outbox, stage.Settings, MakeClient, stage.Metrics, TimeProvider.System, NullLogger<CentreLink>.Instance);
        stage.Link.Start();
        await Eventually.TrueAsync(() => stage.Link.IsConnected, "agent connected");
        return stage;
    }

    public async Task<IMqttClient> ClientAsync(string id)
    {
        var client = MakeClient(new MqttClientOptions(new BrokerOptions { Host = Broker.Host, Port = Broker.Port }, id));
        client.Start();
        await Eventually.TrueAsync(() => client.IsConnected, $"{id} connected");
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        await Link.DisposeAsync();
        await Outbox.DisposeAsync();
        await Bridge.DisposeAsync();
        await Broker.DisposeAsync();
        _folder.Dispose();
    }

    private static MqttClient MakeClient(MqttClientOptions options) =>
        new(options with { ReconnectDelay = TimeSpan.FromMilliseconds(100), ReconnectLimit = TimeSpan.FromMilliseconds(300) }, NullLogger<MqttClient>.Instance);
}
