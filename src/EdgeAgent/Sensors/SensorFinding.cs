using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Findings;
using EdgeWatch.EdgeAgent.Stages;

namespace EdgeWatch.EdgeAgent.Sensors;

/// <summary>One step in the life of one finding of a sensor, as far as it leaves the agent: opened, updated, cleared.</summary>
/// <param name="Sensor">Whose.</param>
/// <param name="Change">Which step, and why.</param>
/// <param name="SeenAt">The moment that decided, in the sensor's own time.</param>
/// <param name="Readings">What it read before and meanwhile.</param>
/// <param name="HeardAt">Monotonic timestamp at which the uplink was taken up, for latency.</param>
internal sealed record SensorFinding(SensorSettings Sensor, FindingChange Change, DateTimeOffset SeenAt, IReadOnlyList<ReadingPoint> Readings, long HeardAt)
{
    /// <summary>It was announced before the agent started anew, and no second source had answered yet: that one is asked again, and nothing is announced.</summary>
    public bool IsReminder { get; init; }

    /// <summary>What a second source said; null where none has.</summary>
    public Corroboration? Corroboration { get; init; }

    /// <summary>The picture that the second source answered from.</summary>
    public LookPicture? Picture { get; init; }
}
