using EdgeWatch.CaseBridge.Cities;

namespace EdgeWatch.CaseBridge.Reports.Indices;

/// <summary>What a report is asked for: days, what it is told apart by, and what it is about.</summary>
internal sealed record ReportRequest
{
    /// <summary>More are a year's worth, or a mistake.</summary>
    public const int MostDays = 366;

    private const int MostDimensions = 3;

    /// <summary>First day of the city's calendar.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Last day.</summary>
    public required DateOnly To { get; init; }

    public IReadOnlyList<Dimension> By { get; init; } = [];

    /// <summary>Values that a dimension must have.</summary>
    public IReadOnlyList<(Dimension Dimension, string Value)> Only { get; init; } = [];

    public IEnumerable<DateOnly> Days => Enumerable.Range(0, To.DayNumber - From.DayNumber + 1).Select(From.AddDays);

    /// <param name="query">As it was asked.</param>
    /// <param name="today">The city's day.</param>
    /// <param name="usual">What it is told apart by where nothing is said.</param>
    /// <param name="flaw">What is wrong with it, with the remedy; null where nothing is.</param>
    public static ReportRequest Read(Api.ReportQuery query, DateOnly today, string usual, out string? flaw)
    {
        var (to, from) = (today, today);
        flaw = query.To is { } last && !ClockText.TryDay(last, out to) ? $"to '{last}' is no day: write it as 2026-11-22." : null;
        from = to;
        flaw ??= query.From is { } first && !ClockText.TryDay(first, out from) ? $"from '{first}' is no day: write it as 2026-11-22." : null;
        if (flaw is null && (to < from || to.DayNumber - from.DayNumber >= MostDays))
            flaw = $"{from:yyyy-MM-dd} to {to:yyyy-MM-dd} is no range of 1 to {MostDays} days.";
        var names = (query.By ?? usual).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        flaw ??= names.FirstOrDefault(name => Dimension.Find(name) is null) is { } unknown ? $"by '{unknown}' is none of {string.Join(", ", Dimension.All.Select(known => known.Name))}." : null;
        flaw ??= names.Length > MostDimensions || names.Distinct().Count() < names.Length ? $"by '{query.By}' names one twice, or more than {MostDimensions}." : null;
        return new ReportRequest
        {
            From = from,
            To = to,
            By = [.. names.Select(Dimension.Find).OfType<Dimension>()],
            Only = [.. query.Only.Where(pair => pair.Value is not null).Select(pair => (Dimension.Find(pair.Name)!, pair.Value!))],
        };
    }
}
