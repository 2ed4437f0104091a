using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent;
using EdgeWatch.EdgeAgent.Options;
using EdgeWatch.EdgeAgent.Outbox;
using EdgeWatch.EdgeAgent.Sensors;
using EdgeWatch.Ingest;
using EdgeWatch.Ingest.Sensors;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.Replay;

/// <summary>
/// Recorded uplinks through the agent's real flow, in the time of the recording: the sources, decoders, rules and lives of the agent; only the outbox, the cameras and the
/// memory on disk are left out.
/// </summary>
/// <param name="options">The agent's options; every source is of the kind file.</param>
/// <param name="open">Opens a source.</param>
/// <param name="logs">Where what happens is written.</param>
internal sealed class SensorReplay(AgentOptions options, Func<UplinkSourceOptions, ReplayTime, IngestMetrics, IUplinkSource> open, ILoggerFactory logs)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, ReplayedFinding> _findings = [];
    private readonly ReplayTime _time = new();

    public async Task<ReplayResult> RunAsync(CancellationToken stop)
    {
        await using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var meters = services.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>();
        var (metrics, ingest, logger) = (new AgentMetrics(meters), new IngestMetrics(meters), logs.CreateLogger<SensorReplay>());
        var factory = new SensorFactory(new SensorParts
        {
            Options = options,
            Version = AgentHost.Version,
            OpenSource = source => new TimedSource(open(source, _time, ingest), _time),
            Restore = _ => [],
            Keeper = SensorKeeper.None(logger),
            Outbox = TakeAsync,
            Metrics = metrics,
            IngestMetrics = ingest,
            Logs = logs,
            Time = _time,
        });
        var sensors = SensorSet.Open(SensorCheck.All(options, SensorRegister.With(options, logger)), options.SensorSources, factory, _time, logger);
        var began = TimeProvider.System.GetTimestamp();
        await sensors.RunAsync(stop, stop);
        stop.ThrowIfCancellationRequested();
        var sums = metrics.Period.Take();
        return new ReplayResult
        {
            Findings = [.. _findings.Values.OrderBy(finding => finding.OpenedAt).ThenBy(finding => finding.Sensor, StringComparer.Ordinal)],
            Sources = sensors.Sources(),
            Uplinks = sums.Uplinks,
            Dropped = sums.Dropped,
            Unknown = sensors.Unknown.All(),
            Running = sensors.Running,
            Refused = sensors.Refused,
            Until = _time.GetUtcNow(),
            Took = TimeProvider.System.GetElapsedTime(began),
        };
    }

    private ValueTask TakeAsync(EvidencedCandidate evidenced, CancellationToken abort)
    {
        var (candidate, data) = (evidenced.Candidate, evidenced.Candidate.Data);
        lock (_gate)
        {
            if (candidate.Type == CandidateTypes.Opened)
                _findings[data.Incident] = new ReplayedFinding(candidate.Source[(candidate.Source.LastIndexOf('/') + 1)..], data.Judgement.Rule, data.Problem, data.SeenAt) { Found = data.Judgement.Found };
            else if (_findings.TryGetValue(data.Incident, out var known))
                _findings[data.Incident] = candidate.Type == CandidateTypes.Cleared ? known with { ClearedAt = data.SeenAt } : known with { Updates = known.Updates + 1 };
        }

        return ValueTask.CompletedTask;
    }
}

/// <summary>What a replay found.</summary>
internal sealed record ReplayResult
{
    /// <summary>By opening.</summary>
    public required IReadOnlyList<ReplayedFinding> Findings { get; init; }

    public required IReadOnlyList<SensorSourceStatus> Sources { get; init; }

    public required UplinkSums Uplinks { get; init; }

    /// <summary>What failed or was given up, by reason.</summary>
    public required IReadOnlyDictionary<string, long> Dropped { get; init; }

    public required IReadOnlyList<UnknownDevice> Unknown { get; init; }

    public required int Running { get; init; }

    public required int Refused { get; init; }

    /// <summary>Time of the recording's last uplink.</summary>
    public required DateTimeOffset Until { get; init; }

    public required TimeSpan Took { get; init; }
}
