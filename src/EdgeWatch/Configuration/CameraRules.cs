using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Cameras;
using EdgeWatch.EdgeAgent.Options;

namespace EdgeWatch.Configuration;

/// <summary>What no single key of a camera can tell.</summary>
internal static class CameraRules
{
    private const string ClosedCover = "manhole-closed";
    /// <summary>Points this much off are no matter of a radius that was guessed too small: one of them is wrong.</summary>
    private const double WorstMisfit = 10;
    private static readonly TimeSpan ShortestCadence = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestCadence = TimeSpan.FromHours(1);

    public static void Check(CameraOptions camera, string key, string folder, SourcePlaces places)
    {
        CheckUrl(camera.Url, $"{key}.url", folder, places);
        ConfigurationRules.AtLeast($"{key}.cadence", camera.Cadence, ShortestCadence, places);
        if (camera.Cadence > LongestCadence)
            places.Report($"{key}.cadence", DurationText.Format(camera.Cadence), $"write at most {DurationText.Format(LongestCadence)}");
        if (camera.SuspectCadence is { } suspect && (suspect > camera.Cadence || suspect < ShortestCadence))
            places.Report($"{key}.suspectCadence", DurationText.Format(suspect), $"write {DurationText.Format(ShortestCadence)} to {DurationText.Format(camera.Cadence)}, the cadence");
        ConfigurationRules.AtLeast($"{key}.stallTimeout", camera.StallTimeout, TimeSpan.FromSeconds(1), places);
        CheckGround(camera, $"{key}.groundPoints", places);
        foreach (var (threshold, index) in camera.Thresholds.Select((threshold, index) => (threshold, index)))
        {
            if (threshold.FromHour is null != threshold.ToHour is null)
                places.Report($"{key}.thresholds[{index}]", threshold.Class, "write both fromHour and toHour, or neither");
        }

        ConfigurationRules.ReportRepeats(camera.Zones.Select(zone => zone.Id), $"{key}.zones", "zone", places);
        foreach (var (zone, index) in camera.Zones.Select((zone, index) => (zone, index)))
            CheckZone(zone, $"{key}.zones[{index}]", places);
    }

    private static void CheckGround(CameraOptions camera, string key, SourcePlaces places)
    {
        if (camera.GroundPoints.Where((_, index) => places.IsWrong($"{key}[{index}]")).Any())
            return;
        var (ground, refusal) = CameraGround.Of(camera.GroundPoints);
        if (refusal is not null)
            places.Report(key, $"{camera.GroundPoints.Length} points", refusal);
        else if (ground?.Misfit > WorstMisfit)
            places.Report(key, $"{camera.GroundPoints.Length} points", $"the points fit {ground.Misfit:0} times worse than their error radii allow: one of them is another point of the ground than its coordinate says, or write the error radii that they really have");
    }

    private static void CheckUrl(string url, string key, string folder, SourcePlaces places)
    {
        if (url.Length == 0 || places.IsWrong(key) || url.StartsWith("rtsp://", StringComparison.OrdinalIgnoreCase))
            return;
        if (url.Contains("://", StringComparison.Ordinal))
        {
            places.Report(key, url.Split("://")[0] + "://…", "write rtsp://host/path, a video file, or a folder of pictures; other protocols are not read");
            return;
        }

        var path = Path.Combine(folder, url);
        if (!File.Exists(path) && !Directory.Exists(path))
            places.Report(key, url, "there is no such file or folder; a camera's address begins with rtsp://");
    }

    private static void CheckZone(ZoneOptions zone, string key, SourcePlaces places)
    {
        var points = zone.Polygon;
        if (points.Length is > 0 and < 3)
            places.Report($"{key}.polygon", $"{points.Length} corners", "write at least three corners [x, y]");
        foreach (var (point, index) in points.Select((point, index) => (point, index)))
        {
            if (point.Length != 2 || point.Any(value => value is < 0 or > 1))
                places.Report($"{key}.polygon[{index}]", $"[{string.Join(", ", point)}]", "write [x, y] as shares of the picture's width and height, 0 to 1");
        }

        if (zone.Rules.Length == 0 && !places.IsWrong($"{key}.rules"))
            places.Report($"{key}.rules", null, "add a rule: [{ rule: state, problem: bin-overflow, classes: [overflow] }]");
        foreach (var (rule, index) in zone.Rules.Select((rule, index) => (rule, index)))
            CheckRule(rule, $"{key}.rules[{index}]", places);
    }

    private static void CheckRule(RuleOptions rule, string key, SourcePlaces places)
    {
        if (rule.Problem.Length > 0 && !Problems.All.Contains(rule.Problem))
            places.Report($"{key}.problem", rule.Problem, $"write one of {string.Join(", ", Problems.All)}");
        if (rule.Problem == Problems.ManholeOpen && rule.Classes.Contains(ClosedCover))
            places.Report($"{key}.classes", $"[{string.Join(", ", rule.Classes)}]", $"take {ClosedCover} out: a cover in its place is no open manhole; that it is missing is the problem {Problems.ManholeAbsent}");
        if (rule.Hits > rule.Looks)
            places.Report($"{key}.hits", rule.Hits, $"write at most {rule.Looks}, the number of looks");
        ConfigurationRules.AtLeast($"{key}.dwell", rule.Dwell, TimeSpan.FromSeconds(1), places);
        ConfigurationRules.AtLeast($"{key}.clearAfter", rule.ClearAfter, TimeSpan.FromSeconds(1), places);
    }
}
