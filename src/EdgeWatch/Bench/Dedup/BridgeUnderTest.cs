using System.Diagnostics.Metrics;
using System.Text.Json;
using EdgeWatch.Bench.Dedup.Trace;
using EdgeWatch.CaseBridge;
using EdgeWatch.CaseBridge.Deduplication;
using EdgeWatch.CaseBridge.Intake;
using EdgeWatch.CaseBridge.Live;
using EdgeWatch.CaseBridge.Options;
using EdgeWatch.CaseBridge.Store;
using EdgeWatch.CaseBridge.Verdicts;
using EdgeWatch.Contracts;
using EdgeWatch.Mqtt;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeWatch.Bench.Dedup;

/// <summary>The bridge itself: bytes through its own intake into its own store (SQLite); only the broker is missing.</summary>
internal sealed class BridgeUnderTest : ICaseSystem
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgewatch-dedup-").FullName;
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly CaseStore _store;
    private readonly EventIntake _intake;

    public BridgeUnderTest()
    {
        _store = CaseStore.Open(SqlDialect.Sqlite(Path.Combine(_folder, "cases.db"), TimeSpan.FromSeconds(5)), TimeProvider.System);
        var metrics = new BridgeMetrics(_services.GetRequiredService<IMeterFactory>());
        var acknowledger = new Acknowledger(new NoBroker(), new LiveFeed(metrics), metrics, NullLogger<Acknowledger>.Instance);
        _intake = new EventIntake(_store, new EvidenceFiles(Path.Combine(_folder, "evidence")), acknowledger, new BridgeOptions(), SamenessRules.Default, new StormWatch(metrics, NullLogger<StormWatch>.Instance));
    }

    public async ValueTask<IReadOnlyList<long?>> TakeAsync(IReadOnlyList<Delivery> deliveries)
    {
        await _intake.TakeAsync([.. deliveries.Select(Message)], CancellationToken.None);
        return _store.Read(transaction => deliveries.Select(delivery => transaction.One<long?>(
            "SELECT c.number FROM case_events e JOIN cases c ON c.id = e.case_id WHERE e.event = @id", new { id = delivery.Candidate.Id.ToString("D") })).ToList());
    }

    public void Permit(Permission permission) => _store.Write(transaction => transaction.Add(
        new Suppression
        {
            Id = Guid.CreateVersion7(permission.From).ToString("D"),
            Kind = SuppressionKinds.Permitted,
            Reason = "weekend market",
            Author = "reviewer",
            From = permission.From,
            Until = permission.Until,
            RepeatDays = permission.RepeatDays,
            ExpiresAt = permission.From.AddDays(365),
            Problem = permission.Problem,
            Area = permission.Area.ToWgs84(),
        },
        permission.From));

    public void Judge(long number, bool isReal, DateTimeOffset at) => _store.Write(transaction =>
    {
        var id = transaction.One<string>("SELECT id FROM cases WHERE number = @number", new { number })!;
        var verdict = isReal ? new Verdict { Kind = VerdictKinds.Confirm, Actor = "reviewer" } : new Verdict { Kind = VerdictKinds.Reject, Actor = "reviewer", Reason = "nothing is wrong there" };
        if (transaction.Judge(id, verdict, at) is { Result: not VerdictResult.Accepted } refused)
            throw new InvalidOperationException($"the verdict on case {number} was not taken: {refused}");
    });

    public string Explain(Guid candidate) => _store.Read(transaction => transaction.One<string>(
        "SELECT decision || ': ' || compared FROM case_events WHERE event = @id", new { id = candidate.ToString("D") })) ?? "";

    public void Dispose()
    {
        _store.Dispose();
        _services.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static WaitingMessage Message(Delivery delivery)
    {
        var agent = delivery.Candidate.Source.Split('/')[2];
        return new WaitingMessage(agent, "events", Topics.Events(agent), JsonSerializer.SerializeToUtf8Bytes(delivery.Candidate, ContractsJson.Default.CandidateEvent), delivery.At);
    }

    private sealed class NoBroker : IMqttClient
    {
        public bool IsConnected => true;

        public void Start(Action<bool>? connectionChanged = null)
        {
        }

        public void Subscribe(string filter, int qos, Func<MqttMessage, ValueTask> handler)
        {
        }

        public ValueTask PublishAsync(MqttPublish message, CancellationToken abort) => ValueTask.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
