namespace EdgeWatch.Contracts;

/// <summary>The centre asks an agent for something now.</summary>
/// <param name="Id">UUID that the response repeats.</param>
/// <param name="Kind">One of <see cref="AgentRequestKinds"/>.</param>
/// <param name="Camera">Camera id.</param>
public sealed record AgentRequest(Guid Id, string Kind, string Camera);

/// <summary>Kinds of requests.</summary>
public static class AgentRequestKinds
{
    /// <summary>Send the latest look as a picture.</summary>
    public const string Snapshot = "snapshot";

    /// <summary>Look again now, whatever the cadence says, and send the picture.</summary>
    public const string LookNow = "look-now";
}

/// <summary>An agent's answer to an <see cref="AgentRequest"/>.</summary>
public sealed record AgentResponse
{
    /// <summary>Id of the request.</summary>
    public required Guid Id { get; init; }

    /// <summary>Camera id.</summary>
    public required string Camera { get; init; }

    /// <summary>Why there is no picture, in words; null when there is one.</summary>
    public string? Error { get; init; }

    /// <summary>Camera time of the picture (UTC).</summary>
    public DateTimeOffset? TakenAt { get; init; }

    /// <summary>JPEG bytes (base64 in JSON).</summary>
    public byte[]? Picture { get; init; }

    /// <summary>What the detectors saw in it, all above the low floor.</summary>
    public IReadOnlyList<Subject> Subjects { get; init => field = value ?? []; } = [];
}
