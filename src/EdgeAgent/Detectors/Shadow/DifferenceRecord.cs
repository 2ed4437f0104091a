using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeWatch.EdgeAgent.Shadow;

/// <summary>A look in which two models differ; one line of JSON in the store.</summary>
internal sealed record DifferenceRecord
{
    /// <summary>Camera id, or the name of a clip.</summary>
    public required string Camera { get; init; }

    /// <summary>When the look was taken, in camera time (UTC); for recordings, the time since their beginning, from the Unix epoch.</summary>
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>Everything that either model saw, the strongest difference first.</summary>
    public required IReadOnlyList<ComparedBox> Boxes { get; init; }

    /// <summary>Name of the JPEG beside the line; null where no picture was kept.</summary>
    public string? Picture { get; init; }

    /// <summary>Of the strongest difference, 0..1.</summary>
    [JsonIgnore]
    public float Strength => Boxes.Count == 0 ? 0 : Boxes[0].Strength;
}

/// <summary>What was compared so far; <c>counts.json</c> in the store.</summary>
internal sealed record ShadowCounts
{
    /// <summary>The models in force, as <c>name@hash12</c>.</summary>
    public required IReadOnlyList<string> Main { get; init; }

    /// <summary>The tried model, as <c>name@hash12</c>.</summary>
    public required string Shadow { get; init; }

    /// <summary>When the comparison began (UTC).</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Looks compared.</summary>
    public long Looks { get; init; }

    /// <summary>Looks that were offered and left out, by reason.</summary>
    public IReadOnlyDictionary<string, long> Skipped { get; init; } = new Dictionary<string, long>();

    /// <summary>Differing looks that were forgotten to keep the disk budget.</summary>
    public long Forgotten { get; init; }

    /// <summary>By camera and class.</summary>
    public IReadOnlyList<ClassCount> Counts { get; init; } = [];
}

/// <summary>How the store's files are written.</summary>
internal static class ShadowJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        IgnoreReadOnlyProperties = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };
}
