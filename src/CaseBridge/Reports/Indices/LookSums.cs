using EdgeWatch.CaseBridge.Reports.Facts;
using EdgeWatch.CaseBridge.Store;

namespace EdgeWatch.CaseBridge.Reports.Indices;

/// <summary>What was looked at, and what should have been, for one group of a report.</summary>
/// <param name="Cameras">Cameras that there were, each counted on each day.</param>
/// <param name="Seen">Those among them that were looked through at least once that day.</param>
/// <param name="Live">Those that were live at the end of a report of that day.</param>
/// <param name="Blind">Those that did not see what their zones were drawn on at the end of a report.</param>
/// <param name="Silent">Those whose agent sent no report that day: nobody knows.</param>
/// <param name="LooksDue">Looks that were due.</param>
/// <param name="LooksMade">Looks that were made.</param>
internal readonly record struct LookSum(long Cameras, long Seen, long Live, long Blind, long Silent, long LooksDue, long LooksMade)
{
    public static LookSum operator +(LookSum one, LookSum other) => new(
        one.Cameras + other.Cameras, one.Seen + other.Seen, one.Live + other.Live, one.Blind + other.Blind, one.Silent + other.Silent, one.LooksDue + other.LooksDue, one.LooksMade + other.LooksMade);
}

/// <summary>
/// Sums of the zero reports. An agent that is silent on a day has the cameras of its last reports all the same, and none of them was looked through: silence is never taken for order.
/// </summary>
internal static class LookSums
{
    /// <summary>An agent that was silent for longer is taken for gone.</summary>
    public const int SilentDays = 30;

    /// <summary>Whether looks are told apart by all that a request asks for.</summary>
    public static bool CanTell(ReportRequest request) => request.By.All(dimension => dimension.OfLooks is not null) && request.Only.All(only => only.Dimension.OfLooks is not null);

    public static Dictionary<GroupKey, LookSum> Looks(this StoreTransaction transaction, ReportRequest request, DateOnly today)
    {
        var sums = transaction.All<LookRow>(
                $"""
                SELECT {FactSums.Keys(request.By.Select(dimension => dimension.OfLooks!))}, COUNT(*) AS cameras, CAST(SUM(CASE WHEN l.made > 0 THEN 1 ELSE 0 END) AS BIGINT) AS seen,
                    CAST(SUM(CASE WHEN l.live > 0 THEN 1 ELSE 0 END) AS BIGINT) AS live, CAST(SUM(CASE WHEN l.blind > 0 THEN 1 ELSE 0 END) AS BIGINT) AS blind,
                    CAST(SUM(l.due) AS BIGINT) AS due, CAST(SUM(l.made) AS BIGINT) AS made
                FROM daily_looks l WHERE l.day BETWEEN @From AND @To {FactSums.Conditions(request.Only.Select(only => (only.Dimension, only.Dimension.OfLooks!)))} GROUP BY 1, 2, 3
                """,
                FactSums.Values.Of(request))
            .ToDictionary(row => row.Key, row => new LookSum(row.Cameras, row.Seen, row.Live, row.Blind, 0, row.Due, row.Made));
        foreach (var (key, sum) in transaction.Unlisted(request).Concat(transaction.Silent(request, today)))
            sums[key] = sums.GetValueOrDefault(key) + sum;
        return sums;
    }

    /// <summary>Cameras that were looked through, by the problems that they looked for; each counted on each day.</summary>
    public static IReadOnlyList<VideoRow> Videos(this StoreTransaction transaction, ReportRequest request)
    {
        var by = request.By.Where(dimension => dimension.OfLooks is not null);
        return transaction.All<VideoRow>(
            $"""
            SELECT {FactSums.Keys(by.Select(dimension => dimension.OfLooks!))}, l.problems, COUNT(*) AS cameras
            FROM daily_looks l WHERE l.made > 0 AND l.day BETWEEN @From AND @To
            {FactSums.Conditions(request.Only.Where(only => only.Dimension.OfLooks is not null).Select(only => (only.Dimension, only.Dimension.OfLooks!)))}
            GROUP BY 1, 2, 3, l.problems
            """,
            FactSums.Values.Of(request));
    }

    /// <summary>Unit grid cells that were looked at, each counted on each day.</summary>
    public static long CellsSeen(this StoreTransaction transaction, ReportRequest request) => transaction.One<long>(
        $"""
        SELECT COUNT(*) FROM (SELECT DISTINCT l.day, l.cell FROM daily_looks l WHERE l.made > 0 AND l.cell <> '' AND l.day BETWEEN @From AND @To
        {FactSums.Conditions(request.Only.Select(only => (only.Dimension, only.Dimension.OfLooks!)))}) seen
        """,
        FactSums.Values.Of(request));

    /// <summary>Reports of agents that do not tell their cameras apart: how many there are, and how many were looked through, at least.</summary>
    public static IReadOnlyList<DailyReport> WithoutCameras(this StoreTransaction transaction, ReportRequest request) => transaction.All<DailyReport>(
        """
        SELECT r.day, r.agent, r.reports, r.seconds, r.cameras, r.cameras_seen, r.due, r.made FROM daily_reports r
        WHERE r.day BETWEEN @From AND @To AND r.cameras > 0 AND NOT EXISTS (SELECT 1 FROM daily_looks l WHERE l.agent = r.agent AND l.day = r.day)
        """,
        FactSums.Values.Of(request));

    private static IEnumerable<(GroupKey Key, LookSum Sum)> Unlisted(this StoreTransaction transaction, ReportRequest request) => transaction.WithoutCameras(request)
        .Select(report => (Looks: new DailyLooks { Day = report.Day, Agent = report.Agent }, Sum: new LookSum(report.Cameras, report.CamerasSeen, 0, 0, 0, report.Due, report.Made)))
        .Where(report => Holds(request, report.Looks)).Select(report => (KeyOf(request, report.Looks), report.Sum));

    private static IEnumerable<(GroupKey Key, LookSum Sum)> Silent(this StoreTransaction transaction, ReportRequest request, DateOnly today)
    {
        var until = request.To < today ? request.To : today;
        var reported = transaction.All<DailyReport>(
                "SELECT day, agent, cameras FROM daily_reports WHERE day BETWEEN @from AND @until",
                new { from = FactView.ToStore(request.From.AddDays(-SilentDays)), until = FactView.ToStore(until) })
            .GroupBy(report => report.Agent).Select(reports => (Agent: reports.Key, Days: reports.ToDictionary(report => FactView.DayFromStore(report.Day), report => report.Cameras)));
        foreach (var (agent, days) in reported)
        {
            foreach (var day in request.Days.Where(day => day <= until && !days.ContainsKey(day)))
            {
                var last = days.Keys.Where(known => known < day && known >= day.AddDays(-SilentDays)).DefaultIfEmpty(DateOnly.MinValue).Max();
                if (last == DateOnly.MinValue)
                    continue;
                foreach (var camera in transaction.CamerasOf(agent, last, days[last]).Select(camera => camera with { Day = FactView.ToStore(day) }).Where(camera => Holds(request, camera)))
                    yield return (KeyOf(request, camera), new LookSum(1, 0, 0, 0, 1, 0, 0));
            }
        }
    }

    private static IEnumerable<DailyLooks> CamerasOf(this StoreTransaction transaction, string agent, DateOnly day, long cameras)
    {
        var known = transaction.All<DailyLooks>("SELECT agent, camera, street, cell, duty_grid FROM daily_looks WHERE agent = @agent AND day = @day", new { agent, day = FactView.ToStore(day) });
        return known.Count > 0 ? known : Enumerable.Repeat(new DailyLooks { Agent = agent }, (int)cameras);
    }

    private static bool Holds(ReportRequest request, DailyLooks looks) => request.Only.All(only => Value(only.Dimension, looks) == only.Value);

    private static GroupKey KeyOf(ReportRequest request, DailyLooks looks) => GroupKey.Of([.. request.By.Select(dimension => Value(dimension, looks))]);

    private static string Value(Dimension dimension, DailyLooks looks) => dimension.Name switch
    {
        Dimension.Day => $"{looks.Day}",
        "street" => looks.Street,
        "grid" => looks.Cell,
        "duty-grid" => looks.DutyGrid,
        "agent" => looks.Agent,
        _ => looks.Camera.Length > 0 ? $"{looks.Agent}/{looks.Camera}" : "",
    };

    private sealed record LookRow
    {
        public string FirstKey { get; init; } = "";

        public string SecondKey { get; init; } = "";

        public string ThirdKey { get; init; } = "";

        public long Cameras { get; init; }

        public long Seen { get; init; }

        public long Live { get; init; }

        public long Blind { get; init; }

        public long Due { get; init; }

        public long Made { get; init; }

        public GroupKey Key => new(FirstKey, SecondKey, ThirdKey);
    }
}

/// <summary>Cameras that were looked through, of one group, that looked for the same problems.</summary>
internal sealed record VideoRow
{
    public string FirstKey { get; init; } = "";

    public string SecondKey { get; init; } = "";

    public string ThirdKey { get; init; } = "";

    /// <summary>Joined by spaces.</summary>
    public string Problems { get; init; } = "";

    public long Cameras { get; init; }

    public IReadOnlyList<string> Keys => [FirstKey, SecondKey, ThirdKey];
}
