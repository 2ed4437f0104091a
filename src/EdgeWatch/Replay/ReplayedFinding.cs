namespace EdgeWatch.Replay;

/// <summary>One finding of a replay, from its opening to its clearing.</summary>
/// <param name="Sensor">Whose.</param>
/// <param name="Rule">By which rule.</param>
/// <param name="Problem">What it reports.</param>
/// <param name="OpenedAt">The moment that opened it, in the sensor's own time.</param>
internal sealed record ReplayedFinding(string Sensor, string Rule, string Problem, DateTimeOffset OpenedAt)
{
    /// <summary>The moment that cleared it; null where it was open at the end.</summary>
    public DateTimeOffset? ClearedAt { get; init; }

    /// <summary>Why it was opened, in words.</summary>
    public string? Found { get; init; }

    /// <summary>Announcements in between.</summary>
    public int Updates { get; init; }
}
