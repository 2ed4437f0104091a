using EdgeWatch.Contracts;
using EdgeWatch.Geography.Coordinates;

namespace EdgeWatch.CaseBridge.Deduplication;

/// <summary>A candidate whose source is split and whose place stands in WGS84.</summary>
/// <param name="Candidate">As it came.</param>
/// <param name="Agent">Agent id, from the source.</param>
/// <param name="Camera">Camera or sensor id, from the source.</param>
/// <param name="Place">Null where the candidate knows none.</param>
internal sealed record LocatedCandidate(CandidateEvent Candidate, string Agent, string Camera, Wgs84? Place)
{
    public CandidateData Data => Candidate.Data;

    public string Zone => Candidate.Data.Judgement.Zone;

    /// <exception cref="ArgumentException">The source is not valid; a validated candidate's is.</exception>
    public static LocatedCandidate Locate(CandidateEvent candidate)
    {
        if (!CandidateSource.TryParse(candidate.Source, out var agent, out var camera))
            throw new ArgumentException($"source '{candidate.Source}' was not validated", nameof(candidate));
        return new LocatedCandidate(candidate, agent, camera, candidate.Data.Place is { } place ? place.ToWgs84() : null);
    }
}
