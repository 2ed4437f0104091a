namespace EdgeWatch.Contracts;

/// <summary>What the centre wants of one agent: retained on <c>settings/desired</c>. Whatever is absent stays as the agent's own file says.</summary>
public sealed record DesiredSettings
{
    /// <summary>Grows by one with each change; an agent ignores a lower one than it has.</summary>
    public required long Revision { get; init; }

    /// <summary>Who changed it.</summary>
    public string? Actor { get; init; }

    /// <summary>When it was changed (UTC).</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>By camera id; <c>*</c> stands for every camera without an entry of its own.</summary>
    public IReadOnlyDictionary<string, CameraSettings> Cameras { get; init => field = value ?? new Dictionary<string, CameraSettings>(); } = new Dictionary<string, CameraSettings>();
}

/// <summary>Settings of one camera that travel. Null: as configured.</summary>
public sealed record CameraSettings
{
    /// <summary>Time between looks, 200 ms .. 1 h.</summary>
    public TimeSpan? Cadence { get; init; }

    /// <summary>Score thresholds.</summary>
    public IReadOnlyList<ThresholdSetting>? Thresholds { get; init; }

    /// <summary>Zones; replaces all zones of the camera.</summary>
    public IReadOnlyList<ZoneSettings>? Zones { get; init; }
}

/// <summary>The least score at which a class counts, optionally only in some hours of the day.</summary>
/// <param name="Class">Class name as in the model's manifest.</param>
/// <param name="MinScore">0..1.</param>
/// <param name="FromHour">First hour of the band, agent's local time, 0..23; null with <paramref name="ToHour"/>: all day.</param>
/// <param name="ToHour">Hour at which the band ends, 0..24, exclusive; less than <paramref name="FromHour"/> goes over midnight.</param>
public sealed record ThresholdSetting(string Class, float MinScore, int? FromHour = null, int? ToHour = null);

/// <summary>A polygon in the camera's picture and the rules that judge it.</summary>
public sealed record ZoneSettings
{
    /// <summary>Unique within the camera.</summary>
    public required string Id { get; init; }

    /// <summary>Name for people.</summary>
    public string? Name { get; init; }

    /// <summary>Corners as [x, y] in 0..1 of the picture, at least three, in order.</summary>
    public required IReadOnlyList<IReadOnlyList<float>> Polygon { get; init; }

    /// <summary>Component id (部件) that stands in the zone.</summary>
    public string? Component { get; init; }

    /// <summary>The rules of this zone.</summary>
    public IReadOnlyList<RuleSettings> Rules { get; init => field = value ?? []; } = [];
}

/// <summary>One rule on one zone. Which fields count depends on <see cref="Rule"/>; docs/configuration.md has the table.</summary>
public sealed record RuleSettings
{
    /// <summary>Name of the rule: <c>occupancy</c>, <c>state</c> or <c>absence</c>.</summary>
    public required string Rule { get; init; }

    /// <summary>Problem that a finding reports; one of <see cref="Problems"/>.</summary>
    public required string Problem { get; init; }

    /// <summary>Class names that count.</summary>
    public IReadOnlyList<string> Classes { get; init => field = value ?? []; } = [];

    /// <summary>Time in camera time for which the condition must hold (occupancy, absence).</summary>
    public TimeSpan? Dwell { get; init; }

    /// <summary>Share of looks within the dwell that must show it, 0..1 (occupancy).</summary>
    public float? HitRatio { get; init; }

    /// <summary>k of "k of n looks" (state).</summary>
    public int? Hits { get; init; }

    /// <summary>n of "k of n looks" (state).</summary>
    public int? Looks { get; init; }

    /// <summary>Time in camera time without the condition after which the finding clears.</summary>
    public TimeSpan? ClearAfter { get; init; }
}

/// <summary>What an agent did with the settings: retained on <c>settings/reported</c>.</summary>
public sealed record ReportedSettings
{
    /// <summary>Revision in force; 0 is the agent's own file.</summary>
    public required long Revision { get; init; }

    /// <summary>The last revision that was received, in force or not.</summary>
    public required long Received { get; init; }

    /// <summary>When this was written (agent's clock, UTC).</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What was refused, each naming camera, key, value and remedy; empty when all is in force.</summary>
    public IReadOnlyList<SettingRefusal> Refused { get; init => field = value ?? []; } = [];
}

/// <summary>One setting that an agent would not take; the last good one stays in force for that camera.</summary>
/// <param name="Camera">Camera id.</param>
/// <param name="Key">Path of the key within the camera's settings, such as <c>thresholds[0].minScore</c>.</param>
/// <param name="Value">The value as text.</param>
/// <param name="Remedy">What would be taken.</param>
public sealed record SettingRefusal(string Camera, string Key, string Value, string Remedy);
