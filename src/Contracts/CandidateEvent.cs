using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeWatch.Contracts;

/// <summary>
/// What leaves an agent: one step in the life of one finding, as a CloudEvents 1.0 structured JSON event
/// (content type <see cref="ContentType"/>). Unknown fields are kept and passed on.
/// </summary>
public sealed record CandidateEvent
{
    /// <summary>The MQTT 5 content type of a published candidate (CloudEvents 1.0 JSON format).</summary>
    public const string ContentType = "application/cloudevents+json";

    /// <summary>CloudEvents version; always <c>1.0</c>.</summary>
    [JsonPropertyName("specversion")]
    public string SpecVersion { get; init => field = value ?? "1.0"; } = "1.0";

    /// <summary>UUIDv7, made once when the candidate is written to the outbox and kept for ever: the key of idempotence.</summary>
    public required Guid Id { get; init; }

    /// <summary><c>/agents/{agent}/cameras/{camera}</c> or <c>/agents/{agent}/sensors/{sensor}</c>.</summary>
    public required string Source { get; init; }

    /// <summary>One of <see cref="CandidateTypes"/>.</summary>
    public required string Type { get; init; }

    /// <summary>When the agent wrote the candidate (the agent's clock, UTC).</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>W3C trace context, where the agent traces.</summary>
    [JsonPropertyName("traceparent")]
    public string? TraceParent { get; init; }

    /// <summary>The candidate itself.</summary>
    public required CandidateData Data { get; init; }

    /// <summary>Fields of a newer minor version, kept as they came.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Extensions { get; set; }
}

/// <summary>The three steps in the life of a finding, as CloudEvents types.</summary>
public static class CandidateTypes
{
    /// <summary>The condition held long enough: a problem is there.</summary>
    public const string Opened = "edgewatch.candidate.opened";

    /// <summary>The problem goes on; a clearer picture or a better place is known.</summary>
    public const string Updated = "edgewatch.candidate.updated";

    /// <summary>The condition has gone for long enough.</summary>
    public const string Cleared = "edgewatch.candidate.cleared";
}

/// <summary>The payload of a <see cref="CandidateEvent"/>.</summary>
public sealed record CandidateData
{
    /// <summary>UUIDv7 of the finding's life: the same from opened to cleared, kept over restarts.</summary>
    public required Guid Incident { get; init; }

    /// <summary>1, 2, 3 … within the incident: a gap or a repeat is visible.</summary>
    public required int Sequence { get; init; }

    /// <summary>Our own stable name of the problem, one of <see cref="Problems"/>; the bridge maps it to catalogue codes.</summary>
    public required string Problem { get; init; }

    /// <summary>The camera's or sensor's own time of this look (UTC).</summary>
    public required DateTimeOffset SeenAt { get; init; }

    /// <summary>When the condition began, in the camera's or sensor's own time (UTC).</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Where the problem is; absent where neither camera nor register knows.</summary>
    public Place? Place { get; init; }

    /// <summary>Component id (部件), where the zone or sensor is tied to one.</summary>
    public string? Component { get; init; }

    /// <summary>The model's score of the clearest look, 0..1.</summary>
    public required float Score { get; init; }

    /// <summary>The score threshold that was in force, 0..1.</summary>
    public required float Threshold { get; init; }

    /// <summary>The rule's own odds that the problem is real, 0..1.</summary>
    public required float Confidence { get; init; }

    /// <summary>Why the rule decided so.</summary>
    public required Judgement Judgement { get; init; }

    /// <summary>What was seen: boxes with class and score. At most <see cref="ContractLimits.Subjects"/>.</summary>
    public IReadOnlyList<Subject> Subjects { get; init => field = value ?? []; } = [];

    /// <summary>What a sensor read before and while the condition held, oldest first, thinned where there was more. At most <see cref="ContractLimits.Readings"/>.</summary>
    public IReadOnlyList<ReadingPoint>? Readings { get; init; }

    /// <summary>What another camera or sensor that can see the same place says of it; absent where none was asked or none has answered yet.</summary>
    public Corroboration? Corroboration { get; init; }

    /// <summary>The picture that proves it; absent where none could be kept.</summary>
    public EvidenceReference? Evidence { get; init; }

    /// <summary>What the candidate was made with.</summary>
    public required Provenance Made { get; init; }

    /// <summary>Fields of a newer minor version, kept as they came.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Extensions { get; set; }
}
