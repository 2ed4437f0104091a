using EdgeWatch.CaseBridge.Catalogue;
using EdgeWatch.CaseBridge.Store;

namespace EdgeWatch.CaseBridge.Deduplication;

/// <summary>
/// One problem, one case. Pure: the same candidate and the same known cases give the same decision. In this order:
/// the finding is known; the same component; the same zone of the same camera; the same place seen by another camera; else a new case.
/// </summary>
internal static class Deduplicator
{
    /// <summary>A place that is known worse than this, in metres, tells no two places apart and is not compared.</summary>
    public const double VaguestPlace = 100;

    /// <summary>A filed case that was seen cleared takes a report that began within this time after it; later, it is a recurrence and a person decides again.</summary>
    public static readonly TimeSpan ReopenWithin = TimeSpan.FromHours(24);

    /// <summary>How far back a decided or cleared case is linked as the earlier one of a recurrence.</summary>
    public static readonly TimeSpan RecallWithin = TimeSpan.FromDays(30);

    /// <param name="candidate">What was reported.</param>
    /// <param name="incident">What is known of its finding; null where this is the first that is heard of it.</param>
    /// <param name="near">Cases of any state that share the zone, the component or the neighbourhood.</param>
    /// <param name="samePlaceRadius">Metres beyond both error radii.</param>
    public static Decision Decide(LocatedCandidate candidate, KnownIncident? incident, IReadOnlyList<KnownCase> near, double samePlaceRadius)
    {
        if (incident is not null)
            return Known(candidate, incident);

        var same = near
            .Where(known => ProblemCatalogue.AreKin(known.Problem, candidate.Data.Problem) || ProblemCatalogue.AreKin(known.CorrectedFrom, candidate.Data.Problem))
            .Select(known => Match(candidate, known, samePlaceRadius))
            .OfType<Decision>()
            .OrderBy(match => match.Reason switch { DecisionReason.SameComponent => 0, DecisionReason.SameZone => 1, _ => 2 })
            .ThenBy(match => candidate.Place is { } place && match.Case!.Place is { } other ? place.DistanceTo(other) : 0)
            .ThenBy(match => match.Case!.Number)
            .ToList();

        if (same.Find(match => TakesReports(match.Case!, candidate)) is { } open)
            return open;
        if (same.Where(match => match.Case!.State != CaseStates.Merged).MaxBy(match => match.Case!.Number) is { Case: { } earlier } past)
            return new Decision(DecisionReason.Recurrence, earlier, $"{past.Compared}, which is {Was(earlier)}");
        return new Decision(DecisionReason.NewProblem, null, $"none of {near.Count} cases near has the problem {candidate.Data.Problem} in this place");
    }

    private static Decision Known(LocatedCandidate candidate, KnownIncident incident)
    {
        var stale = candidate.Data.Sequence <= incident.LastSequence;
        return new Decision(
            stale ? DecisionReason.StaleUpdate : DecisionReason.SameIncident,
            incident.Case,
            $"step {candidate.Data.Sequence} of a finding of case {incident.Case.Number}, whose latest step was {incident.LastSequence}");
    }

    private static Decision? Match(LocatedCandidate candidate, KnownCase known, double samePlaceRadius)
    {
        // Two registered components are two things, however near they stand.
        if (candidate.Data.Component is { } component && known.Component is not null)
        {
            return component == known.Component
                ? new Decision(DecisionReason.SameComponent, known, $"component {component} of case {known.Number}")
                : null;
        }

        // Within one camera the zones tell places apart, better than its coordinate, which they often share.
        if (candidate.Agent == known.Agent && candidate.Camera == known.Camera)
        {
            return candidate.Zone == known.Zone
                ? new Decision(DecisionReason.SameZone, known, $"zone {known.Zone} of camera {known.Camera} as case {known.Number}")
                : null;
        }

        if (candidate.Place is not { ErrorRadius: <= VaguestPlace } here || known.Place is not { ErrorRadius: <= VaguestPlace } there)
            return null;
        var distance = here.DistanceTo(there);
        var allowed = samePlaceRadius + here.ErrorRadius + there.ErrorRadius;
        return distance <= allowed
            ? new Decision(DecisionReason.SamePlace, known, $"{distance:0.0} m from case {known.Number}, {allowed:0.0} m allowed")
            : null;
    }

    private static bool TakesReports(KnownCase known, LocatedCandidate candidate) => known.State switch
    {
        CaseStates.Pending => true,
        CaseStates.Filed => known.ClearedAt.FromStore() is not { } clearedAt || candidate.Data.Since <= clearedAt + ReopenWithin,
        _ => false,
    };

    private static string Was(KnownCase known) =>
        known.State == CaseStates.Filed ? $"filed and was seen cleared at {known.ClearedAt.FromStore():u}" : $"{known.State} since {known.DecidedAt.FromStore():u}";
}
