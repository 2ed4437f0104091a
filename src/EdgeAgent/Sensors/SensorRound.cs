namespace EdgeWatch.EdgeAgent.Sensors;

/// <summary>One round of judging.</summary>
/// <param name="Now">The agent's clock; in a replay, that of the recording.</param>
/// <param name="Deaf">Deaf time of the source up to then.</param>
/// <param name="HeardAt">Monotonic timestamp, for latency.</param>
/// <param name="Found">Takes the steps that leave the agent.</param>
internal readonly record struct SensorRound(DateTimeOffset Now, TimeSpan Deaf, long HeardAt, Action<SensorFinding> Found);
