using EdgeWatch.CaseBridge.Catalogue;
using EdgeWatch.CaseBridge.Store;

namespace EdgeWatch.CaseBridge.Deduplication;

/// <summary>
/// One problem, one case. Pure: the same candidate and the same known cases give the same decision. In this order: the finding is known; the same component;
/// the same zone of the same camera, or the same sensor; a sensor and the camera's zone that it is tied to; the same place seen by another; else a new case.
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
            .Where(known => IsSameProblem(known, candidate.Data.Problem))
            .Select(known => Match(candidate, known, samePlaceRadius))
            .OfType<Decision>()
            .OrderBy(match => match.Reason switch { DecisionReason.SameComponent => 0, DecisionReason.SameZone or DecisionReason.SameSensor => 1, DecisionReason.TiedSource => 2, _ => 3 })
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

    /// <summary>A sensor's own fault is no problem of the street, also where a person corrected the one into the other.</summary>
    private static bool IsSameProblem(KnownCase known, string problem) =>
        ProblemCatalogue.IsEquipment(known.Problem) == ProblemCatalogue.IsEquipment(problem)
        && (ProblemCatalogue.AreKin(known.Problem, problem) || ProblemCatalogue.AreKin(known.CorrectedFrom, problem));

    private static Decision? Match(LocatedCandidate candidate, KnownCase known, double samePlaceRadius)
    {
        var own = known.Reporters.Where(reporter => reporter.Source == candidate.Source).ToList();
        if (ProblemCatalogue.IsEquipment(candidate.Data.Problem))
            return own.Count > 0 ? SameSensor(candidate, known) : null;

        // Two registered components are two things, however near they stand.
        if (candidate.Data.Component is { } component && known.Component is not null)
        {
            return component == known.Component
                ? new Decision(DecisionReason.SameComponent, known, $"component {component} of case {known.Number}")
                : null;
        }

        // A sensor watches one thing by whatever quantity, and two sensors that share no component watch two.
        if (candidate.Source.IsSensor && own.Count > 0)
            return SameSensor(candidate, known);
        if (candidate.Source.IsSensor && known.Reporters.Any(reporter => reporter.Source.IsSensor))
            return null;

        // Within one camera the zones tell places apart, better than its coordinate, which they often share.
        if (own.Any(reporter => reporter.Zone is not null))
        {
            return own.Any(reporter => reporter.Zone == candidate.Zone)
                ? new Decision(DecisionReason.SameZone, known, $"zone {candidate.Zone} of camera {candidate.Source.Device} as case {known.Number}")
                : null;
        }

        return Tied(candidate, known) switch
        {
            true => new Decision(DecisionReason.TiedSource, known, $"{candidate.Source} is tied to what case {known.Number} was reported of"),
            false => null,
            null => Near(candidate, known, samePlaceRadius),
        };
    }

    private static Decision SameSensor(LocatedCandidate candidate, KnownCase known) =>
        new(DecisionReason.SameSensor, known, $"sensor {candidate.Source.Device} as case {known.Number}");

    /// <summary>Whether a tied source reports in the case: in the zone that the tie names, in another one (that is another place), or null where none does.</summary>
    private static bool? Tied(LocatedCandidate candidate, KnownCase known)
    {
        var zones = candidate.Ties.SelectMany(tie => known.Reporters
            .Where(reporter => reporter.Source == tie.Other && reporter.Zone is not null)
            .Select(reporter => tie.Zone == (candidate.Source.IsSensor ? reporter.Zone : candidate.Zone))).ToList();
        return zones.Count == 0 ? null : zones.Contains(true);
    }

    private static Decision? Near(LocatedCandidate candidate, KnownCase known, double samePlaceRadius)
    {
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
