using EdgeWatch.Contracts;

namespace EdgeWatch.CaseBridge.Api;

/// <summary>What one sensor read of one quantity, oldest first.</summary>
internal sealed record ReadingSeries(string Source, string Quantity, string Unit, IReadOnlyList<SeriesPoint> Points)
{
    /// <summary>More than a chart can show.</summary>
    private const int MostPoints = 1000;

    /// <summary>Merges the readings that came with reports: each report repeats some of those before it.</summary>
    /// <param name="reports">The reports of a case, oldest first; of two that differ over one time the later stands.</param>
    public static IReadOnlyList<ReadingSeries> Merge(IEnumerable<CandidateEvent> reports)
    {
        var series = new SortedDictionary<(string Source, string Quantity, string Unit), SortedDictionary<DateTimeOffset, ReadingPoint>>();
        foreach (var report in reports)
        {
            foreach (var reading in report.Data.Readings ?? [])
            {
                var key = (report.Source, reading.Quantity, reading.Unit);
                if (!series.TryGetValue(key, out var points))
                    series[key] = points = [];
                points[reading.At] = reading;
            }
        }

        return [.. series.Select(one => new ReadingSeries(
            one.Key.Source, one.Key.Quantity, one.Key.Unit, [.. one.Value.Values.TakeLast(MostPoints).Select(reading => new SeriesPoint(reading.At, reading.Value, reading.Quality))]))];
    }
}

/// <summary>One value; null where the sensor could not measure.</summary>
internal sealed record SeriesPoint(DateTimeOffset At, double? Value, string Quality);
