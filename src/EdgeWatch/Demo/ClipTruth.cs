using EdgeWatch.Demo.Sensors;

namespace EdgeWatch.Demo;

/// <summary>What is true of a clip: the zones to judge, what must become a case, and that nothing else may.</summary>
/// <param name="Path">The video file.</param>
/// <param name="Zones">At least one.</param>
/// <param name="Expected">Problems that must become one case each.</param>
internal sealed record ClipTruth(string Path, IReadOnlyList<TruthZone> Zones, IReadOnlyList<TruthCase> Expected)
{
    /// <summary>Sensors on what the clip shows.</summary>
    public IReadOnlyList<TruthSensor> Sensors { get; init; } = [];

    /// <summary>Seconds of clip time from which to its end nothing is wrong any more; null where the truth does not say.</summary>
    public double? CleanFrom { get; init; }

    /// <summary>Seconds of clip time between which all is wrong that is expected of the clip; null where the truth does not say.</summary>
    public (double From, double To)? WrongBetween { get; init; }

    /// <summary>Camera id: the file's name without its ending, in the alphabet of ids.</summary>
    public string Camera { get; } = System.IO.Path.GetFileNameWithoutExtension(Path).ToLowerInvariant().Replace('_', '-');
}

/// <summary>A zone and the one question asked of it.</summary>
internal sealed record TruthZone(string Id, float[][] Polygon, string Rule, string Problem, string[] Classes, TimeSpan Dwell);

/// <summary>A problem that is there.</summary>
/// <param name="Zone">Id of the zone.</param>
/// <param name="Problem">Name of the problem.</param>
/// <param name="OpenedBetween">Seconds of clip time within which it must open; null where the truth does not say.</param>
internal sealed record TruthCase(string Zone, string Problem, (double From, double To)? OpenedBetween)
{
    public string What => $"{Problem} in {Zone}";

    public string WindowText => OpenedBetween is var (from, to) ? $"from {from:0.#} to {to:0.#} s" : "at any time";

    public bool IsOf(string zone, string problem) => Zone == zone && Problem == problem;

    /// <summary>Whether an event may open then; true where either side does not know when.</summary>
    /// <param name="at">Seconds of clip time.</param>
    public bool IsDue(double? at) => OpenedBetween is not var (from, to) || at is not { } moment || moment >= from && moment <= to;
}
