using EdgeWatch.EdgeAgent.Detectors;

namespace EdgeWatch.EdgeAgent.Stages;

/// <summary>The same thing over several looks, as it stands after one of them.</summary>
internal sealed record Track
{
    /// <summary>Unique within the camera and the run of the agent; never used again.</summary>
    public required long Id { get; init; }

    /// <summary>The class that most of its score was given to.</summary>
    public required string Class { get; init; }

    /// <summary>What was seen of it last; of this very look where <see cref="Seen"/>.</summary>
    public required Detection Latest { get; init; }

    /// <summary>Whether this look shows it.</summary>
    public required bool Seen { get; init; }

    /// <summary>Grows by one each time it has left the place where it stood: within one value it is standing.</summary>
    public required int Stand { get; init; }

    public Box Box => Latest.Box;

    public float Score => Latest.Score;
}
