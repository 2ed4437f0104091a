using EdgeWatch.EdgeAgent.Witnesses;
using EdgeWatch.Ingest.Sensors;

namespace EdgeWatch.EdgeAgent.Sensors;

/// <summary>What comes into the flow of one source: an uplink, the answer of a second source, or only that time has passed.</summary>
/// <param name="At">When (the agent's clock, UTC); in a replay, that of the recording.</param>
/// <param name="IsLive">Whether the source could be heard.</param>
internal sealed record Heard(DateTimeOffset At, bool IsLive)
{
    public Uplink? Uplink { get; init; }

    public SensorAnswer? Answer { get; init; }
}

/// <summary>What a second source said of a finding.</summary>
/// <param name="About">The finding, as it stood when it was asked about.</param>
/// <param name="Said">The answer.</param>
internal sealed record SensorAnswer(SensorFinding About, Testimony Said);

/// <summary>The same after decoding.</summary>
/// <param name="Heard">What came.</param>
/// <param name="Decoded">What it says; null where no uplink came.</param>
internal sealed record Understood(Heard Heard, DecodedUplink? Decoded);

/// <summary>The same, with the sensor whose it is.</summary>
/// <param name="Heard">What came.</param>
/// <param name="Sensor">The sensor; null where no uplink came.</param>
/// <param name="Uplink">What it says; null where none came.</param>
internal sealed record SensorNews(Heard Heard, Sensor? Sensor, DecodedUplink? Uplink);
