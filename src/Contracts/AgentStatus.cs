namespace EdgeWatch.Contracts;

/// <summary>The retained status of one agent; its last will is the same with <see cref="Online"/> false and no cameras.</summary>
public sealed record AgentStatus
{
    /// <summary>Agent id.</summary>
    public required string Agent { get; init; }

    /// <summary>False in the last will and after an orderly stop.</summary>
    public required bool Online { get; init; }

    /// <summary>Agent version.</summary>
    public required string Version { get; init; }

    /// <summary>When this was written (agent's clock, UTC).</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When the agent process started (UTC).</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Revision of the settings in force; 0 is the agent's own file.</summary>
    public long SettingsRevision { get; init; }

    /// <summary>Rows that wait in the outbox.</summary>
    public long OutboxRows { get; init; }

    /// <summary>Models loaded, as <c>name@hash12</c>.</summary>
    public IReadOnlyList<string> Models { get; init => field = value ?? []; } = [];

    /// <summary>The sources through which fixed sensors report; absent where there are none. The sensors themselves stand on <see cref="SensorPage"/>s.</summary>
    public IReadOnlyList<SensorSourceStatus>? SensorSources { get; init; }

    /// <summary>Every configured camera, also those set aside for bad settings.</summary>
    public IReadOnlyList<CameraStatus> Cameras { get; init => field = value ?? []; } = [];
}

/// <summary>How one camera is doing.</summary>
public sealed record CameraStatus
{
    /// <summary>Camera id, unique within the agent.</summary>
    public required string Camera { get; init; }

    /// <summary>Name for people.</summary>
    public string? Name { get; init; }

    /// <summary>One of <see cref="CameraStates"/>.</summary>
    public required string State { get; init; }

    /// <summary>Since when it has been in this state (UTC).</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Looks that were due since the agent started.</summary>
    public long LooksDue { get; init; }

    /// <summary>Looks that were made.</summary>
    public long LooksMade { get; init; }

    /// <summary>Camera time of the latest look (UTC).</summary>
    public DateTimeOffset? LatestLookAt { get; init; }

    /// <summary>Measured time between key frames; absent until two were seen.</summary>
    public TimeSpan? KeyFrameInterval { get; init; }

    /// <summary>Time between looks at present; shorter than configured while a rule suspects something.</summary>
    public TimeSpan? Cadence { get; init; }

    /// <summary>Picture width in pixels, once known.</summary>
    public int? Width { get; init; }

    /// <summary>Picture height in pixels, once known.</summary>
    public int? Height { get; init; }

    /// <summary>Codec name, once known: <c>h264</c>, <c>hevc</c>, <c>mjpeg</c>.</summary>
    public string? Codec { get; init; }

    /// <summary>The last error in words, with no credentials in it.</summary>
    public string? LastError { get; init; }

    /// <summary>Zones with a registered thing that has not been seen in its place yet, in the view as it is: it cannot be missed there. Absent where there are none.</summary>
    public IReadOnlyList<string>? NotYetKnown { get; init; }

    /// <summary>Where the camera stands.</summary>
    public Place? Place { get; init; }

    /// <summary>Zones in force.</summary>
    public IReadOnlyList<ZoneSettings> Zones { get; init => field = value ?? []; } = [];

    /// <summary>Score thresholds in force by class at this hour.</summary>
    public IReadOnlyDictionary<string, float> Thresholds { get; init => field = value ?? new Dictionary<string, float>(); } = new Dictionary<string, float>();
}

/// <summary>States of a camera, as they stand in status and console.</summary>
public static class CameraStates
{
    /// <summary>First connection is being made.</summary>
    public const string Connecting = "connecting";

    /// <summary>Packets arrive.</summary>
    public const string Live = "live";

    /// <summary>Connected, but nothing has come for longer than the stall time-out.</summary>
    public const string Stalled = "stalled";

    /// <summary>Packets arrive, but nothing can be judged by them: the camera was moved, is carried about or out of focus; the error says which.</summary>
    public const string Blind = "blind";

    /// <summary>Waiting to connect again.</summary>
    public const string Waiting = "waiting";

    /// <summary>A file or folder that was read to its end.</summary>
    public const string Ended = "ended";

    /// <summary>Set aside because its settings are wrong; the error says which.</summary>
    public const string Refused = "refused";
}
