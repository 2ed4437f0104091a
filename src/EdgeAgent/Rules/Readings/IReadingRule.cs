using EdgeWatch.EdgeAgent.Findings;
using EdgeWatch.Ingest.Sensors;

namespace EdgeWatch.EdgeAgent.Rules.Readings;

/// <summary>
/// Judges one condition of one sensor. An implementer is asked from one task at a time; it measures spans in the sensor's own time; readings may come late, out of
/// order and again: what is older than the newest never opens and never clears anything, and a repeat changes nothing. What it remembers can be kept over a restart.
/// </summary>
internal interface IReadingRule : IRule<ReadingMoment>
{
    /// <summary>What it judges; null: that the sensor is heard.</summary>
    Quantity? Quantity { get; }

    /// <summary>When passing time alone will change the ruling, by the agent's clock, if nothing is heard before; <see cref="DateTimeOffset.MaxValue"/>: never.</summary>
    /// <param name="open">The finding that stands open for this rule.</param>
    /// <param name="deaf">As in <see cref="ReadingMoment.Deaf"/>.</param>
    DateTimeOffset DueAt(OpenFinding? open, TimeSpan deaf);

    /// <summary>Writes what it remembers.</summary>
    void Save(BinaryWriter writer);

    /// <summary>Takes over what <see cref="Save"/> wrote.</summary>
    void Load(BinaryReader reader);
}
