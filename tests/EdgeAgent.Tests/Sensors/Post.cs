using EdgeWatch.EdgeAgent.Findings;
using EdgeWatch.EdgeAgent.Options;
using EdgeWatch.EdgeAgent.Pipelines;
using EdgeWatch.EdgeAgent.Rules.Readings;
using EdgeWatch.EdgeAgent.Sensors;
using EdgeWatch.Ingest.Sensors;
using EdgeWatch.Tests.Shared;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeWatch.EdgeAgent.Tests.Sensors;

/// <summary>One sensor that a test lets speak and be silent; times are seconds since the beginning.</summary>
internal sealed class Post
{
    public static readonly DateTimeOffset Begin = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    private readonly SensorGroup _group;
    private readonly List<Sensor> _turned = [];
    private readonly ManualTime _time = new(Begin);
    private TimeSpan _deaf;

    public Post(ReadingRuleOptions rule, Func<SensorSettings, SensorSettings>? change = null, byte[]? memory = null, params OpenFinding[] restored)
    {
        var settings = new SensorSettings
        {
            Id = "post-1",
            Source = "lora",
            Device = "ab01",
            Interval = TimeSpan.FromHours(1),
            SilentAfter = TimeSpan.FromHours(3),
            Rules = [rule],
        };
        Sensor = new Sensor(change?.Invoke(settings) ?? settings, restored, new PipelineReport("lora", Metrics, NullLogger.Instance), _time);
        if (memory is not null)
            Sensor.Load(memory).ShouldBeTrue();
        _group = new SensorGroup([Sensor]);
    }

    public AgentMetrics Metrics { get; } = TestMetrics.Create();

    public Sensor Sensor { get; }

    /// <summary>Every step that leaves the agent, in order.</summary>
    public List<SensorFinding> Announced { get; } = [];

    /// <summary>Step, problem and second of each.</summary>
    public IEnumerable<(FindingStep Step, double Second)> Steps(string rule) =>
        Announced.Where(finding => finding.Change.State.Key.Rule == rule).Select(finding => (finding.Change.Step, (finding.SeenAt - Begin).TotalSeconds));

    public static DateTimeOffset At(double second) => Begin + TimeSpan.FromSeconds(second);

    public static SensorReading Reading(double second, Quantity quantity, double value) =>
        new(quantity, value, double.IsNaN(value) ? ReadingQuality.Bad : ReadingQuality.Good, At(second));

    public Post Listen(double second)
    {
        _group.Begin(Round(second));
        return this;
    }

    /// <summary>A reading that arrives when it is measured.</summary>
    public void Say(double second, Quantity quantity, double value) => Arrive(second, Reading(second, quantity, value));

    /// <summary>An uplink with readings, whose times may lie before.</summary>
    public void Arrive(double second, params SensorReading[] readings)
    {
        Pass(second);
        _group.Take(Sensor, new DecodedUplink { Device = "ab01", ReceivedAt = At(second), Readings = readings }, Round(second));
    }

    public void Refuse(double second, string reason)
    {
        Pass(second);
        _group.Take(Sensor, new DecodedUplink { Device = "ab01", ReceivedAt = At(second), Outcome = UplinkOutcome.Refused, Refusal = reason }, Round(second));
    }

    /// <summary>Nothing comes until then.</summary>
    public void Pass(double second)
    {
        _group.Pass(Round(second), _turned);
        _turned.Clear();
    }

    /// <summary>For so long nothing could have been heard.</summary>
    public void Deafen(double seconds) => _deaf += TimeSpan.FromSeconds(seconds);

    private SensorRound Round(double second) => new(At(second), _deaf, 0, Announced.Add);
}
