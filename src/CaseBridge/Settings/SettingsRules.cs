using EdgeWatch.Contracts;

namespace EdgeWatch.CaseBridge.Settings;

/// <summary>What can be told wrong about settings without knowing the agent's models; the agent checks the rest and says so.</summary>
internal static class SettingsRules
{
    private static readonly TimeSpan ShortestCadence = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestCadence = TimeSpan.FromHours(1);

    public static string? Flaw(SettingsChange change)
    {
        if (string.IsNullOrWhiteSpace(change.Actor) || change.Actor.Length > ContractLimits.StringLength)
            return "actor is empty: say who changes the settings";
        if (change.Cadence is { } cadence && (cadence < ShortestCadence || cadence > LongestCadence))
            return $"cadence {cadence} is outside {ShortestCadence:c} .. {LongestCadence:c}";
        return (change.Thresholds ?? []).Select(ThresholdFlaw).FirstOrDefault(flaw => flaw is not null)
            ?? (change.Zones ?? []).Select(ZoneFlaw).FirstOrDefault(flaw => flaw is not null)
            ?? Twice(change.Zones ?? []);
    }

    private static string? ThresholdFlaw(ThresholdSetting threshold, int index)
    {
        if (string.IsNullOrEmpty(threshold.Class))
            return $"thresholds[{index}].class is empty: name a class of the camera's models";
        if (threshold.MinScore is not (>= 0 and <= 1))
            return $"thresholds[{index}].minScore {threshold.MinScore} is outside 0..1";
        if (threshold.FromHour is < 0 or > 23 || threshold.ToHour is < 0 or > 24)
            return $"thresholds[{index}] {threshold.FromHour}–{threshold.ToHour} are no hours: fromHour is 0..23, toHour 0..24";
        return threshold.FromHour is null == threshold.ToHour is null ? null : $"thresholds[{index}] has only one of fromHour and toHour: give both, or none for all day";
    }

    private static string? ZoneFlaw(ZoneSettings zone, int index)
    {
        if (!Identifiers.IsValid(zone.Id))
            return $"zones[{index}].id '{zone.Id}' is no id of the form {Identifiers.Pattern}";
        if (zone.Polygon.Count < 3)
            return $"zones[{index}].polygon has {zone.Polygon.Count} corners: give at least three";
        if (zone.Polygon.Any(corner => corner.Count != 2 || corner.Any(value => value is not (>= 0 and <= 1))))
            return $"zones[{index}].polygon has a corner that is not [x, y] in 0..1 of the picture";
        return zone.Rules.Select(rule => rule.Rule).FirstOrDefault(rule => rule is not ("occupancy" or "state" or "absence")) is { } unknown
            ? $"zones[{index}] has the rule '{unknown}': occupancy, state and absence are known"
            : null;
    }

    private static string? Twice(IReadOnlyList<ZoneSettings> zones) =>
        zones.GroupBy(zone => zone.Id).FirstOrDefault(group => group.Count() > 1) is { } twice ? $"zones has the id '{twice.Key}' twice" : null;
}
