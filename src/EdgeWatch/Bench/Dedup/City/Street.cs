namespace EdgeWatch.Bench.Dedup.City;

/// <summary>A bin or a manhole cover.</summary>
/// <param name="Component">Its id in the register (16 digits, GB/T 30428.2).</param>
/// <param name="At">Where it stands.</param>
/// <param name="IsBin">A bin; else a cover.</param>
/// <param name="Twin">The bin that stands beside it.</param>
internal sealed record Furniture(string Component, Ground At, bool IsBin, Furniture? Twin);

/// <summary>A stretch of street where things gather.</summary>
internal sealed record HotStretch(Ground From, Ground To);

/// <summary>A sensor in a bin or below a cover.</summary>
/// <param name="Id">Sensor id.</param>
/// <param name="Agent">The agent that hears it.</param>
/// <param name="On">What it watches.</param>
/// <param name="Tied">Whether its agent's settings name the component.</param>
internal sealed record Sensor(string Id, Agent Agent, Furniture On, bool Tied);

/// <summary>An agent and how far its clock is off.</summary>
internal sealed record Agent(string Id, TimeSpan Skew);
