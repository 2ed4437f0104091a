namespace EdgeWatch.Contracts;

/// <summary>The centre asks an agent for something now.</summary>
/// <param name="Id">UUID that the response repeats.</param>
/// <param name="Kind">One of <see cref="AgentRequestKinds"/>.</param>
/// <param name="Camera">Camera id; empty where only a sensor is asked (<see cref="RecheckQuestion.Sensor"/>).</param>
public sealed record AgentRequest(Guid Id, string Kind, string Camera)
{
    /// <summary>What to look for; there for <see cref="AgentRequestKinds.Recheck"/> only.</summary>
    public RecheckQuestion? Recheck { get; init; }
}

/// <summary>Kinds of requests.</summary>
public static class AgentRequestKinds
{
    /// <summary>Send the latest look as a picture.</summary>
    public const string Snapshot = "snapshot";

    /// <summary>Look again now, whatever the cadence says, and send the picture.</summary>
    public const string LookNow = "look-now";

    /// <summary>Look again now, say whether a problem that was reported handled is still seen, and send the picture.</summary>
    public const string Recheck = "recheck";
}

/// <summary>An agent's answer to an <see cref="AgentRequest"/>.</summary>
public sealed record AgentResponse
{
    /// <summary>Id of the request.</summary>
    public required Guid Id { get; init; }

    /// <summary>Camera id, as in the request.</summary>
    public required string Camera { get; init; }

    /// <summary>Why there is neither picture nor answer, in words; null when there is one.</summary>
    public string? Error { get; init; }

    /// <summary>Camera time of the picture (UTC).</summary>
    public DateTimeOffset? TakenAt { get; init; }

    /// <summary>JPEG bytes (base64 in JSON); at most <see cref="ContractLimits.EvidenceBytes"/> with an answer to a recheck.</summary>
    public byte[]? Picture { get; init; }

    /// <summary>Width of the picture in pixels; there with an answer to a recheck.</summary>
    public int? Width { get; init; }

    /// <summary>Height of the picture in pixels; there with an answer to a recheck.</summary>
    public int? Height { get; init; }

    /// <summary>What the detectors saw in it, all above the low floor.</summary>
    public IReadOnlyList<Subject> Subjects { get; init => field = value ?? []; } = [];

    /// <summary>What the look, or the reading, says of the problem; there for <see cref="AgentRequestKinds.Recheck"/> only.</summary>
    public RecheckAnswer? Recheck { get; init; }
}
