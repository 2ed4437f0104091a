using System.Text.Json;
using EdgeWatch.CaseBridge.Deduplication;
using EdgeWatch.CaseBridge.Store;
using EdgeWatch.Contracts;

namespace EdgeWatch.CaseBridge.Reports.Facts;

/// <summary>What an agent looked at on one day of the city: its zero reports, summed. A new report makes the whole day be summed anew, so that none can count twice.</summary>
internal static class LookFacts
{
    /// <summary>No report tells of more; what begins on a day has ended a day after it.</summary>
    private static readonly TimeSpan LongestPeriod = TimeSpan.FromDays(1);

    /// <summary>A report belongs to the day in which most of its period lies.</summary>
    public static DateOnly DayOf(ZeroReport report, FactView view) => view.DayOf(report.From + ((report.To - report.From) / 2));

    /// <summary>Null where there is nothing to sum, or only a part is left of what the day was summed from, because old reports were deleted: then what it came to stays.</summary>
    public static LookDay? Read(StoreTransaction transaction, string agent, DateOnly day, FactView view)
    {
        var from = view.StartOf(day);
        var reports = transaction.All<string>(
                "SELECT original FROM zero_reports WHERE agent = @agent AND to_at >= @from AND to_at <= @until",
                new { agent, from = from.ToStore(), until = (view.StartOf(day.AddDays(1)) + LongestPeriod).ToStore() })
            .Select(json => JsonSerializer.Deserialize(json, ContractsJson.Default.ZeroReport)!)
            .Where(report => DayOf(report, view) == day)
            .OrderBy(report => report.To)
            .ToList();
        var stored = FactView.ToStore(day);
        if (reports.Count == 0 || (from.ToStore() < transaction.OldestReport() && reports.Count < transaction.ReportsCounted(stored, agent)))
            return null;
        return new LookDay(
            new DailyReport
            {
                Day = stored,
                Agent = agent,
                Reports = reports.Count,
                Seconds = (long)reports.Sum(report => (report.To - report.From).TotalSeconds),
                Cameras = reports.Max(report => report.Cameras),
                CamerasSeen = reports.Max(report => report.CamerasSeen),
                Due = reports.Sum(report => report.LooksDue),
                Made = reports.Sum(report => report.LooksMade),
            },
            ByCamera(transaction, agent, day, reports, view));
    }

    private static long? OldestReport(this StoreTransaction transaction) => transaction.One<long?>("SELECT MIN(to_at) FROM zero_reports");

    /// <summary>Reports that the day was summed from before.</summary>
    private static long? ReportsCounted(this StoreTransaction transaction, long day, string agent) =>
        transaction.One<long?>("SELECT reports FROM daily_reports WHERE day = @day AND agent = @agent", new { day, agent });

    private static List<DailyLooks> ByCamera(StoreTransaction transaction, string agent, DateOnly day, List<ZeroReport> reports, FactView view)
    {
        var places = transaction.All<CameraRow>("SELECT agent, camera, state, status FROM cameras WHERE agent = @agent", new { agent })
            .ToDictionary(row => row.Camera, row => JsonSerializer.Deserialize(row.Status, ContractsJson.Default.CameraStatus)?.Place?.ToWgs84());
        return
        [
            .. reports.SelectMany(report => report.ByCamera ?? []).GroupBy(looks => looks.Camera).Select(looks =>
            {
                var lies = view.Locate(places.GetValueOrDefault(looks.Key), day);
                return new DailyLooks
                {
                    Day = FactView.ToStore(day),
                    Agent = agent,
                    Camera = looks.Key,
                    Street = FactView.StreetOf(lies.Cell),
                    Cell = lies.Cell ?? "",
                    DutyGrid = lies.DutyGrid ?? "",
                    Reports = looks.Count(),
                    Live = looks.Count(camera => camera.State == CameraStates.Live),
                    Blind = looks.Count(camera => camera.State == CameraStates.Blind),
                    Due = looks.Sum(camera => camera.Due),
                    Made = looks.Sum(camera => camera.Made),
                    Problems = string.Join(' ', looks.SelectMany(camera => camera.Problems).Distinct().Order(StringComparer.Ordinal)),
                };
            }),
        ];
    }
}

/// <summary>What an agent looked at on a day.</summary>
internal sealed record LookDay(DailyReport Report, IReadOnlyList<DailyLooks> Looks);

/// <summary>A row of <c>daily_reports</c>.</summary>
internal sealed record DailyReport
{
    public long Day { get; init; }

    public string Agent { get; init; } = "";

    public long Reports { get; init; }

    public long Seconds { get; init; }

    public long Cameras { get; init; }

    public long CamerasSeen { get; init; }

    public long Due { get; init; }

    public long Made { get; init; }
}

/// <summary>A row of <c>daily_looks</c>.</summary>
internal sealed record DailyLooks
{
    public long Day { get; init; }

    public string Agent { get; init; } = "";

    public string Camera { get; init; } = "";

    public string Street { get; init; } = "";

    public string Cell { get; init; } = "";

    public string DutyGrid { get; init; } = "";

    public long Reports { get; init; }

    public long Live { get; init; }

    public long Blind { get; init; }

    public long Due { get; init; }

    public long Made { get; init; }

    public string Problems { get; init; } = "";
}
