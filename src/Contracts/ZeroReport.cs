namespace EdgeWatch.Contracts;

/// <summary>
/// The zero report (零报告): what an agent looked at in a period, so that silence is never mistaken for order.
/// </summary>
public sealed record ZeroReport
{
    /// <summary>UUIDv7, acknowledged like a candidate.</summary>
    public required Guid Id { get; init; }

    /// <summary>Agent id.</summary>
    public required string Agent { get; init; }

    /// <summary>Start of the period (UTC).</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>End of the period (UTC).</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>Cameras configured.</summary>
    public required int Cameras { get; init; }

    /// <summary>Cameras that were looked at in the period at least once.</summary>
    public required int CamerasSeen { get; init; }

    /// <summary>Looks that were due.</summary>
    public required long LooksDue { get; init; }

    /// <summary>Looks that were made.</summary>
    public required long LooksMade { get; init; }

    /// <summary>The fixed sensors; absent where none are configured.</summary>
    public SensorSums? Sensors { get; init; }

    /// <summary>Every configured camera with its own looks; absent from an agent that does not tell them apart yet, or that has too many for one message.</summary>
    public IReadOnlyList<CameraLooks>? ByCamera { get; init; }

    /// <summary>Candidates opened, by problem; empty is a real zero.</summary>
    public IReadOnlyDictionary<string, int> Opened { get; init => field = value ?? new Dictionary<string, int>(); } = new Dictionary<string, int>();

    /// <summary>What was dropped on the way, by reason.</summary>
    public IReadOnlyDictionary<string, long> Dropped { get; init => field = value ?? new Dictionary<string, long>(); } = new Dictionary<string, long>();

    /// <summary>95th percentile of the time from a look to its candidate in the outbox, in milliseconds; null without candidates.</summary>
    public double? LookToOutboxP95Milliseconds { get; init; }
}

/// <summary>What was looked at through one camera in a period.</summary>
public sealed record CameraLooks
{
    /// <summary>Camera id, unique within the agent.</summary>
    public required string Camera { get; init; }

    /// <summary>Looks that were due.</summary>
    public required long Due { get; init; }

    /// <summary>Looks that were made.</summary>
    public required long Made { get; init; }

    /// <summary>One of <see cref="CameraStates"/>, at the end of the period.</summary>
    public required string State { get; init; }

    /// <summary>What its rules look for, each once, in order; empty where it has no rules.</summary>
    public IReadOnlyList<string> Problems { get; init => field = value ?? []; } = [];
}

/// <summary>What an agent heard of its fixed sensors in a period.</summary>
public sealed record SensorSums
{
    /// <summary>Sensors configured, those set aside for bad settings among them.</summary>
    public required int Expected { get; init; }

    /// <summary>Sensors that were heard in the period at least once.</summary>
    public required int Heard { get; init; }

    /// <summary>Sensors that are silent at its end for longer than they may be.</summary>
    public required int Silent { get; init; }

    /// <summary>Uplinks that were judged.</summary>
    public long Uplinks { get; init; }

    /// <summary>Uplinks that could not be understood.</summary>
    public long Undecoded { get; init; }

    /// <summary>Uplinks of devices that nobody configured.</summary>
    public long Unknown { get; init; }

    /// <summary>Uplinks that came again.</summary>
    public long Repeated { get; init; }
}
