using EdgeWatch.CaseBridge.Catalogue;
using EdgeWatch.CaseBridge.Store;
using EdgeWatch.Geography.Coordinates;

namespace EdgeWatch.CaseBridge.Deduplication;

/// <summary>
/// One problem, one case. Pure: the same candidate and the same known cases give the same decision. In this order: the finding is known; the same component;
/// the same sensor; a sensor and the camera's zone that it is tied to; whichever is likelier of the same spot or zone of the same camera and the same place seen by another; else a new case.
/// </summary>
internal static class Deduplicator
{
    /// <summary>A place that is known worse than this, in metres, tells no two places apart and is not compared.</summary>
    public const double VaguestPlace = 100;

    /// <summary>What a window of silence weighs, beside what the matches compared.</summary>
    private const double GapWeight = 2;

    /// <summary>An agent says every six hours that a problem is still there. Who says nothing for longer has forgotten it, or is gone.</summary>
    public static readonly TimeSpan LongestSilence = TimeSpan.FromHours(6.5);

    /// <param name="candidate">What was reported.</param>
    /// <param name="incident">What is known of its finding; null where this is the first that is heard of it.</param>
    /// <param name="near">Cases of any state that share the source, the component or the neighbourhood.</param>
    /// <param name="sameness">The rule of its problem.</param>
    /// <param name="circumstances">What keeps a new finding quiet.</param>
    public static Decision Decide(LocatedCandidate candidate, KnownIncident? incident, IReadOnlyList<KnownCase> near, Sameness sameness, Circumstances circumstances)
    {
        if (incident is not null)
            return Known(candidate, incident);

        var same = near
            .Where(known => IsSameProblem(known, candidate.Data.Problem))
            .Select(known => Match(candidate, known, sameness))
            .OfType<Decision>()
            .OrderBy(match => Rank(match.Reason))
            .ThenBy(match => match.Unlikeness + (GapWeight * (Gap(match.Case!, candidate) / sameness.Window)))
            .ThenBy(match => candidate.Place is { } place && match.Case!.Place is { } other ? place.DistanceTo(other) : 0)
            .ThenBy(match => match.Case!.Number)
            .ToList();

        if (same.Find(match => TakesReports(match.Case!, candidate, sameness, SeenEnd.Joins(match.Case!, match.Reason, sameness))) is { } open)
            return circumstances.BlindSince is null ? open : circumstances.Keep(candidate) ?? open;
        if (circumstances.Keep(candidate) is { } quiet)
            return quiet;
        if (same.Where(match => match.Case!.State != CaseStates.Merged).MaxBy(match => match.Case!.Number) is { Case: { } earlier } past)
            return new Decision(DecisionReason.Recurrence, earlier, $"{past.Compared}, which is {Was(earlier)}");
        return new Decision(DecisionReason.NewProblem, null, $"none of {near.Count} cases near has the problem {candidate.Data.Problem} in this place");
    }

    private static int Rank(DecisionReason reason) => reason switch
    {
        DecisionReason.SameComponent => 0,
        DecisionReason.SameSensor => 1,
        DecisionReason.TiedSource => 2,
        _ => 3,
    };

    private static Decision Known(LocatedCandidate candidate, KnownIncident incident)
    {
        var stale = candidate.Data.Sequence <= incident.LastSequence;
        return new Decision(
            stale ? DecisionReason.StaleUpdate : DecisionReason.SameIncident,
            incident.Case,
            $"step {candidate.Data.Sequence} of a finding of case {incident.Case.Number}, whose latest step was {incident.LastSequence}");
    }

    /// <summary>A sensor's own fault is no problem of the street, also where a person corrected the one into the other.</summary>
    /// <remarks>Whoever looks cases up leaves out the others before counting how many may be compared.</remarks>
    public static bool IsSameProblem(KnownCase known, string problem) =>
        ProblemCatalogue.IsEquipment(known.Problem) == ProblemCatalogue.IsEquipment(problem)
        && (ProblemCatalogue.AreKin(known.Problem, problem) || ProblemCatalogue.AreKin(known.CorrectedFrom, problem));

    private static Decision? Match(LocatedCandidate candidate, KnownCase known, Sameness sameness)
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

        // Within one camera its picture tells things apart, better than its coordinate, which they often share.
        if (own.Any(reporter => reporter.Zone is not null))
            return OneCamera.Match(candidate, known, own, sameness);

        return Tied(candidate, known) switch
        {
            true => new Decision(DecisionReason.TiedSource, known, $"{candidate.Source} is tied to what case {known.Number} was reported of"),
            false => null,
            null => TwoCameras.Match(candidate, known, sameness) ?? CityReports.Match(candidate, known, sameness),
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

    private static bool TakesReports(KnownCase known, LocatedCandidate candidate, Sameness sameness, TimeSpan afterItsEnd) =>
        CaseStates.IsOpen(known.State)
        && candidate.Data.Since <= known.Since.FromStore() + sameness.MaximumLife
        && (known.Reporters.Count == 0 ? [Whole(known)] : known.Reporters)
            .Any(finding => Gap(known, finding, candidate) <= Allowed(finding, candidate, sameness, afterItsEnd));

    /// <summary>One that goes on is said again in time; one that had not begun yet is near for the window, and one that has ended for what its end allows.</summary>
    private static TimeSpan Allowed(Reporter finding, LocatedCandidate candidate, Sameness sameness, TimeSpan afterItsEnd)
    {
        if (CityReports.StandsFor(finding, sameness) is { } stands)
            return stands;
        if (candidate.Data.SeenAt < finding.Since)
            return sameness.Window;
        if (finding.ClearedAt is not null)
            return afterItsEnd;
        return LongestSilence > sameness.Window ? LongestSilence : sameness.Window;
    }

    /// <summary>A case of which no single finding is known.</summary>
    private static Reporter Whole(KnownCase known) => new(default, null) { ClearedAt = known.ClearedAt.FromStore() };

    /// <summary>How much time lies between a finding of the case and the report; zero where they overlap. Either may be the earlier: reports come late.</summary>
    private static TimeSpan Gap(KnownCase known, Reporter finding, LocatedCandidate candidate)
    {
        var said = finding.SaidAt ?? (known.ClearedAt ?? known.SeenAt).FromStore();
        if (candidate.Data.Since > said)
            return candidate.Data.Since - said;
        var began = finding.Since ?? known.Since.FromStore();
        return candidate.Data.SeenAt < began ? began - candidate.Data.SeenAt : TimeSpan.Zero;
    }

    private static TimeSpan Gap(KnownCase known, LocatedCandidate candidate) =>
        known.Reporters.Count == 0 ? TimeSpan.Zero : known.Reporters.Min(finding => Gap(known, finding, candidate));

    private static string Was(KnownCase known) => CaseStates.IsOpen(known.State)
        ? known.ClearedAt is { } clearedAt ? $"{known.State} and was seen cleared at {clearedAt.FromStore():u}" : $"{known.State} and was last seen at {known.SeenAt.FromStore():u}"
        : $"{known.State} since {known.DecidedAt.FromStore():u}";
}
