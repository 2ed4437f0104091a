namespace EdgeWatch.CaseBridge.Deduplication;

/// <summary>What is to happen with a candidate, and why.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Case">The case to join, or for a recurrence the earlier case; null for a new problem.</param>
/// <param name="Compared">What was compared, in words with values: "12.3 m from case 7, 70 m allowed".</param>
internal sealed record Decision(DecisionReason Reason, KnownCase? Case, string Compared)
{
    /// <summary>The event was taken before.</summary>
    public static Decision SameEvent { get; } = new(DecisionReason.SameEvent, null, "the event's id is known");

    /// <summary>
    /// How far what was compared is from what the same thing would show; 0 where nothing speaks against it. Orders cases that match by zone, spot or place: a case that the camera
    /// saw cleared in that zone half an hour ago is less likely than one that another camera just began to see at the very spot.
    /// </summary>
    public double Unlikeness { get; init; }

    /// <summary>For what is kept quiet: by which suppression, where it is one.</summary>
    public string? Suppression { get; init; }

    /// <summary>Whether it is kept, but of no case.</summary>
    public bool IsQuiet => Reason is DecisionReason.Suppressed or DecisionReason.Inhibited;

    /// <summary>Whether a new case is to be opened.</summary>
    public bool Opens => Reason is DecisionReason.NewProblem or DecisionReason.Recurrence;
}
