namespace EdgeWatch.CaseBridge.Deduplication;

/// <summary>A finding that has reported before.</summary>
/// <param name="Case">The case that it belongs to; where that was merged, the case that it was merged into.</param>
/// <param name="LastSequence">The latest step that was taken.</param>
internal sealed record KnownIncident(KnownCase Case, long LastSequence);
