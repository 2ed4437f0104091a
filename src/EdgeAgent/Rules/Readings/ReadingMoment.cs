using EdgeWatch.Ingest.Sensors;

namespace EdgeWatch.EdgeAgent.Rules.Readings;

/// <summary>What a sensor's rule is asked about.</summary>
internal enum MomentKind
{
    /// <summary>A reading came.</summary>
    Reading,

    /// <summary>The sensor was heard, whatever it said.</summary>
    Heard,

    /// <summary>Nothing came; time has passed.</summary>
    Passed,
}

/// <summary>One moment of a sensor.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Reading">The reading; meaningless for the other kinds.</param>
/// <param name="Now">The agent's clock (UTC); in a replay, that of the recording.</param>
/// <param name="Deaf">How long, up to now, nothing could have been heard of any sensor of the source: the agent was off or the source away.</param>
internal readonly record struct ReadingMoment(MomentKind Kind, SensorReading Reading, DateTimeOffset Now, TimeSpan Deaf)
{
    public static ReadingMoment Of(in SensorReading reading, DateTimeOffset now, TimeSpan deaf) => new(MomentKind.Reading, reading, now, deaf);

    public static ReadingMoment Heard(DateTimeOffset now, TimeSpan deaf) => new(MomentKind.Heard, default, now, deaf);

    public static ReadingMoment Passed(DateTimeOffset now, TimeSpan deaf) => new(MomentKind.Passed, default, now, deaf);
}
