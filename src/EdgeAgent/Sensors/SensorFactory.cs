using EdgeWatch.EdgeAgent.Findings;
using EdgeWatch.EdgeAgent.Options;
using EdgeWatch.EdgeAgent.Outbox;
using EdgeWatch.EdgeAgent.Pipelines;
using EdgeWatch.EdgeAgent.Sensors.Stages;
using EdgeWatch.Ingest;
using EdgeWatch.Ingest.Sensors;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.EdgeAgent.Sensors;

/// <summary>What all sources of an agent share.</summary>
internal sealed record SensorParts
{
    public required AgentOptions Options { get; init; }

    public required string Version { get; init; }

    /// <summary>Opens a source.</summary>
    public required Func<UplinkSourceOptions, IUplinkSource> OpenSource { get; init; }

    /// <summary>Findings that were open when the agent ended, of one sensor.</summary>
    public required Func<string, IReadOnlyList<OpenFinding>> Restore { get; init; }

    /// <summary>What sensors remembered.</summary>
    public required SensorKeeper Keeper { get; init; }

    /// <summary>Keeps what was not understood; null: nothing is kept.</summary>
    public UndecodedUplinks? Undecoded { get; init; }

    /// <summary>Asks a camera that sees what a sensor watches; null where there are no cameras.</summary>
    public AskCamera? Ask { get; init; }

    /// <summary>Takes the candidates of one sensor.</summary>
    public required Handler<EvidencedCandidate> Outbox { get; init; }

    public required AgentMetrics Metrics { get; init; }

    public required IngestMetrics IngestMetrics { get; init; }

    public required ILoggerFactory Logs { get; init; }

    public required TimeProvider Time { get; init; }
}

/// <summary>Puts the sources of an agent together with their sensors.</summary>
internal sealed class SensorFactory(SensorParts shared)
{
    private readonly IReadOnlyDictionary<string, byte[]> _memories = shared.Keeper.Load();

    /// <param name="options">The source.</param>
    /// <param name="settings">Its sensors, all of them free of errors.</param>
    /// <param name="unknown">Takes the devices that nobody configured.</param>
    /// <exception cref="FormatException">The source's options are wrong.</exception>
    public SensorSource Make(UplinkSourceOptions options, IReadOnlyList<SensorSettings> settings, UnknownDevices unknown)
    {
        var (metrics, time, name) = (shared.Metrics, shared.Time, options.Name);
        var report = new PipelineReport($"sensor source {name}", metrics, shared.Logs.CreateLogger<Pipeline>());
        var group = new SensorGroup([.. settings.Select(sensor => Make(sensor, report))]);
        var decoder = UplinkDecoder.Of(options, settings.Select(DeviceOf), shared.Options.SensorMakes, shared.IngestMetrics, shared.Logs.CreateLogger<UplinkDecoder>());
        var feed = new UplinkFeed(() => shared.OpenSource(options), options.Kind == UplinkSourceKind.File, time);
        var clock = new ListeningClock(shared.Keeper.DeafOf(name, time.GetUtcNow()));
        var judge = new JudgeReadingsStage(name, group, clock, shared.Keeper, metrics, time);
        var stages = new SensorStages
        {
            Feed = feed.ReadAsync,
            Report = report,
            Decode = new DecodeStage(decoder.Decode, shared.Undecoded is null ? null : shared.Undecoded.Keep),
            Recognise = new RecogniseStage(name, group, unknown, metrics),
            Deduplicate = new DeduplicateStage(name, metrics, shared.IngestMetrics),
            Judge = judge,
            Corroborate = new CorroborateStage(shared.Ask, feed.Post, report),
            Announce = new AnnounceStage(shared.Options.Id, shared.Version, time),
            Outbox = shared.Outbox,
        };
        return new SensorSource(name, feed, stages, group, judge.KeepAll, time, shared.Logs.CreateLogger<SensorSource>());
    }

    private Sensor Make(SensorSettings settings, PipelineReport report)
    {
        var sensor = new Sensor(settings, shared.Restore(settings.Id), report, shared.Time);
        if (_memories.TryGetValue(settings.Id, out var memory) && !sensor.Load(memory))
            Log.SensorForgot(shared.Logs.CreateLogger<SensorFactory>(), settings.Id);
        return sensor;
    }

    private static SensorDevice DeviceOf(SensorSettings sensor)
    {
        var device = new SensorDevice(sensor.Device, sensor.Make ?? "");
        return sensor.UsualAngles.Count > 0 ? device with { UsualAngles = sensor.UsualAngles } : device;
    }
}
