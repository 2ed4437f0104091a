using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.EdgeAgent.Findings;
using EdgeWatch.EdgeAgent.Pipelines;
using EdgeWatch.EdgeAgent.Rules;
using EdgeWatch.EdgeAgent.Settings;
using EdgeWatch.EdgeAgent.Stages;
using EdgeWatch.EdgeAgent.Tests.Rules;
using EdgeWatch.EdgeAgent.Views;
using EdgeWatch.Ingest.Video;
using EdgeWatch.Tests.Shared;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeWatch.EdgeAgent.Tests.Looks;

/// <summary>One camera from inspection to judgement on real pictures; only what the models see is the test's to say.</summary>
internal sealed class FieldCamera
{
    private readonly AgentMetrics _metrics = TestMetrics.Create();
    private readonly ManualTime _time = new(Street.Begin);
    private readonly CameraRuntimeSettings _settings;
    private readonly InspectStage _inspect;
    private readonly TrackStage _track = new();
    private readonly LocateStage _locate = new();
    private readonly CompareStage _compare;
    private readonly JudgeStage _judge;

    public FieldCamera(CameraRuntimeSettings settings, ViewMemory? memory = null)
    {
        _settings = settings;
        _inspect = new InspectStage(_metrics, new ViewWatch("gate-3", _metrics, NullLogger<ViewWatch>.Instance), memory);
        _compare = new CompareStage(_metrics);
        var cadence = new SuspectCadence(new LookSchedule(settings.Cadence, _time));
        _judge = new JudgeStage(new FindingBook([], _time), cadence, Places, new PipelineReport("gate-3", _metrics, NullLogger.Instance));
    }

    public KnownPlaces Places { get; } = new();

    /// <summary>Camera time.</summary>
    public DateTimeOffset Now { get; private set; } = Street.Begin;

    public Scene Scene { get; private set; } = null!;

    /// <summary>Every step that leaves the agent, in order.</summary>
    public List<Finding> Announced { get; } = [];

    public IEnumerable<FindingStep> Steps => Announced.Select(finding => finding.Step);

    /// <summary>One look each cadence, for a time.</summary>
    public async Task LookForAsync(TimeSpan time, Still still, Func<int, Detection[]> seen, float gain = 1, int noise = 3)
    {
        for (var i = 0; i < time / _settings.Cadence; i++)
            await LookAsync(at => still.Look(at, gain, noise), seen(i));
    }

    public Task LookForAsync(TimeSpan time, Still still, params Detection[] seen) => LookForAsync(time, still, _ => seen);

    public Task LookAsync(Func<DateTimeOffset, Frame> picture, params Detection[] seen)
    {
        Now += _settings.Cadence;
        _time.Advance(_settings.Cadence);
        return LookAsync(picture(Now), _ => seen);
    }

    /// <summary>One look of a recording.</summary>
    public async Task LookAsync(Frame frame, Func<Frame, Detection[]> see)
    {
        using var look = new Look(frame, _settings, 0);
        var inspected = (await _inspect.RunAsync(look, CancellationToken.None))!;
        var tracks = (await _track.RunAsync(new FrameDetections(look, inspected.Visibility, inspected.Visibility == Visibility.Clear ? see(frame) : []), CancellationToken.None))!;
        Scene = (await _compare.RunAsync((await _locate.RunAsync(tracks, CancellationToken.None))!, CancellationToken.None))!;
        var findings = await _judge.RunAsync(Scene, CancellationToken.None) ?? [];
        Announced.AddRange(findings.Where(finding => finding.Step >= FindingStep.Opened));
    }
}
