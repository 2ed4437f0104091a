using System.Diagnostics;
using EdgeWatch.Figures;
using EdgeWatch.Replay;
using EdgeWatch.Terminal;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.Bench.Sensors;

/// <summary>A year of synthetic uplinks through the agent's flow, from the bytes of each message to its findings; making them is part of the time.</summary>
internal sealed class YearBench(SyntheticPlan plan)
{
    private const double MiB = 1024 * 1024;

    public async Task<IReadOnlyList<Figure>> RunAsync(CancellationToken stop)
    {
        using var logs = ConsoleLogs.Create(LogLevel.Warning);
        var sources = Enumerable.Range(0, plan.Sources).ToDictionary(SyntheticPlan.SourceOf, source => new SyntheticSource(plan, source));
        var result = await new SensorReplay(plan.ToOptions(), (source, _, _) => sources[source.Name], logs).RunAsync(stop);
        foreach (var (reason, count) in result.Dropped)
            Screen.Instance.Warn($"{reason}: {count}");
        foreach (var kind in result.Findings.GroupBy(finding => (finding.Problem, finding.Rule)).OrderBy(group => group.Key))
            Screen.Instance.Line($"{kind.Key.Problem} by {kind.Key.Rule}: {kind.Count()} findings");
        return
        [
            new("sensors.replayYearSeconds", result.Took.TotalSeconds * 365 / plan.Days, "s"),
            new("sensors.replayDays", plan.Days, "d"),
            new("sensors.replaySensors", result.Running, "1"),
            new("sensors.replayUplinks", result.Uplinks.Judged, "1"),
            new("sensors.replayReadings", sources.Values.Sum(source => source.Readings), "1"),
            new("sensors.replayFindings", result.Findings.Count, "1"),
            new("sensors.replayPeakMemory", Process.GetCurrentProcess().PeakWorkingSet64 / MiB, "MiB"),
        ];
    }
}
