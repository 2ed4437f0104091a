namespace EdgeWatch.Contracts;

/// <summary>
/// One scored look kept for threshold tuning: either a detection above the low floor or a randomly drawn look without one.
/// Weighting each by 1 / <see cref="SamplingProbability"/> gives unbiased counts (Horvitz and Thompson 1952).
/// </summary>
public sealed record ScoreSample
{
    /// <summary>UUIDv7, acknowledged like a candidate.</summary>
    public required Guid Id { get; init; }

    /// <summary>Agent id.</summary>
    public required string Agent { get; init; }

    /// <summary>Camera id.</summary>
    public required string Camera { get; init; }

    /// <summary>Camera time of the look (UTC).</summary>
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>Class of the detection; null for a drawn look in which nothing reached the floor.</summary>
    public string? Class { get; init; }

    /// <summary>Score 0..1; 0 for a drawn look.</summary>
    public required float Score { get; init; }

    /// <summary>Threshold in force for the class at that time, 0..1.</summary>
    public required float Threshold { get; init; }

    /// <summary>The box, with its class and score; null for a drawn look.</summary>
    public Subject? Box { get; init; }

    /// <summary>Probability with which this sample was drawn, in (0, 1].</summary>
    public required double SamplingProbability { get; init; }

    /// <summary>Model that scored, as <c>name@hash12</c>.</summary>
    public required string Model { get; init; }

    /// <summary>Settings revision in force.</summary>
    public long SettingsRevision { get; init; }

    /// <summary>Small JPEG of the look (base64 in JSON), at most 320 pixels wide; null where the budget is spent.</summary>
    public byte[]? Picture { get; init; }
}
