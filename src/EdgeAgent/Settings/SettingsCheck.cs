using System.Globalization;
using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Backgrounds;

namespace EdgeWatch.EdgeAgent.Settings;

/// <summary>Checks one camera's settings from the centre; collects every objection, each naming key, value and remedy.</summary>
/// <param name="camera">Camera id.</param>
/// <param name="classes">Class names that the camera's models know.</param>
internal sealed class SettingsCheck(string camera, IReadOnlyCollection<string> classes)
{
    private const int MostZones = 64;
    private const int MostCorners = 128;
    private const int MostThresholds = 256;
    private const float LeastArea = 0.0001f;
    private static readonly TimeSpan ShortestCadence = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestCadence = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestDwell = TimeSpan.FromDays(7);
    private readonly List<SettingRefusal> _refusals = [];

    public static IReadOnlyList<SettingRefusal> Refusals(string camera, CameraSettings wish, IReadOnlyCollection<string> classes)
    {
        var check = new SettingsCheck(camera, classes);
        check.Check(wish);
        return check._refusals;
    }

    private void Check(CameraSettings wish)
    {
        if (wish.Cadence is { } cadence)
            Between("cadence", cadence, ShortestCadence, LongestCadence);
        if (wish.Thresholds is { } thresholds)
            CheckThresholds(thresholds);
        if (wish.Zones is { } zones)
            CheckZones(zones);
    }

    private void CheckThresholds(IReadOnlyList<ThresholdSetting> thresholds)
    {
        if (thresholds.Count > MostThresholds)
            Refuse("thresholds", $"{thresholds.Count} entries", $"at most {MostThresholds}");
        for (var i = 0; i < thresholds.Count; i++)
        {
            var (key, threshold) = ($"thresholds[{i}]", thresholds[i]);
            if (IsMissing(key, threshold))
                continue;
            if (threshold.Class != KnownClasses.Unexplained)
                CheckClass($"{key}.class", threshold.Class);
            Between($"{key}.minScore", threshold.MinScore, 0, 1);
            if (threshold.FromHour is null != threshold.ToHour is null)
                Refuse(threshold.FromHour is null ? $"{key}.fromHour" : $"{key}.toHour", "absent", "give both fromHour and toHour, or neither for all day");
            else if (threshold is { FromHour: { } from, ToHour: { } to })
                CheckBand(key, from, to);
        }
    }

    private void CheckBand(string key, int from, int to)
    {
        if (from is < 0 or > 23)
            Refuse($"{key}.fromHour", from, "0 to 23");
        if (to is < 0 or > 24)
            Refuse($"{key}.toHour", to, "0 to 24");
        if (from == to)
            Refuse($"{key}.toHour", to, "an hour other than fromHour; leave both out for all day");
    }

    private void CheckZones(IReadOnlyList<ZoneSettings> zones)
    {
        if (zones.Count > MostZones)
            Refuse("zones", $"{zones.Count} entries", $"at most {MostZones}");
        var ids = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < zones.Count; i++)
        {
            var (key, zone) = ($"zones[{i}]", zones[i]);
            if (IsMissing(key, zone))
                continue;
            if (!Identifiers.IsValid(zone.Id))
                Refuse($"{key}.id", zone.Id, $"an id as {Identifiers.Pattern}");
            else if (!ids.Add(zone.Id))
                Refuse($"{key}.id", zone.Id, "an id that no other zone of the camera has");
            CheckLength($"{key}.name", zone.Name);
            CheckLength($"{key}.component", zone.Component);
            CheckPolygon($"{key}.polygon", zone.Polygon);
            for (var j = 0; j < zone.Rules.Count; j++)
                CheckRule($"{key}.rules[{j}]", zone.Rules[j]);
        }
    }

    private void CheckPolygon(string key, IReadOnlyList<IReadOnlyList<float>> polygon)
    {
        var before = _refusals.Count;
        if (polygon.Count is < 3 or > MostCorners)
            Refuse(key, $"{polygon.Count} corners", $"3 to {MostCorners} corners");
        for (var i = 0; i < polygon.Count; i++)
        {
            var corner = polygon[i];
            if (corner is not { Count: 2 } || !corner.All(value => value is >= 0 and <= 1))
                Refuse($"{key}[{i}]", $"[{string.Join(", ", (corner ?? []).Select(value => Text(value)))}]", "[x, y], each 0 to 1 of the picture");
        }

        if (_refusals.Count != before)
            return;
        var corners = polygon.Select(corner => new Corner(corner[0], corner[1])).ToArray();
        if (PolygonCheck.CrossingEdges(corners) is var (first, second))
            Refuse(key, $"edges {first} and {second} meet", "corners in order around the zone, so that no two edges cross or touch");
        else if (new Polygon(corners).Area < LeastArea)
            Refuse(key, $"{new Polygon(corners).Area:0.######} of the picture", $"at least {LeastArea} of the picture");
    }

    private void CheckRule(string key, RuleSettings rule)
    {
        if (IsMissing(key, rule))
            return;
        if (!KnownRuleNames.Contains(rule.Rule))
            Refuse($"{key}.rule", rule.Rule, $"one of {string.Join(", ", KnownRuleNames)}");
        if (!Problems.All.Contains(rule.Problem))
            Refuse($"{key}.problem", rule.Problem, $"one of {string.Join(", ", Problems.All)}");
        if (rule.Classes.Count == 0)
            Refuse($"{key}.classes", "none", "at least one class");
        for (var i = 0; i < rule.Classes.Count; i++)
        {
            if (rule.Classes[i] != KnownClasses.Unexplained)
                CheckClass($"{key}.classes[{i}]", rule.Classes[i]);
            else if (rule.Rule != "occupancy")
                Refuse($"{key}.classes[{i}]", rule.Classes[i], "a class that a model knows; only occupancy is judged for unexplained things");
        }

        if (rule.Dwell is { } dwell)
            Between($"{key}.dwell", dwell, TimeSpan.FromSeconds(1), LongestDwell);
        if (rule.ClearAfter is { } clearAfter)
            Between($"{key}.clearAfter", clearAfter, TimeSpan.FromSeconds(1), LongestDwell);
        if (rule.HitRatio is { } ratio)
            Between($"{key}.hitRatio", ratio, 0.1f, 1);
        CheckHits(key, rule);
    }

    private void CheckHits(string key, RuleSettings rule)
    {
        var defaults = new Options.RuleOptions();
        var (hits, looks) = (rule.Hits ?? defaults.Hits, rule.Looks ?? defaults.Looks);
        if (hits is < 1 or > 100)
            Refuse($"{key}.hits", hits, "1 to 100");
        else if (looks is < 1 or > 100)
            Refuse($"{key}.looks", looks, "1 to 100");
        else if (hits > looks)
            Refuse($"{key}.hits", hits, $"at most {looks}, the number of looks");
    }

    private void CheckClass(string key, string name)
    {
        if (!classes.Contains(name))
            Refuse(key, name, $"a class that the camera's models know: {string.Join(", ", classes)}");
    }

    /// <summary>JSON can hold a null in any list, whatever the types say.</summary>
    private bool IsMissing(string key, object? entry)
    {
        if (entry is null)
            Refuse(key, "null", "an object, or nothing");
        return entry is null;
    }

    private void CheckLength(string key, string? text)
    {
        if (text?.Length > ContractLimits.StringLength)
            Refuse(key, $"{text.Length} characters", $"at most {ContractLimits.StringLength} characters");
    }

    // Written so that NaN, which is neither less nor more, is refused too.
    private void Between<T>(string key, T value, T least, T most)
        where T : IComparable<T>
    {
        if (!(value.CompareTo(least) >= 0 && value.CompareTo(most) <= 0))
            Refuse(key, value, $"{Text(least)} to {Text(most)}");
    }

    private void Refuse(string key, object? value, string remedy) => _refusals.Add(new SettingRefusal(camera, key, Text(value), remedy));

    private static string Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "absent";

    private static readonly string[] KnownRuleNames = ["occupancy", "state", "absence"];
}
