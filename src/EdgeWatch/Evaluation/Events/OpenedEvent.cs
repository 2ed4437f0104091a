namespace EdgeWatch.Evaluation.Events;

/// <summary>A finding that was announced as opened while a clip played.</summary>
/// <param name="Zone">Where.</param>
/// <param name="Problem">What.</param>
/// <param name="At">Seconds of clip time at which it opened; null where the position in the clip is not known.</param>
internal sealed record OpenedEvent(string Zone, string Problem, double? At)
{
    /// <summary>Seconds of clip time at which it cleared; null where it stayed open to the end.</summary>
    public double? ClearedAt { get; init; }

    /// <summary>Best score, 0..1.</summary>
    public float Score { get; init; }

    /// <summary>What it was taken for: the class of each box with its left, top, right and bottom, 0..1.</summary>
    public string Seen { get; init; } = "";

    public string What => $"{Problem} in {Zone}";
}
