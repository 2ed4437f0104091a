using EdgeWatch.Geography.Coordinates;

namespace EdgeWatch.CaseBridge.Deduplication;

/// <summary>
/// Whether a case that people reported to the city, and one that a camera or sensor reports, are of one place. When such a problem began nobody knows, so that beginnings are not compared, as between two cameras:
/// that both were there at one time is for <see cref="Deduplicator"/> to see. Pure.
/// </summary>
internal static class CityReports
{
    /// <summary>Metres of both errors together that still count: without beginnings to compare, beyond it every second thing of the street would match.</summary>
    private const double MostError = 40;

    public static Decision? Match(LocatedCandidate candidate, KnownCase known, Sameness sameness)
    {
        if (!candidate.Source.IsCity && !known.Reporters.Any(reporter => reporter.Source.IsCity))
            return null;
        if (candidate.Place is not { } here || known.Place is not { } there || known.Anchor is not { } anchor)
            return null;
        var (distance, allowed) = (here.DistanceTo(there), Allowed(here, there, sameness));
        return distance <= allowed && here.DistanceTo(anchor) <= Allowed(here, anchor, sameness)
            ? new Decision(DecisionReason.SamePlace, known, $"{distance:0.0} m from case {known.Number}, {allowed:0.0} m allowed, one of the two reported to the city")
            : null;
    }

    /// <summary>How long such a report counts as going on: who reported it looks only once, and it stays open there until it is closed.</summary>
    public static TimeSpan? StandsFor(Reporter finding, Sameness sameness) => finding.Source.IsCity && finding.ClearedAt is null ? sameness.MaximumLife : null;

    private static double Allowed(Wgs84 here, Wgs84 there, Sameness sameness) => sameness.Radius + Math.Min(MostError, here.ErrorRadius + there.ErrorRadius);
}
