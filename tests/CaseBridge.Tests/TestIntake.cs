using System.Diagnostics.Metrics;
using System.Text.Json;
using EdgeWatch.CaseBridge.Api;
using EdgeWatch.CaseBridge.Deduplication;
using EdgeWatch.CaseBridge.Intake;
using EdgeWatch.CaseBridge.Life;
using EdgeWatch.CaseBridge.Live;
using EdgeWatch.CaseBridge.Options;
using EdgeWatch.CaseBridge.Store;
using EdgeWatch.Contracts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Case = EdgeWatch.CaseBridge.Api.Case;

namespace EdgeWatch.CaseBridge.Tests;

/// <summary>An intake on a real store, without broker and web server.</summary>
internal sealed class TestIntake : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly EventIntake _intake;

    public TestIntake(BridgeOptions? options = null, SqlDialect? dialect = null, TimeProvider? time = null, params IReadOnlyList<IStateHook> hooks)
        : this(options, dialect, time, null, hooks)
    {
    }

    /// <summary>One that decides by the figures of a city.</summary>
    public TestIntake(SamenessRules rules)
        : this(null, null, null, rules, [])
    {
    }

    /// <summary>With pictures elsewhere than in a folder.</summary>
    public TestIntake(IEvidenceStore evidence)
        : this(null, null, null, null, [], evidence)
    {
    }

    private TestIntake(BridgeOptions? options, SqlDialect? dialect, TimeProvider? time, SamenessRules? rules, IReadOnlyList<IStateHook> hooks, IEvidenceStore? evidence = null)
    {
        Time = time ?? new ManualTime();
        Dialect = dialect ?? SqlDialect.Sqlite(_folder.File("cases.db"), TimeSpan.FromSeconds(1));
        Options = options ?? new BridgeOptions();
        Store = CaseStore.Open(Dialect, Time, hooks);
        Pictures = new FolderEvidence(_folder.File("evidence"));
        Files = new EvidenceFiles(evidence ?? Pictures);
        Metrics = new BridgeMetrics(Meters);
        Live = new LiveFeed(Metrics);
        Mqtt.Start();
        _intake = new EventIntake(Store, Files, new Acknowledger(Mqtt, Live, Metrics, NullLogger<Acknowledger>.Instance), Options, rules ?? new SamenessRules(Options.SamePlaceRadius, null), new StormWatch(Metrics, NullLogger<StormWatch>.Instance));
    }

    public TimeProvider Time { get; }

    public SqlDialect Dialect { get; }

    public BridgeOptions Options { get; }

    public CaseStore Store { get; }

    public FolderEvidence Pictures { get; }

    public EvidenceFiles Files { get; }

    public BridgeMetrics Metrics { get; }

    public IMeterFactory Meters => _services.GetRequiredService<IMeterFactory>();

    public LiveFeed Live { get; }

    public RecordingMqtt Mqtt { get; } = new();

    public EventIntake Intake => _intake;

    public IReadOnlyList<Case> Cases => Store.Read(transaction => transaction.Cases(new CaseFilter(null, null, null, null, null, 500, null))).Items;

    public CaseDetail Only => Store.Read(transaction => transaction.Case(Cases.ShouldHaveSingleItem().Id.ToString()))!;

    public string PathOf(string sha256) => Pictures.PathOf(sha256);

    public Task TakeAsync(params IReadOnlyList<CandidateEvent> candidates) =>
        _intake.TakeAsync([.. candidates.Select(candidate => Message("events", CandidateFactory.Json(candidate)))], CancellationToken.None);

    public Task TakeAsync(string kind, byte[] payload) => _intake.TakeAsync([Message(kind, payload)], CancellationToken.None);

    public Task TakePictureAsync(EvidenceReference reference, byte[] bytes) => TakeAsync($"evidence/{reference.Id:D}", bytes);

    public Task TakeStatusAsync(AgentStatus status) => TakeAsync("status", JsonSerializer.SerializeToUtf8Bytes(status, ContractsJson.Default.AgentStatus));

    public Task TakeSensorsAsync(SensorPage page) => TakeAsync($"sensors/{page.Page}", JsonSerializer.SerializeToUtf8Bytes(page, ContractsJson.Default.SensorPage));

    public WaitingMessage Message(string kind, byte[] payload, string agent = "street-1") => new(agent, kind, $"edgewatch/v1/{agent}/{kind}", payload, Time.GetUtcNow());

    public void Dispose()
    {
        Store.Dispose();
        _services.Dispose();
        _folder.Dispose();
    }
}
