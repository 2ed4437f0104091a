namespace EdgeWatch.CaseBridge.Deduplication;

/// <summary>Whether a camera reports what it has reported in a case before. Pure.</summary>
internal static class OneCamera
{
    /// <summary>Boxes that overlap so much show one thing, also where it lies over the line between two zones.</summary>
    private const double SameThing = 0.6;

    /// <summary>The same for what begins in both zones at once: each has a look of its own, and the box trembles between the two.</summary>
    private const double SameThingAtOnce = 0.45;
    private static readonly TimeSpan AtOnce = TimeSpan.FromMinutes(15);

    /// <summary>Boxes that overlap less show two things: one that stands still is found at much the same box again.</summary>
    private const double OtherThing = 0.4;

    /// <summary>The same, where so long has passed that another one may well have come: more than a third of the window.</summary>
    private const double OtherThingLater = 0.55;

    /// <summary>What boxes of one thing usually overlap by; assumed where there are none.</summary>
    private const double UsualOverlap = 0.7;

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
            var apart = own.Min(reporter => (candidate.Data.Since - reporter.Since)?.Duration());
            return overlap >= (apart <= AtOnce ? SameThingAtOnce : SameThing)
                ? new Decision(DecisionReason.SameSpot, known, $"a box that overlaps one of case {known.Number} by {overlap:P0} in the picture of {candidate.Source.Device}") { Unlikeness = Unlikeness(overlap) }
                : null;
        }

        // An agent has one finding at a time in a zone: another one means that the first has ended, told or not. What stands elsewhere in the zone now is another thing.
        var later = own.Where(reporter => reporter.Zone == candidate.Zone).Min(reporter => candidate.Data.Since - reporter.SaidAt) > sameness.Window / 3;
        if (overlap < (later ? OtherThingLater : OtherThing))
            return null;
        return new Decision(DecisionReason.SameZone, known, $"zone {candidate.Zone} of camera {candidate.Source.Device} as case {known.Number}{(overlap is { } share ? $", boxes overlap by {share:P0}" : "")}") { Unlikeness = Unlikeness(overlap) };
    }

    /// <summary>Less than nothing for boxes that overlap well: two cameras agree on a spot by chance more often than one camera sees another thing at the very same box.</summary>
    private static double Unlikeness(double? overlap) => (2 * (1 - (overlap ?? UsualOverlap))) - 1;
}
