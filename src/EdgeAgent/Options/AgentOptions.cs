using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using EdgeWatch.Contracts;
using EdgeWatch.Ingest.Sensors;
using EdgeWatch.Mqtt;

namespace EdgeWatch.EdgeAgent.Options;

/// <summary>Everything that an agent's file says. Complete by defaults but for ids, broker and cameras.</summary>
internal sealed record AgentOptions
{
    [Required, RegularExpression(Identifiers.Pattern), Description("Id of the agent, unique in the city: it stands in topics, events and logs.")]
    public string Id { get; init; } = "";

    [Description("Folder for outbox, findings, evidence and the cameras' usual views.")]
    public string Data { get; init; } = "data/agent";

    [Description("The MQTT 5 broker.")]
    public BrokerOptions Broker { get; init; } = new();

    [Description("Models in order of preference, each a name, a name@version or a folder; a class is looked for by the first that knows it. Empty: the fewest that know every class of the rules.")]
    public string[] Models { get; init; } = [];

    [Description("A second model on the same looks, to see where the two differ; it never leads to a candidate.")]
    public ShadowOptions? Shadow { get; init; }

    [Description("Cameras. One with bad settings is set aside with its error; the others run.")]
    public CameraOptions[] Cameras { get; init; } = [];

    [Description("How messages of fixed sensors come in: MQTT, HTTP, Modbus, files (docs/sensors.md).")]
    public UplinkSourceOptions[] SensorSources { get; init; } = [];

    [Description("Makes of sensors that are described instead of built in.")]
    public SensorMakeOptions[] SensorMakes { get; init; } = [];

    [Description("What many sensors have in common: make, interval, rules.")]
    public SensorProfileOptions[] SensorProfiles { get; init; } = [];

    [Description("Fixed sensors. One with bad settings is set aside with its error; the others run.")]
    public SensorOptions[] Sensors { get; init; } = [];

    [Description("CSV file with further sensors, one a line; its first line names the columns.")]
    public string? SensorRegister { get; init; }

    [Description("Pictures kept on disk.")]
    public EvidenceOptions Evidence { get; init; } = new();

    [Description("Candidates waiting for the bridge.")]
    public OutboxOptions Outbox { get; init; } = new();

    [Description("Score samples for threshold tuning.")]
    public SampleOptions Samples { get; init; } = new();

    [Description("Time between zero reports.")]
    public TimeSpan ReportInterval { get; init; } = TimeSpan.FromHours(1);

    [Range(1, 64), Description("Threads for inference over all cameras.")]
    public int InferenceThreads { get; init; } = 1;

    [Range(0, 65535), Description("Port of /metrics and /health on the loopback interface; 0 switches it off.")]
    public int MetricsPort { get; init; }
}

/// <summary>A model that is tried beside the ones in force.</summary>
internal sealed record ShadowOptions
{
    [Required, Description("The model to try: a name, a name@version or a folder.")]
    public string Model { get; init; } = "";

    [Range(1, 1000), Description("Every so many looks of a camera are given to it; a look is left out where the box is behind.")]
    public int Every { get; init; } = 5;

    [Range(8, 100_000), Description("Disk budget in MiB for differences and their pictures; the oldest go first.")]
    public int BudgetMegabytes { get; init; } = 64;
}

/// <summary>Budget for pictures.</summary>
internal sealed record EvidenceOptions
{
    [Range(1, 1_000_000), Description("Disk budget in MiB for pictures that wait in the outbox; the oldest pictures of updates go first.")]
    public int BudgetMegabytes { get; init; } = 512;

    [Range(30, 95), Description("JPEG quality.")]
    public int Quality { get; init; } = 85;

    [Range(320, 7680), Description("Pictures wider than this are scaled down, in pixels.")]
    public int MaxWidth { get; init; } = 1920;
}

/// <summary>Bounds of the outbox.</summary>
internal sealed record OutboxOptions
{
    [Range(100, 10_000_000), Description("Most rows. Beyond it the oldest samples, then the oldest updates are dropped and counted; an opened event never is.")]
    public int MaxRows { get; init; } = 100_000;

    [Range(1, 1000), Description("Messages under way to the bridge at a time.")]
    public int InFlight { get; init; } = 64;

    [Description("A row that no bridge acknowledged for this long is sent again.")]
    public TimeSpan ResendAfter { get; init; } = TimeSpan.FromSeconds(15);
}

/// <summary>What is sampled for threshold tuning.</summary>
internal sealed record SampleOptions
{
    [Description("Switches sampling on.")]
    public bool Enabled { get; init; } = true;

    [Range(0.01, 0.99), Description("Detections at or above this score are sampled.")]
    public float Floor { get; init; } = 0.1f;

    [Range(0.0, 1.0), Description("Share of looks without any such detection that is sampled.")]
    public double QuietShare { get; init; } = 0.002;

    [Range(1, 100_000), Description("Most samples per camera and day; above it the sampling probability falls and is recorded.")]
    public int PerCameraAndDay { get; init; } = 500;
}
