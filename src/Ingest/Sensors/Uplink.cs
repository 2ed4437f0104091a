namespace EdgeWatch.Ingest.Sensors;

/// <summary>One message of a fixed sensor, or of the network server it reports through, as a source got it: nothing is understood of it yet.</summary>
public sealed record Uplink
{
    /// <summary>Name of the source, as configured.</summary>
    public required string Source { get; init; }

    /// <summary>Where within the source it came from: an MQTT topic, an HTTP path, <c>modbus host:port unit</c>, a file and line. For people and for topic patterns.</summary>
    public required string Address { get; init; }

    /// <summary>The message's bytes.</summary>
    public required ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>When it came (the agent's clock, UTC); in a replay, when it was recorded.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }
}
