using EdgeWatch.Contracts;
using EdgeWatch.Geography.Coordinates;

namespace EdgeWatch.CaseBridge.Deduplication;

/// <summary>A candidate whose source is split and whose place stands in WGS84.</summary>
/// <param name="Candidate">As it came.</param>
/// <param name="Source">Who reports it.</param>
/// <param name="Place">Null where the candidate knows none.</param>
internal sealed record LocatedCandidate(CandidateEvent Candidate, CandidateSource Source, Wgs84? Place)
{
    public CandidateData Data => Candidate.Data;

    public string Agent => Source.Agent;

    /// <summary>Zone of a camera, quantity of a sensor.</summary>
    public string Zone => Candidate.Data.Judgement.Zone;

    /// <summary>Others that watch the same thing, as the agents' sensor pages say.</summary>
    public IReadOnlyList<Tie> Ties { get; init; } = [];

    /// <exception cref="ArgumentException">The source is not valid; a validated candidate's is.</exception>
    public static LocatedCandidate Locate(CandidateEvent candidate)
    {
        if (!CandidateSource.TryParse(candidate.Source, out var source))
            throw new ArgumentException($"source '{candidate.Source}' was not validated", nameof(candidate));
        return new LocatedCandidate(candidate, source, candidate.Data.Place is { } place ? place.ToWgs84() : null);
    }
}

/// <summary>A sensor and a camera that watch one thing, seen from either.</summary>
/// <param name="Other">The camera, seen from the sensor; the sensor, seen from the camera.</param>
/// <param name="Zone">The zone of the camera that holds what the sensor watches.</param>
internal sealed record Tie(CandidateSource Other, string Zone);

/// <summary>A source that has a finding in a case.</summary>
/// <param name="Source">Who.</param>
/// <param name="Zone">In which zone, or by which quantity; null where that is not known any more.</param>
internal sealed record Reporter(CandidateSource Source, string? Zone);
