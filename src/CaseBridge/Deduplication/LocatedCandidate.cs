using EdgeWatch.CaseBridge.Store;
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

    /// <summary>Where in the picture it is seen; empty where the step shows nothing.</summary>
    public IReadOnlyList<PictureBox> Boxes => field ??= PictureBox.Of(Candidate.Data.Subjects);

    /// <summary>Id of the event, as it stands in the store.</summary>
    public string Event { get; } = Candidate.Id.ToString("D");

    /// <summary>Id of the finding, as it stands in the store.</summary>
    public string Incident { get; } = Candidate.Data.Incident.ToString("D");

    /// <summary>When it was seen cleared, as it stands in the store; null for any other step.</summary>
    public long? ClearedAt => Candidate.Type == CandidateTypes.Cleared ? Data.SeenAt.ToStore() : null;

    /// <summary>Others that watch the same thing, as the agents' sensor pages say.</summary>
    public IReadOnlyList<Tie> Ties { get; set; } = [];

    /// <summary>How far a street camera sees, metres. A camera's own place says where its pole stands, and what it sees lies before it.</summary>
    private const double CameraReach = 60;

    /// <exception cref="ArgumentException">The source is not valid; a validated candidate's is.</exception>
    public static LocatedCandidate Locate(CandidateEvent candidate)
    {
        if (!CandidateSource.TryRead(candidate.Source, out var source))
            throw new ArgumentException($"source '{candidate.Source}' was not validated", nameof(candidate));
        return new LocatedCandidate(candidate, source, candidate.Data.Place is { } place ? Honest(place.ToWgs84(), place.From) : null);
    }

    private static Wgs84 Honest(Wgs84 place, string from) => from == "camera" ? place with { ErrorRadius = Math.Max(place.ErrorRadius, CameraReach) } : place;
}

/// <summary>A sensor and a camera that watch one thing, seen from either.</summary>
/// <param name="Other">The camera, seen from the sensor; the sensor, seen from the camera.</param>
/// <param name="Zone">The zone of the camera that holds what the sensor watches.</param>
internal sealed record Tie(CandidateSource Other, string Zone);

/// <summary>A finding in a case, and whose it is.</summary>
/// <param name="Source">Who.</param>
/// <param name="Zone">In which zone, or by which quantity; null where that is not known any more.</param>
internal sealed record Reporter(CandidateSource Source, string? Zone)
{
    /// <summary>When the condition began, in its own time; null where that is not known any more.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>When it was last said, or seen cleared; null where that is not known any more.</summary>
    public DateTimeOffset? SaidAt { get; init; }

    /// <summary>When it was seen cleared; null while it goes on.</summary>
    public DateTimeOffset? ClearedAt { get; init; }

    /// <summary>Where in the picture it was seen.</summary>
    public IReadOnlyList<PictureBox> Boxes { get; init; } = [];
}
