namespace EdgeWatch.Ingest.Sensors;

/// <summary>
/// What was understood of an uplink: readings, or the reason why there are none. Decoding never throws, whatever the bytes are.
/// </summary>
public sealed record DecodedUplink
{
    /// <summary>What became of it.</summary>
    public UplinkOutcome Outcome { get; init; } = UplinkOutcome.Decoded;

    /// <summary>
    /// The device: as the sensor is configured, where it is; else as the network names it, in lower case: an EUI of 16 hexadecimal digits, a plain device id.
    /// Null where not even that could be read.
    /// </summary>
    public string? Device { get; init; }

    /// <summary>What the network gives to tell repeats apart (ChirpStack's <c>deduplicationId</c>, device and frame counter); null where it gives nothing.</summary>
    public string? DeduplicationId { get; init; }

    /// <summary>When the uplink arrived.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Readings, oldest first: history frames carry several times.</summary>
    public IReadOnlyList<SensorReading> Readings { get; init; } = [];

    /// <summary>Why there are no readings, naming field, value and remedy; null where decoding went well, also where the uplink carries none by right (a join, a status).</summary>
    public string? Refusal { get; init; }
}

/// <summary>What became of an uplink. Every uplink has exactly one.</summary>
public enum UplinkOutcome
{
    /// <summary>It carried readings.</summary>
    Decoded,

    /// <summary>It carries none by right: a join, an acknowledgement, a device's answer to a setting.</summary>
    Empty,

    /// <summary>It is of a device that no sensor names.</summary>
    UnknownDevice,

    /// <summary>It could not be understood; the refusal says why.</summary>
    Refused,

    /// <summary>The decoder failed on it, which is a fault of the decoder; the uplink is kept as one that was refused.</summary>
    Failed,
}
