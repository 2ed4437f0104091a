using System.Text.Json.Serialization;

namespace EdgeWatch.Contracts;

/// <summary>A coordinate with its reference system and error radius; a coordinate without a system is no coordinate.</summary>
/// <param name="Lon">Longitude in degrees, -180..180, in <paramref name="System"/>.</param>
/// <param name="Lat">Latitude in degrees, -90..90, in <paramref name="System"/>.</param>
/// <param name="System">One of <see cref="CoordinateSystems"/>.</param>
/// <param name="ErrorRadius">Radius in metres within which the true place lies, > 0.</param>
/// <param name="From">How it was obtained: <c>camera</c>, <c>zone</c>, <c>calibration</c> or <c>register</c>.</param>
public sealed record Place(double Lon, double Lat, string System, double ErrorRadius, string From);

/// <summary>Names of coordinate reference systems.</summary>
public static class CoordinateSystems
{
    /// <summary>World Geodetic System 1984 (GPS).</summary>
    public const string Wgs84 = "WGS84";

    /// <summary>China Geodetic Coordinate System 2000; equal to WGS84 to centimetres.</summary>
    public const string Cgcs2000 = "CGCS2000";

    /// <summary>The offset system of Chinese map services, 100–700 m from WGS84.</summary>
    public const string Gcj02 = "GCJ-02";
}

/// <summary>Why a rule decided as it did, in values that a person can check.</summary>
public sealed record Judgement
{
    /// <summary>Name of the rule: <c>occupancy</c>, <c>state</c>, <c>absence</c>; for sensors <c>threshold</c>, <c>tilt</c>, <c>rate</c>, <c>stuck</c>, <c>silence</c>.</summary>
    public required string Rule { get; init; }

    /// <summary>Id of the zone judged, unique within the camera; for a sensor the quantity, such as <c>tilt</c>.</summary>
    public required string Zone { get; init; }

    /// <summary>Looks in the rule's window in which the condition held.</summary>
    public required int LooksFor { get; init; }

    /// <summary>Looks in the window in which it did not.</summary>
    public required int LooksAgainst { get; init; }

    /// <summary>Looks in the window that could not tell (dark, blurred, covered).</summary>
    public int LooksBlind { get; init; }

    /// <summary>How long the condition has held, in camera time, gaps taken off.</summary>
    public required TimeSpan Dwell { get; init; }

    /// <summary>Time within the dwell for which there was no look.</summary>
    public TimeSpan Gaps { get; init; }

    /// <summary>What the rule asked for, as one short sentence in English: "3 of 5 looks ≥ 0.55".</summary>
    public required string Asked { get; init; }

    /// <summary>What was found beyond the counts, as one short sentence in English: "unexplained object, 34 % of the zone, since …"; null where the counts say all.</summary>
    public string? Found { get; init; }
}

/// <summary>One thing that was seen, in picture coordinates.</summary>
/// <param name="Class">Class name as in the model's manifest.</param>
/// <param name="Score">0..1.</param>
/// <param name="X1">Left edge, 0..1 of the picture's width.</param>
/// <param name="Y1">Top edge, 0..1 of the picture's height.</param>
/// <param name="X2">Right edge, 0..1.</param>
/// <param name="Y2">Bottom edge, 0..1.</param>
public sealed record Subject(string Class, float Score, float X1, float Y1, float X2, float Y2);

/// <summary>Points to the picture, which travels apart from the event.</summary>
public sealed record EvidenceReference
{
    /// <summary>UUIDv7; the last level of the evidence topic.</summary>
    public required Guid Id { get; init; }

    /// <summary><c>image/jpeg</c>.</summary>
    public required string MediaType { get; init; }

    /// <summary>SHA-256 of the bytes, 64 lower-case hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Size of the picture in bytes, at most <see cref="ContractLimits.EvidenceBytes"/>.</summary>
    public required int Bytes { get; init; }

    /// <summary>Width in pixels.</summary>
    public required int Width { get; init; }

    /// <summary>Height in pixels.</summary>
    public required int Height { get; init; }

    /// <summary>The camera's own time of the picture (UTC).</summary>
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>Whether faces and plates were masked.</summary>
    public bool Masked { get; init; }
}

/// <summary>What a candidate was made with: enough to judge it again later.</summary>
/// <param name="AgentVersion">Version of the agent.</param>
/// <param name="Models">Models that looked, as <c>name@first 12 digits of the weights' SHA-256</c>.</param>
/// <param name="SettingsRevision">Revision of the settings in force; 0 is the agent's own file.</param>
public sealed record Provenance(string AgentVersion, IReadOnlyList<string> Models, long SettingsRevision);

/// <summary>One value of a sensor's series.</summary>
/// <param name="Quantity">What was measured: <c>tilt</c>, <c>fill-level</c>, <c>level</c> …</param>
/// <param name="Value">In <paramref name="Unit"/>; absent where the sensor could not measure.</param>
/// <param name="Unit">UCUM code: <c>deg</c>, <c>m</c>, <c>%</c>, <c>Cel</c>, <c>V</c>, <c>1</c>.</param>
/// <param name="Quality"><c>good</c>, <c>uncertain</c> or <c>bad</c>.</param>
/// <param name="At">The sensor's own time (UTC).</param>
public sealed record ReadingPoint(string Quantity, double? Value, string Unit, string Quality, DateTimeOffset At)
{
    /// <summary>For the reader: what is written without a value must be readable without one, and a parameter is optional only behind those that are not.</summary>
    [JsonConstructor]
    public ReadingPoint(string quantity, string unit, string quality, DateTimeOffset at, double? value = null)
        : this(quantity, value, unit, quality, at)
    {
    }
}

/// <summary>What a second source says of the same place.</summary>
public sealed record Corroboration
{
    /// <summary>Who: <c>/agents/{agent}/cameras/{camera}</c> or <c>/agents/{agent}/sensors/{sensor}</c>.</summary>
    public required string Source { get; init; }

    /// <summary>One of <see cref="CorroborationAnswers"/>.</summary>
    public required string Answer { get; init; }

    /// <summary>What it saw or read, as one short sentence in English: "cover present, score 0.81", "tilt 0.4° 3 min before".</summary>
    public required string Found { get; init; }

    /// <summary>What it saw, where it saw something; so that a page can say it in its own language.</summary>
    public Subject? Seen { get; init; }

    /// <summary>What it read, where it is a sensor.</summary>
    public ReadingPoint? Read { get; init; }

    /// <summary>When it saw or read that, in its own time (UTC).</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>
    /// How much likelier this answer is if the problem is real than if it is not, > 0: 1 says nothing, 10 makes the odds ten times higher, 0.1 ten times lower.
    /// docs/corroboration.md states where each number comes from.
    /// </summary>
    public required double LikelihoodRatio { get; init; }
}

/// <summary>Answers of a second source.</summary>
public static class CorroborationAnswers
{
    /// <summary>It sees or reads the problem too.</summary>
    public const string Agrees = "agrees";

    /// <summary>It sees or reads that all is well.</summary>
    public const string Contradicts = "contradicts";

    /// <summary>It could not tell: dark, hidden, moved, silent.</summary>
    public const string CannotTell = "cannot-tell";
}

/// <summary>Our own stable names of problems.</summary>
public static class Problems
{
    /// <summary>Something stands where the road is to be free.</summary>
    public const string RoadOccupied = "road-occupied";

    /// <summary>A bin that is full to overflowing.</summary>
    public const string BinOverflow = "bin-overflow";

    /// <summary>Refuse that lies about.</summary>
    public const string Garbage = "garbage";

    /// <summary>An open manhole is seen.</summary>
    public const string ManholeOpen = "manhole-open";

    /// <summary>A registered cover is not seen although the place is visible.</summary>
    public const string ManholeAbsent = "manhole-absent";

    /// <summary>A cover's sensor says that the cover was tilted or lifted, and stayed so.</summary>
    public const string CoverMoved = "cover-moved";

    /// <summary>A bin's sensor says that it is full.</summary>
    public const string BinFull = "bin-full";

    /// <summary>Water stands higher than it should.</summary>
    public const string WaterLevel = "water-level";

    /// <summary>A sensor has not been heard of for longer than it may be silent: a fault of the sensor, which says nothing of the street.</summary>
    public const string SensorSilent = "sensor-silent";

    /// <summary>A sensor repeats one value, or says that it cannot measure: a fault of the sensor.</summary>
    public const string SensorStuck = "sensor-stuck";

    /// <summary>A sensor's battery is nearly empty.</summary>
    public const string BatteryLow = "battery-low";

    /// <summary>Every known name.</summary>
    public static IReadOnlyList<string> All { get; } =
        [RoadOccupied, BinOverflow, Garbage, ManholeOpen, ManholeAbsent, CoverMoved, BinFull, WaterLevel, SensorSilent, SensorStuck, BatteryLow];
}
