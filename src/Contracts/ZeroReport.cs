namespace EdgeWatch.Contracts;

/// <summary>
/// The zero report (零报告): what an agent looked at in a period, so that silence is never mistaken for order.
/// </summary>
public sealed record ZeroReport
{
    /// <summary>UUIDv7, acknowledged like a candidate.</summary>
    public required Guid Id { get; init; }

    /// <summary>Agent id.</summary>
    public required string Agent { get; init; }

    /// <summary>Start of the period (UTC).</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>End of the period (UTC).</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>Cameras configured.</summary>
    public required int Cameras { get; init; }

    /// <summary>Cameras that were looked at in the period at least once.</summary>
    public required int CamerasSeen { get; init; }

    /// <summary>Looks that were due.</summary>
    public required long LooksDue { get; init; }

    /// <summary>Looks that were made.</summary>
    public required long LooksMade { get; init; }

    /// <summary>Candidates opened, by problem; empty is a real zero.</summary>
    public IReadOnlyDictionary<string, int> Opened { get; init => field = value ?? new Dictionary<string, int>(); } = new Dictionary<string, int>();

    /// <summary>What was dropped on the way, by reason.</summary>
    public IReadOnlyDictionary<string, long> Dropped { get; init => field = value ?? new Dictionary<string, long>(); } = new Dictionary<string, long>();

    /// <summary>95th percentile of the time from a look to its candidate in the outbox, in milliseconds; null without candidates.</summary>
    public double? LookToOutboxP95Milliseconds { get; init; }
}
