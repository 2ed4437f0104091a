using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeWatch.Demo;

/// <summary>What a run of the closed loop came to, as the one line of JSON that it ends with.</summary>
/// <param name="Closed">Cases that went the whole way.</param>
/// <param name="Seconds">From the start of the demo to the last closing.</param>
/// <param name="Cases">Each of them.</param>
internal sealed record LoopSummary(int Closed, double Seconds, IReadOnlyList<LoopCase> Cases)
{
    private static readonly JsonSerializerOptions Layout = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public string ToJson() => JsonSerializer.Serialize(this, Layout);
}

/// <summary>The way of one case, each step with its time.</summary>
internal sealed record LoopCase
{
    public required string Id { get; init; }

    public required long Number { get; init; }

    public required string Problem { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>A verdict confirmed it.</summary>
    public DateTimeOffset? FiledAt { get; init; }

    /// <summary>Its id at the city's platform.</summary>
    public string? Reference { get; init; }

    /// <summary>The platform reported it handled.</summary>
    public DateTimeOffset? HandledAt { get; init; }

    /// <summary>By the city's clock; absent where the profile sets no limit.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary><c>met</c> or <c>missed</c> once it was handled.</summary>
    public string? Due { get; init; }

    /// <summary>How often it was found not handled, and sent back.</summary>
    public long Returns { get; init; }

    /// <summary>What the recheck proposed, and when; the last one.</summary>
    public string? Proposal { get; init; }

    public DateTimeOffset? ProposedAt { get; init; }

    /// <summary>What the cameras saw.</summary>
    public string? Words { get; init; }

    public double? StillThere { get; init; }

    /// <summary>Ids of the pictures.</summary>
    public string? Before { get; init; }

    public string? After { get; init; }

    public bool SameView { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }
}
