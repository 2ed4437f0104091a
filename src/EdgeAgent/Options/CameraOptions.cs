using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using EdgeWatch.Contracts;
using EdgeWatch.Ingest.Video;

namespace EdgeWatch.EdgeAgent.Options;

/// <summary>One camera: how it is reached, how often it is looked at, what is judged.</summary>
internal sealed record CameraOptions
{
    [Required, RegularExpression(Identifiers.Pattern), Description("Id of the camera, unique within the agent.")]
    public string Id { get; init; } = "";

    [Description("Name for people.")]
    public string? Name { get; init; }

    [Required, Description("rtsp://user:password@host:port/path, a video file, or a folder of pictures. ${NAME} takes an environment variable.")]
    public string Url { get; init; } = "";

    [Description("RTSP transport: tcp or udp.")]
    public RtspTransport Transport { get; init; } = RtspTransport.Tcp;

    [Description("Files and folders only: begin again at the end.")]
    public bool Loop { get; init; }

    [Description("Files and folders only: play at their own speed.")]
    public bool RealTime { get; init; } = true;

    [Description("Time between looks.")]
    public TimeSpan Cadence { get; init; } = TimeSpan.FromSeconds(10);

    [Description("Time between looks while a rule suspects something; null: a fifth of the cadence, at least 1 s.")]
    public TimeSpan? SuspectCadence { get; init; }

    [Description("Without a packet for this long the camera counts as stalled.")]
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(10);

    [Description("A camera that was moved, or has lost its focus, judges nothing and says so; a view that stays for so long is taken as the usual one although nobody drew the zones anew.")]
    public TimeSpan AcceptViewAfter { get; init; } = TimeSpan.FromDays(1);

    [Description("Where the camera's picture lies.")]
    public PlaceOptions? Place { get; init; }

    [Description("Four or more points of the ground that the picture shows and whose place is known: they map what is seen to a coordinate of its own. Empty: a finding lies where its zone or the camera does.")]
    public GroundPointOptions[] GroundPoints { get; init; } = [];

    [Description("Models that look through this camera, in order of preference; empty: those of the agent.")]
    public string[] Models { get; init; } = [];

    [Description("Score thresholds that differ from the models' own.")]
    public ThresholdOptions[] Thresholds { get; init; } = [];

    [Description("Zones and their rules.")]
    public ZoneOptions[] Zones { get; init; } = [];

    /// <summary>Why this camera is set aside, found while its file was read; null for a camera that may run. Not a key of the file.</summary>
    [Browsable(false)]
    public string? Refusal { get; init; }
}

/// <summary>A coordinate with its system.</summary>
internal sealed record PlaceOptions
{
    [Range(-180.0, 180.0), Description("Longitude in degrees.")]
    public double Lon { get; init; }

    [Range(-90.0, 90.0), Description("Latitude in degrees.")]
    public double Lat { get; init; }

    [AllowedValues(CoordinateSystems.Wgs84, CoordinateSystems.Cgcs2000, CoordinateSystems.Gcj02), Description("Coordinate system: WGS84, CGCS2000 or GCJ-02.")]
    public string System { get; init; } = CoordinateSystems.Wgs84;

    [Range(0.1, 10_000.0), Description("Radius in metres within which the picture lies.")]
    public double ErrorRadius { get; init; } = 30;
}

/// <summary>The least score at which a class counts.</summary>
internal sealed record ThresholdOptions
{
    [Required, Description("Class name as in the model's manifest.")]
    public string Class { get; init; } = "";

    [Range(0.01, 0.99), Description("Least score, 0..1.")]
    public float MinScore { get; init; } = 0.5f;

    [Range(0, 23), Description("First hour of the band, local time; absent: all day.")]
    public int? FromHour { get; init; }

    [Range(0, 24), Description("Hour at which the band ends, exclusive.")]
    public int? ToHour { get; init; }
}

/// <summary>A polygon in the picture and the rules that judge it.</summary>
internal sealed record ZoneOptions
{
    [Required, RegularExpression(Identifiers.Pattern), Description("Id of the zone, unique within the camera.")]
    public string Id { get; init; } = "";

    [Description("Name for people.")]
    public string? Name { get; init; }

    [Required, Description("Corners as [x, y], 0..1 of the picture, at least three.")]
    public float[][] Polygon { get; init; } = [];

    [Description("Component id (部件) that stands in the zone.")]
    public string? Component { get; init; }

    [Description("Where the zone lies, if better known than the camera's place.")]
    public PlaceOptions? Place { get; init; }

    [Description("The rules of this zone.")]
    public RuleOptions[] Rules { get; init; } = [];
}

/// <summary>One rule on one zone.</summary>
internal sealed record RuleOptions
{
    [Required, AllowedValues("occupancy", "state", "absence"), Description("occupancy: something stands for a time; state: something shows in k of n looks; absence: a registered thing is not seen.")]
    public string Rule { get; init; } = "";

    [Required, Description("Problem that a finding reports: road-occupied, bin-overflow, garbage, manhole-open, manhole-absent.")]
    public string Problem { get; init; } = "";

    [Required, Description("Class names that count; occupancy also knows unexplained: whatever stands there and no model knows.")]
    public string[] Classes { get; init; } = [];

    [Description("Camera time for which the condition must hold (occupancy, absence).")]
    public TimeSpan Dwell { get; init; } = TimeSpan.FromMinutes(2);

    [Range(0.1, 1.0), Description("Share of the looks within the dwell that must show it (occupancy).")]
    public float HitRatio { get; init; } = 0.7f;

    [Range(1, 100), Description("k of k-of-n looks (state).")]
    public int Hits { get; init; } = 3;

    [Range(1, 100), Description("n of k-of-n looks (state).")]
    public int Looks { get; init; } = 5;

    [Description("Camera time without the condition after which the finding clears.")]
    public TimeSpan ClearAfter { get; init; } = TimeSpan.FromMinutes(1);
}
