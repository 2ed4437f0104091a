using EdgeWatch.CaseBridge.Deduplication;
using EdgeWatch.CaseBridge.Store;
using EdgeWatch.Geography.Coordinates;

namespace EdgeWatch.CaseBridge.Intake;

/// <summary>Where cases lie that a candidate is compared with: of its source and those that are tied to it, of its component, and around its place; lately, or still open.</summary>
internal sealed class NearArea
{
    /// <summary>Strips of latitude in which the store finds cases by place, a degree; 111 m each. The index of 0008-scale.sql is by the same.</summary>
    private const double StripsPerDegree = 1000;

    private readonly LocatedCandidate _candidate;

    public NearArea(LocatedCandidate candidate, Sameness sameness)
    {
        _candidate = candidate;
        Recall = (candidate.Data.Since - sameness.RecallWithin).ToStore();
        Sources = [candidate.Candidate.Source, .. candidate.Ties.Select(tie => tie.Other.ToString()).Distinct()];
        if (candidate.Place is not { ErrorRadius: <= Deduplicator.VaguestPlace } place)
            return;
        var reach = (sameness.Radius + place.ErrorRadius + Deduplicator.VaguestPlace) / Wgs84.MetresPerDegree;
        var sideways = reach / Math.Max(0.01, Math.Cos(double.DegreesToRadians(place.Lat)));
        (HasPlace, South, North, West, East) = (true, place.Lat - reach, place.Lat + reach, place.Lon - sideways, place.Lon + sideways);
    }

    public IReadOnlyList<string> Sources { get; }

    public string? Component => _candidate.Data.Component;

    public bool HasPlace { get; }

    public double South { get; }

    public double North { get; }

    public double West { get; }

    public double East { get; }

    /// <summary>Nothing older is compared, as it stands in the store.</summary>
    public long Recall { get; }

    public IEnumerable<long> Strips => HasPlace ? Enumerable.Sequence(StripOf(South), StripOf(North), 1L) : [];

    public static long StripOf(double lat) => (long)Math.Floor(lat * StripsPerDegree);

    /// <summary>Whether the case is open, or was decided on, lately enough.</summary>
    public bool IsRecent(KnownCase known) => CaseStates.IsOpen(known.State) ? known.SeenAt >= Recall : known.State != CaseStates.Merged && known.DecidedAt >= Recall;

    /// <summary>Whether the case lies around the candidate's place.</summary>
    public bool IsAround(KnownCase known) => HasPlace && known.Lat >= South && known.Lat <= North && known.Lon >= West && known.Lon <= East;
}
