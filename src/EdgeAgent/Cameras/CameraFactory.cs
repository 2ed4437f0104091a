using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.EdgeAgent.Findings;
using EdgeWatch.EdgeAgent.Options;
using EdgeWatch.EdgeAgent.Pipelines;
using EdgeWatch.EdgeAgent.Rules;
using EdgeWatch.EdgeAgent.Samples;
using EdgeWatch.EdgeAgent.Settings;
using EdgeWatch.EdgeAgent.Shadow;
using EdgeWatch.EdgeAgent.Stages;
using EdgeWatch.EdgeAgent.Views;
using EdgeWatch.EdgeAgent.Witnesses;
using EdgeWatch.Ingest.Video;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.EdgeAgent.Cameras;

/// <summary>Makes the frame source of a camera; throws <see cref="FormatException"/> for an address that leads nowhere.</summary>
internal delegate IFrameSource OpenSource(SourceOptions options);

/// <summary>What all cameras of an agent share.</summary>
internal sealed record SharedParts
{
    public required AgentOptions Options { get; init; }

    public required string Version { get; init; }

    /// <summary>Models that are loaded, by name.</summary>
    public required IReadOnlyDictionary<string, IDetector> Detectors { get; init; }

    public required OpenSource OpenSource { get; init; }

    public required EncodeJpeg Encode { get; init; }

    public required ISettingsSource Settings { get; init; }

    public required FindingStore Findings { get; init; }

    public required CandidateJournal Journal { get; init; }

    /// <summary>Null where sampling is switched off.</summary>
    public required IScoreSampler? Sampler { get; init; }

    /// <summary>Asks the sensors that are tied to a camera; null where the agent has none.</summary>
    public SensorWitness? Sensors { get; init; }

    /// <summary>Tries a model beside the others; null where none is tried.</summary>
    public ShadowRun? Shadow { get; init; }

    public required AgentMetrics Metrics { get; init; }

    public required ILoggerFactory Logs { get; init; }

    public required TimeProvider Time { get; init; }
}

/// <summary>Puts checked cameras together. One that cannot be is set aside with its error.</summary>
internal sealed class CameraFactory(SharedParts shared)
{
    /// <summary>The models that look through a camera, in order of preference: of those it names, or of all, each that knows a class which none before it does.</summary>
    public static IReadOnlyList<IDetector> DetectorsOf(CameraOptions camera, IReadOnlyDictionary<string, IDetector> detectors)
    {
        var named = camera.Models.Length == 0 ? detectors.Values : camera.Models.Where(detectors.ContainsKey).Select(name => detectors[name]);
        return [.. ClassOwners.Of(named).Select(owner => owner.Detector)];
    }

    public ICamera Make(CheckedCamera camera)
    {
        if (camera.Error is not null)
            return Refuse(camera.Options, camera.Error);
        try
        {
            return Run(camera.Options);
        }
        catch (Exception error)
        {
            // Whatever one camera's options bring about, such as an address that leads nowhere, the others run.
            return Refuse(camera.Options, error.Message);
        }
    }

    private RefusedCamera Refuse(CameraOptions camera, string error)
    {
        Log.CameraRefused(shared.Logs.CreateLogger<CameraFactory>(), camera.Id, error);
        return new RefusedCamera(camera, error, shared.Time.GetUtcNow());
    }

    private CameraRunner Run(CameraOptions camera)
    {
        var (metrics, time, agent) = (shared.Metrics, shared.Time, shared.Options);
        var report = new PipelineReport(camera.Id, metrics, shared.Logs.CreateLogger<Pipeline>());
        var detectors = DetectorsOf(camera, shared.Detectors);
        var schedule = new LookSchedule(shared.Settings.Current(camera.Id).Cadence, time);
        var source = shared.OpenSource(SourceOf(camera));
        var latest = new LatestLook(shared.Encode, agent.Evidence.Quality);
        var places = new KnownPlaces();
        var view = new ViewWatch(camera.Id, metrics, shared.Logs.CreateLogger<ViewWatch>());
        var memory = new ViewMemory(Path.Combine(agent.Data, "views"), camera.Id, camera.Url, shared.Logs.CreateLogger<ViewMemory>());
        var origin = new CandidateSource($"/agents/{agent.Id}/cameras/{camera.Id}", shared.Version, [.. detectors.Select(detector => detector.Model)]);
        var pictures = new PictureMaker(shared.Encode, agent.Evidence.Quality, agent.Evidence.MaxWidth, error => report.Failed("picture", error));
        var stages = new CameraStages
        {
            Looks = new LookSource(camera.Id, source, schedule, shared.Settings, time).ReadAsync,
            WhenBehind = camera.RealTime ? WhenFull.DropOldest : WhenFull.Wait,
            Report = report,
            Inspect = new InspectStage(metrics, view, memory),
            Detect = DetectOf(detectors),
            Remember = new RememberStage(latest),
            Track = new TrackStage(),
            Locate = new LocateStage(),
            Compare = new CompareStage(metrics),
            Judge = new JudgeStage(new FindingBook(shared.Findings.Load(camera.Id), time), new SuspectCadence(schedule), places, report),
            Evidence = new EvidenceStage(origin, pictures, time, shared.Sensors is { } sensors ? (zone, problem, since) => sensors.Ask(camera.Id, zone, problem, since) : null),
            Outbox = shared.Journal.For(camera.Id),
        };
        var parts = new CameraParts { Options = camera, Stages = stages, Source = source, Schedule = schedule, Latest = latest, View = view, Places = places, Settings = shared.Settings };
        return new CameraRunner(parts, time, shared.Logs.CreateLogger<CameraRunner>());
    }

    private IStage<InspectedLook, FrameDetections> DetectOf(IReadOnlyList<IDetector> detectors)
    {
        var detect = new DetectStage(detectors, shared.Sampler);
        return shared.Shadow is { } shadow ? new ShadowStage(detect, detectors, shadow) : detect;
    }

    private static SourceOptions SourceOf(CameraOptions camera) => new()
    {
        Camera = camera.Id,
        Url = camera.Url,
        Transport = camera.Transport,
        Loop = camera.Loop,
        RealTime = camera.RealTime,
        StallTimeout = camera.StallTimeout,
    };
}
