using EdgeWatch.CaseBridge.Reports.Facts;
using EdgeWatch.CaseBridge.Store;

namespace EdgeWatch.CaseBridge.Reports.Indices;

/// <summary>How many videos were analysed, by class where the report tells classes apart: a camera that was looked through for a class on a day counts once.</summary>
internal sealed class VideoCounts
{
    private readonly Dictionary<GroupKey, long>? _counts;

    private VideoCounts(Dictionary<GroupKey, long>? counts) => _counts = counts;

    public IEnumerable<GroupKey> Groups => _counts?.Keys ?? Enumerable.Empty<GroupKey>();

    /// <summary>Null where it is not known.</summary>
    public long? Of(GroupKey group) => _counts is null ? null : _counts.GetValueOrDefault(group);

    public static VideoCounts Of(StoreTransaction transaction, ReportRequest request)
    {
        // An agent that does not tell its cameras apart does not say either what they looked for.
        if (!request.By.Concat(request.Only.Select(only => only.Dimension)).All(CanTell) || transaction.WithoutCameras(request).Count > 0)
            return new VideoCounts(null);
        var only = request.Only.FirstOrDefault(pair => pair.Dimension.Name == Dimension.Class).Value;
        var counts = new Dictionary<GroupKey, long>();
        foreach (var row in transaction.Videos(request))
        {
            var problems = row.Problems.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (only is not null)
                problems = [.. problems.Where(problem => problem == only)];
            foreach (var key in KeysOf(request, row, problems).Where(_ => only is null || problems.Length > 0))
                counts[key] = counts.GetValueOrDefault(key) + row.Cameras;
        }

        return new VideoCounts(counts);
    }

    private static bool CanTell(Dimension dimension) => dimension.OfLooks is not null || dimension.Name == Dimension.Class;

    private static IEnumerable<GroupKey> KeysOf(ReportRequest request, VideoRow row, IReadOnlyList<string> problems)
    {
        var place = 0;
        var values = request.By.Select(dimension => dimension.OfLooks is null ? null : row.Keys[place++]).ToList();
        return values.Contains(null) ? problems.Select(problem => GroupKey.Of([.. values.Select(value => value ?? problem)])) : [GroupKey.Of([.. values.Select(value => value!)])];
    }
}
