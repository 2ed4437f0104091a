namespace EdgeWatch.CaseBridge.Deduplication;

/// <summary>Whether a camera reports what it has reported in a case before. Pure.</summary>
internal static class OneCamera
{
    /// <summary>Boxes that overlap so much show one thing, also where it lies over the line between two zones.</summary>
    private const double SameThing = 0.6;

    /// <summary>Boxes that overlap less show two things: one that stands still is found at much the same box again.</summary>
    private const double OtherThing = 0.3;

    /// <summary>The same, where so long has passed that another one may well have come: more than a third of the window.</summary>
    private const double OtherThingLater = 0.55;

    /// <param name="candidate">What the camera reports.</param>
    /// <param name="known">The case.</param>
    /// <param name="own">Its findings in the case.</param>
    /// <param name="sameness">The rule of its problem.</param>
    public static Decision? Match(LocatedCandidate candidate, KnownCase known, List<Reporter> own, Sameness sameness)
    {
        var overlap = own.Max(reporter => PictureBox.BestOverlap(candidate.Boxes, reporter.Boxes));
        var zone = own.Find(reporter => reporter.Zone == candidate.Zone);
        if (zone is null)
        {
            return overlap >= SameThing
                ? new Decision(DecisionReason.SameSpot, known, $"a box that overlaps one of case {known.Number} by {overlap:P0} in the picture of {candidate.Source.Device}")
                : null;
        }

        // An agent has one finding at a time in a zone: another one means that the first has ended, told or not. What stands elsewhere in the zone now is another thing.
        var later = own.Where(reporter => reporter.Zone == candidate.Zone).Min(reporter => candidate.Data.Since - reporter.SaidAt) > sameness.Window / 3;
        if (overlap < (later ? OtherThingLater : OtherThing))
            return null;
        return new Decision(DecisionReason.SameZone, known, $"zone {candidate.Zone} of camera {candidate.Source.Device} as case {known.Number}{(overlap is { } share ? $", boxes overlap by {share:P0}" : "")}");
    }
}
