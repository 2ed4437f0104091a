namespace EdgeWatch.Contracts;

/// <summary>The retained status of some of an agent's sensors. An agent with many sends several pages; a page beyond <see cref="Pages"/> is sent empty.</summary>
public sealed record SensorPage
{
    /// <summary>Agent id.</summary>
    public required string Agent { get; init; }

    /// <summary>Number of this page, from 0.</summary>
    public required int Page { get; init; }

    /// <summary>How many pages there are.</summary>
    public required int Pages { get; init; }

    /// <summary>When this was written (agent's clock, UTC).</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>At most <see cref="ContractLimits.SensorsOnPage"/>, ordered by id over all pages.</summary>
    public IReadOnlyList<SensorStatus> Sensors { get; init => field = value ?? []; } = [];
}

/// <summary>How one sensor is doing.</summary>
public sealed record SensorStatus
{
    /// <summary>Sensor id, unique within the agent.</summary>
    public required string Sensor { get; init; }

    /// <summary>Name for people.</summary>
    public string? Name { get; init; }

    /// <summary>One of <see cref="SensorStates"/>.</summary>
    public required string State { get; init; }

    /// <summary>Since when (UTC).</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>When it was heard last (agent's clock, UTC); absent where never.</summary>
    public DateTimeOffset? HeardAt { get; init; }

    /// <summary>The latest value of each quantity.</summary>
    public IReadOnlyList<ReadingPoint> Latest { get; init => field = value ?? []; } = [];

    /// <summary>Uplinks of it that could not be decoded so far.</summary>
    public long Undecoded { get; init; }

    /// <summary>The last error in words.</summary>
    public string? LastError { get; init; }

    /// <summary>Component id (部件) that it watches.</summary>
    public string? Component { get; init; }

    /// <summary>The camera of the same agent that sees what it watches.</summary>
    public string? Camera { get; init; }

    /// <summary>The zone of that camera that holds what it watches; the same problem seen there is the same case. Absent where only the camera is known.</summary>
    public string? Zone { get; init; }

    /// <summary>Where it is.</summary>
    public Place? Place { get; init; }
}

/// <summary>How one source of sensor uplinks is doing: a broker, a port that listens, a field bus.</summary>
public sealed record SensorSourceStatus
{
    /// <summary>Name of the source, unique within the agent.</summary>
    public required string Source { get; init; }

    /// <summary>Whether uplinks can arrive. While they cannot, no sensor is called silent.</summary>
    public required bool Live { get; init; }

    /// <summary>Since when it has been so (UTC).</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Uplinks that came since the agent started.</summary>
    public long Received { get; init; }

    /// <summary>The last error in words, with no credentials in it.</summary>
    public string? LastError { get; init; }
}

/// <summary>States of a sensor, as they stand in status and console.</summary>
public static class SensorStates
{
    /// <summary>Heard within its interval.</summary>
    public const string Live = "live";

    /// <summary>Not heard since the agent started.</summary>
    public const string Expected = "expected";

    /// <summary>Not heard for longer than it may be silent.</summary>
    public const string Silent = "silent";

    /// <summary>Heard, but what it says cannot be used: stuck, unable to measure, not decodable.</summary>
    public const string Faulty = "faulty";

    /// <summary>Set aside because its settings are wrong; the error says which.</summary>
    public const string Refused = "refused";

    /// <summary>No sensor at all: a device that was heard and that nobody configured; its id stands for the sensor's.</summary>
    public const string Unknown = "unknown";
}
