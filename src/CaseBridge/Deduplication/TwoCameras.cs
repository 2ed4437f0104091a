using EdgeWatch.CaseBridge.Store;
using EdgeWatch.Geography.Coordinates;

namespace EdgeWatch.CaseBridge.Deduplication;

/// <summary>Whether a report of another source is of the place of a case. Pure.</summary>
internal static class TwoCameras
{
    /// <summary>Beyond this sum of error radii, in metres, hardly more is known than the street: only what began at once is one.</summary>
    private const double StreetOnly = 40;
    private static readonly TimeSpan AtOnce = TimeSpan.FromMinutes(20);

    /// <summary>So far two clocks and two looks may always be apart.</summary>
    private static readonly TimeSpan ClocksOff = TimeSpan.FromMinutes(4);

    /// <summary>Share of the distance allowed within which nearly all lie that are one.</summary>
    private const double WellWithin = 0.6;

    /// <summary>Windows within which two sources begin to see one thing, however well their places agree: what another sees for the first time much later took the place of the first.</summary>
    private const int LatestWindows = 2;

    /// <summary>Minutes by which two sources usually begin apart.</summary>
    private const double UsuallyApart = 12;

    public static Decision? Match(LocatedCandidate candidate, KnownCase known, Sameness sameness)
    {
        if (candidate.Place is not { ErrorRadius: <= Deduplicator.VaguestPlace } here || known.Place is not { ErrorRadius: <= Deduplicator.VaguestPlace } there || known.Anchor is not { } anchor)
            return null;
        var (distance, allowed) = Compare(here, there, sameness);
        // The case's place may have been made better; that it is near where the case began keeps reports from leading it away.
        var (fromAnchor, allowedFromAnchor) = Compare(here, anchor, sameness);
        if (distance > allowed || fromAnchor > allowedFromAnchor)
            return null;
        var began = known.Since.FromStore();
        // A source that sees the thing again says nothing of when it began.
        var apart = known.Reporters.GroupBy(reporter => reporter.Source).Select(own => own.Min(reporter => reporter.Since ?? began)).DefaultIfEmpty(began).Min(since => (candidate.Data.Since - since).Duration());
        return apart <= Together(here.ErrorRadius + there.ErrorRadius, distance / allowed, sameness)
            ? new Decision(DecisionReason.SamePlace, known, $"{distance:0.0} m from case {known.Number}, {allowed:0.0} m allowed, and begun {apart.TotalMinutes:0} min apart") { Unlikeness = Unlikeness(distance / allowed, apart) }
            : null;
    }

    /// <summary>How near to each other two sources' beginnings must lie: the vaguer their places, and the farther from each other, the nearer.</summary>
    private static TimeSpan Together(double errors, double share, Sameness sameness)
    {
        if (errors > StreetOnly)
            return sameness.BegunTogether < AtOnce ? sameness.BegunTogether : AtOnce;
        if (errors <= sameness.TellsApart && share <= WellWithin)
            return LatestWindows * sameness.Window;
        var together = 2 * (1 - (share * share)) * sameness.BegunTogether;
        return together > ClocksOff ? together : ClocksOff;
    }

    /// <summary>As two independent errors add up: of the place, and of the beginning.</summary>
    private static double Unlikeness(double share, TimeSpan apart) => (1.5 * share * share) + (0.7 * Math.Min(3, apart.TotalMinutes / UsuallyApart));

    private static (double Distance, double Allowed) Compare(Wgs84 here, Wgs84 there, Sameness sameness) =>
        (here.DistanceTo(there), sameness.Radius + here.ErrorRadius + there.ErrorRadius);
}
