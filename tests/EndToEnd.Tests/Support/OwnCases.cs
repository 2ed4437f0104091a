using System.Security.Cryptography;
using System.Text.Json;
using EdgeWatch.Contracts;
using EdgeWatch.Mqtt;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeWatch.EndToEnd.Tests.Support;

/// <summary>
/// A bridge of the example city whose every case a test opens for itself: what one test decides is not missing in another one. Broker, bridge and console are real; the agent is played.
/// </summary>
public sealed class OwnCases : IAsyncLifetime
{
    private const string Agent = "street";
    private static readonly byte[] BinPicture = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "bin.jpg"));
    private readonly TempFolder _folder = new();
    private MosquittoBroker? _broker;
    private BridgeProgram? _bridge;
    private MqttClient? _mqtt;
    private int _opened;

    public string Address => _bridge!.Address;

    public CaseApi Api => _bridge!.Api;

    public async Task InitializeAsync()
    {
        _broker = await MosquittoBroker.StartAsync();
        _bridge = BridgeProgram.Start(_folder.FullPath, _broker.Port, more: $"""
            city: {Repository.File("deploy", "cities", "yunwan.yaml")}
              filers: [{"{"} name: archive, kind: folder, folder: {_folder.File("filed")} {"}"}]
            """);
        await _bridge.AnswersAsync();
        _mqtt = new MqttClient(new MqttClientOptions(new BrokerOptions { Host = _broker.Host, Port = _broker.Port }, "own-cases"), NullLogger<MqttClient>.Instance);
        _mqtt.Start();
        await Eventually.TrueAsync(() => _mqtt.IsConnected, "the played agent is connected");
    }

    /// <summary>Opens a case with a picture, by a camera and at a place of its own.</summary>
    /// <returns>Its id, once the bridge shows its picture.</returns>
    public async Task<string> OpenAsync(string problem = Problems.BinOverflow)
    {
        var number = Interlocked.Increment(ref _opened);
        var (camera, now) = ($"gate-{number}", TimeProvider.System.GetUtcNow());
        await TellStatusAsync(number, now);
        // A kilometre from the last one: what is near might be the same problem.
        var candidate = Candidate(problem, camera, new Place(118.5 + number / 100.0, 24.8, CoordinateSystems.Wgs84, 5, "calibration"), now);
        await PublishAsync(Topics.Evidence(Agent, candidate.Data.Evidence!.Id), BinPicture);
        await PublishAsync(Topics.Events(Agent), JsonSerializer.SerializeToUtf8Bytes(candidate, ContractsJson.Default.CandidateEvent));
        string? id = null;
        await Eventually.TrueAsync(
            async () =>
            {
                var found = (await Api.GetAsync($"/api/cases?camera={camera}"))["items"]!.AsArray().FirstOrDefault();
                return found?["evidence"] is not null && (id = found["id"]!.GetValue<string>()) is not null;
            },
            $"the bridge has the case of {camera}; its output:\n{_bridge!.Process.Output}");
        return id!;
    }

    /// <summary>The state of a case.</summary>
    public async Task<string> StateAsync(string id) => (await Api.GetAsync($"/api/cases/{id}"))["state"]!.GetValue<string>();

    /// <summary>Waits until the case is in this state.</summary>
    public Task IsAsync(string id, string state) => Eventually.TrueAsync(async () => await StateAsync(id) == state, $"case {id} is {state}");

    public async Task DisposeAsync()
    {
        if (_mqtt is not null)
            await _mqtt.DisposeAsync();
        if (_bridge is not null)
            await _bridge.DisposeAsync();
        if (_broker is not null)
            await _broker.DisposeAsync();
        _folder.Dispose();
    }

    private async Task TellStatusAsync(int cameras, DateTimeOffset now)
    {
        var zone = new ZoneSettings { Id = "bin", Polygon = [[0.2f, 0.3f], [0.8f, 0.3f], [0.8f, 0.9f], [0.2f, 0.9f]] };
        var status = new AgentStatus
        {
            Agent = Agent,
            Online = true,
            Version = "0.1.0",
            At = now,
            Cameras = [.. Enumerable.Range(1, cameras).Select(number => new CameraStatus { Camera = $"gate-{number}", Name = $"Gate {number}", State = CameraStates.Live, Since = now, Zones = [zone] })],
        };
        await PublishAsync(Topics.Status(Agent), JsonSerializer.SerializeToUtf8Bytes(status, ContractsJson.Default.AgentStatus));
    }

    private static CandidateEvent Candidate(string problem, string camera, Place place, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        Source = $"/agents/{Agent}/cameras/{camera}",
        Type = CandidateTypes.Opened,
        Time = now,
        Data = new CandidateData
        {
            Incident = Guid.CreateVersion7(now),
            Sequence = 1,
            Problem = problem,
            SeenAt = now,
            Since = now.AddMinutes(-2),
            Place = place,
            Score = 0.8f,
            Threshold = 0.5f,
            Confidence = 0.9f,
            Judgement = new Judgement { Rule = "state", Zone = "bin", LooksFor = 3, LooksAgainst = 1, Dwell = TimeSpan.FromSeconds(45), Asked = "overflow in 3 of 5 looks" },
            Subjects = [new Subject("overflow", 0.8f, 0.35f, 0.3f, 0.65f, 0.9f)],
            Evidence = new EvidenceReference
            {
                Id = Guid.CreateVersion7(now),
                MediaType = "image/jpeg",
                Sha256 = Convert.ToHexStringLower(SHA256.HashData(BinPicture)),
                Bytes = BinPicture.Length,
                Width = 320,
                Height = 180,
                TakenAt = now,
            },
            Made = new Provenance("0.1.0", ["street@0123456789ab"], 0),
        },
    };

    private async Task PublishAsync(string topic, byte[] payload) => await _mqtt!.PublishAsync(new MqttPublish(topic, payload), CancellationToken.None);
}
