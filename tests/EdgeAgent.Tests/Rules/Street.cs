using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.EdgeAgent.Findings;
using EdgeWatch.EdgeAgent.Options;
using EdgeWatch.EdgeAgent.Pipelines;
using EdgeWatch.EdgeAgent.Rules;
using EdgeWatch.EdgeAgent.Settings;
using EdgeWatch.EdgeAgent.Stages;
using EdgeWatch.Ingest.Video;
using EdgeWatch.Tests.Shared;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeWatch.EdgeAgent.Tests.Rules;

/// <summary>One camera from track to judge with scripted detections: what a test says is seen is what the rules judge.</summary>
internal sealed class Street
{
    public static readonly DateTimeOffset Begin = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    private readonly TrackStage _track = new();
    private readonly LocateStage _locate = new();
    private readonly JudgeStage _judge;
    private readonly ManualTime _time = new(Begin);

    public Street(RuleOptions rule, params OpenFinding[] restored)
        : this(Camera(Zone("lane", rule)), restored)
    {
    }

    public Street(CameraRuntimeSettings settings, params OpenFinding[] restored)
    {
        InForce = settings;
        Schedule = new LookSchedule(settings.Cadence, _time);
        _judge = new JudgeStage(new FindingBook(restored, _time), new SuspectCadence(Schedule), Places, new PipelineReport("gate-3", Metrics, NullLogger.Instance));
    }

    public AgentMetrics Metrics { get; } = TestMetrics.Create();

    public LookSchedule Schedule { get; }

    public CameraRuntimeSettings InForce { get; set; }

    public KnownPlaces Places { get; } = new();

    /// <summary>Camera time.</summary>
    public DateTimeOffset Now { get; private set; } = Begin;

    /// <summary>Every step that leaves the agent, in order.</summary>
    public List<Finding> Announced { get; } = [];

    public IEnumerable<FindingStep> Steps => Announced.Select(finding => finding.Step);

    public static Box Box(float x, float y, float size = 0.1f) => new(x, y, x + size, y + size);

    public static Detection See(string @class, Box box, float score = 0.8f) => new(@class, score, box, "test@0");

    /// <summary>A zone over the middle of the picture: 0.2..0.8.</summary>
    public static Zone Zone(string id, params RuleOptions[] rules) =>
        new(id, new Polygon(new(0.2f, 0.2f), new(0.8f, 0.2f), new(0.8f, 0.8f), new(0.2f, 0.8f))) { Rules = rules };

    public static CameraRuntimeSettings Camera(params Zone[] zones) => new()
    {
        Camera = "gate-3",
        Cadence = TimeSpan.FromSeconds(10),
        SuspectCadence = TimeSpan.FromSeconds(2),
        Thresholds = new ScoreThresholds([], new Dictionary<string, float>(), TimeZoneInfo.Utc),
        Zones = zones,
    };

    /// <summary>One look after the cadence.</summary>
    public void Look(params Detection[] seen) => Look(Visibility.Clear, TimeSpan.FromSeconds(10), seen);

    public void Blind() => Look(Visibility.Blurred, TimeSpan.FromSeconds(10));

    /// <summary>Looks, one per cadence, for a time.</summary>
    public void LookFor(TimeSpan time, Func<int, Detection[]> seen)
    {
        for (var i = 0; i < time / TimeSpan.FromSeconds(10); i++)
            Look(seen(i));
    }

    public void LookFor(TimeSpan time, params Detection[] seen) => LookFor(time, _ => seen);

    public void Look(Visibility visibility, TimeSpan after, params Detection[] seen)
    {
        Now += after;
        _time.Advance(after);
        using var look = new Look(Pictures.Dot(Now), InForce, 0);
        var tracks = Run(_track, new FrameDetections(look, visibility, seen))!;
        var findings = Run(_judge, Run(_locate, tracks)!) ?? [];
        Announced.AddRange(findings.Where(finding => finding.Step >= FindingStep.Opened));
        All.AddRange(findings);
    }

    /// <summary>Every step, also those that stay inside.</summary>
    public List<Finding> All { get; } = [];

    /// <summary>These stages never wait, so a test can be written without doing so either.</summary>
    private static TOut? Run<TIn, TOut>(IStage<TIn, TOut> stage, TIn item)
        where TOut : class => stage.RunAsync(item, CancellationToken.None).AsTask().GetAwaiter().GetResult();
}
