using System.Diagnostics.Metrics;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using EdgeWatch.CaseBridge;
using EdgeWatch.CaseBridge.Deduplication;
using EdgeWatch.CaseBridge.Intake;
using EdgeWatch.CaseBridge.Live;
using EdgeWatch.CaseBridge.Options;
using EdgeWatch.CaseBridge.Store;
using EdgeWatch.Contracts;
using EdgeWatch.Mqtt;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeWatch.Bench;

/// <summary>
/// From the bytes of a candidate to its committed case in SQLite (WAL, synchronous FULL), by the number that share a transaction. One operation is one
/// candidate: each opens a case of its own, the dearest way through.
/// </summary>
[MemoryDiagnoser]
public class Intake
{
    private const int Candidates = 1024;
    private readonly string _folder = Directory.CreateTempSubdirectory("edgewatch-bench-").FullName;
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private CaseStore _store = null!;
    private EventIntake _intake = null!;
    private List<WaitingMessage> _messages = [];
    private int _databases;

    /// <summary>Candidates in one transaction.</summary>
    [Params(1, 16, 256)]
    public int Batch { get; set; }

    [IterationSetup]
    public void Prepare()
    {
        _store?.Dispose();
        _store = CaseStore.Open(SqlDialect.Sqlite(Path.Combine(_folder, $"cases-{_databases++}.db"), TimeSpan.FromSeconds(5)), TimeProvider.System);
        var metrics = new BridgeMetrics(_services.GetRequiredService<IMeterFactory>());
        var acknowledger = new Acknowledger(new Silence(), new LiveFeed(metrics), metrics, NullLogger<Acknowledger>.Instance);
        _intake = new EventIntake(_store, new EvidenceFiles(Path.Combine(_folder, "evidence")), acknowledger, new BridgeOptions(), SamenessRules.Default, new StormWatch(metrics, NullLogger<StormWatch>.Instance));
        var now = TimeProvider.System.GetUtcNow();
        _messages = [.. Enumerable.Range(0, Candidates).Select(index => new WaitingMessage("street-1", "events", "edgewatch/v1/street-1/events", Json(index, now), now))];
    }

    [Benchmark(OperationsPerInvoke = Candidates)]
    public async Task Take()
    {
        foreach (var batch in _messages.Chunk(Batch))
            await _intake.TakeAsync(batch, CancellationToken.None);
    }

    [GlobalCleanup]
    public void Clean()
    {
        _store.Dispose();
        _services.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static byte[] Json(int index, DateTimeOffset now) => JsonSerializer.SerializeToUtf8Bytes(
        new CandidateEvent
        {
            Id = Guid.CreateVersion7(now),
            Source = $"/agents/street-1/cameras/camera-{index}",
            Type = CandidateTypes.Opened,
            Time = now,
            Data = new CandidateData
            {
                Incident = Guid.CreateVersion7(now),
                Sequence = 1,
                Problem = Problems.BinOverflow,
                SeenAt = now,
                Since = now.AddMinutes(-2),
                Place = new Place(116 + (index * 0.01), 39.9, CoordinateSystems.Wgs84, 30, "camera"),
                Score = 0.8f,
                Threshold = 0.55f,
                Confidence = 0.9f,
                Judgement = new Judgement { Rule = "state", Zone = "kerb", LooksFor = 4, LooksAgainst = 1, Dwell = TimeSpan.FromMinutes(2), Asked = "3 of 5 looks ≥ 0.55" },
                Subjects = [new Subject("overflow", 0.8f, 0.31f, 0.42f, 0.48f, 0.77f)],
                Made = new Provenance("0.1.0", ["garbage@0123456789ab"], 0),
            },
        },
        ContractsJson.Default.CandidateEvent);

    /// <summary>A broker that takes every acknowledgement at once: what is measured is the intake.</summary>
    private sealed class Silence : IMqttClient
    {
        public bool IsConnected => true;

        public void Start(Action<bool>? connectionChanged = null)
        {
        }

        public void Subscribe(string filter, int qos, Func<MqttMessage, ValueTask> handler)
        {
        }

        public ValueTask PublishAsync(Mqtt.MqttPublish message, CancellationToken abort) => ValueTask.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
