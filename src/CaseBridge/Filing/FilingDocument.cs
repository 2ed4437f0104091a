using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using EdgeWatch.CaseBridge.Api;

namespace EdgeWatch.CaseBridge.Filing;

/// <summary>What a destination is told of a case: docs/filing.md. Webhook and folder send it as it is.</summary>
internal sealed record FilingDocument
{
    /// <summary>Version of this form; a newer minor one only adds fields.</summary>
    public string Version { get; init; } = "1.0";

    /// <summary>Id of the filing: the idempotency key.</summary>
    public required string Id { get; init; }

    /// <summary><c>file</c>, <c>void</c> or <c>close</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>When the case came into the state that is told.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who brought it there.</summary>
    public string? Actor { get; init; }

    /// <summary>Why it was voided or closed.</summary>
    public string? Reason { get; init; }

    /// <summary>The destination's own id of the case, as far as it gave one.</summary>
    public string? Reference { get; init; }

    public required FiledCase Case { get; init; }

    /// <summary>Camel case, no nulls, letters of every language as they are.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    public static FilingDocument OfJson(string json) => JsonSerializer.Deserialize<FilingDocument>(json, Json)!;
}

/// <summary>A case as other systems are told of it.</summary>
internal sealed record FiledCase
{
    public required Guid Id { get; init; }

    public required long Number { get; init; }

    /// <summary>Our own stable name.</summary>
    public required string Problem { get; init; }

    public required string Zh { get; init; }

    public required string En { get; init; }

    /// <summary>By the standards of the city's profile, its own first.</summary>
    public IReadOnlyList<CaseCode> Codes { get; init; } = [];

    /// <summary>What was found, for people.</summary>
    public required string Description { get; init; }

    /// <summary>When the condition began, in the camera's time.</summary>
    public required DateTimeOffset Since { get; init; }

    public required DateTimeOffset SeenAt { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>Always WGS84.</summary>
    public FiledPlace? Place { get; init; }

    /// <summary>Where it is, in words.</summary>
    public required string Address { get; init; }

    public string? Cell { get; init; }

    public string? DutyGrid { get; init; }

    public string? Component { get; init; }

    public string? Camera { get; init; }

    public string? Sensor { get; init; }

    /// <summary>How likely it is real, 0..1.</summary>
    public double? Confidence { get; init; }

    /// <summary>By when it must be handled, by the gravest condition of the city's profile.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>The earlier case of the same problem in the same place.</summary>
    public Guid? RecurrenceOf { get; init; }

    /// <summary>The clearest first.</summary>
    public IReadOnlyList<FiledPicture> Pictures { get; init; } = [];
}

/// <param name="Lon">Degrees.</param>
/// <param name="Lat">Degrees.</param>
/// <param name="System">WGS84.</param>
/// <param name="ErrorRadius">Metres within which the true place lies.</param>
internal sealed record FiledPlace(double Lon, double Lat, string System, double ErrorRadius);

/// <param name="Id">Id of the picture.</param>
/// <param name="Url">Where it can be fetched; absent where the bridge has no public address.</param>
/// <param name="File">Its name beside the JSON file of a folder.</param>
/// <param name="Sha256">Of its bytes.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="TakenAt">The camera's own time.</param>
/// <param name="Masked">Whether faces and plates were masked.</param>
internal sealed record FiledPicture(Guid Id, string? Url, string? File, string Sha256, long Bytes, DateTimeOffset? TakenAt, bool Masked);
