using EdgeWatch.Bench.Dedup.City;

namespace EdgeWatch.Bench.Dedup.Trace;

/// <summary>What opens at most one finding at a time: a problem's name in a zone of a camera, or of a sensor.</summary>
/// <param name="Source">CloudEvents source.</param>
/// <param name="Zone">Zone, or a sensor's quantity.</param>
/// <param name="Problem">Name of the problem.</param>
internal sealed record WatchKey(string Source, string Zone, string Problem);

/// <summary>Something that a watch begins or ceases to see.</summary>
/// <param name="Key">Who watches, where, for what.</param>
/// <param name="Agent">Whose watch it is.</param>
/// <param name="Origin">What is seen.</param>
/// <param name="Appears">Whether it begins; else it ends.</param>
/// <param name="Dwell">How long the condition has held when the finding opens.</param>
/// <param name="Sight">What is reported with it.</param>
internal sealed record Glimpse(WatchKey Key, Agent Agent, Origin Origin, bool Appears, TimeSpan Dwell, Sight Sight)
{
    /// <summary>Whether an end is told. It is not where the camera was turned, switched off or replaced.</summary>
    public bool Told { get; init; } = true;
}

/// <summary>What a finding says beside its times.</summary>
/// <param name="Place">Coordinate; null where nothing is known.</param>
/// <param name="Component">Component id; null where the zone bears none.</param>
/// <param name="Box">What is seen in the picture; null for a sensor.</param>
internal sealed record Sight(Contracts.Place? Place, string? Component, Contracts.Subject? Box);
