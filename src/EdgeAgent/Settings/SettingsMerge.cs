using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Options;

namespace EdgeWatch.EdgeAgent.Settings;

/// <summary>Lays checked settings from the centre over a camera's own file; whatever the centre leaves out stays as the file says.</summary>
internal static class SettingsMerge
{
    public static CameraRuntimeSettings Over(CameraRuntimeSettings file, CameraSettings wish, long revision, TimeZoneInfo local) => file with
    {
        Revision = revision,
        Cadence = wish.Cadence ?? file.Cadence,
        SuspectCadence = wish.Cadence is { } cadence ? SuspectCadence(file, cadence) : file.SuspectCadence,
        Thresholds = wish.Thresholds is { } thresholds ? new ScoreThresholds(thresholds, file.Thresholds.FromModels, local) : file.Thresholds,
        Zones = wish.Zones is { } zones ? [.. zones.Select(zone => ZoneOf(zone, file))] : file.Zones,
    };

    private static TimeSpan SuspectCadence(CameraRuntimeSettings file, TimeSpan cadence)
    {
        if (file.SuspectCadence == CameraRuntimeSettings.DefaultSuspectCadence(file.Cadence))
            return CameraRuntimeSettings.DefaultSuspectCadence(cadence);
        return file.SuspectCadence < cadence ? file.SuspectCadence : cadence;
    }

    private static Zone ZoneOf(ZoneSettings zone, CameraRuntimeSettings file) => new(zone.Id, Polygon.FromCorners(zone.Polygon))
    {
        Name = zone.Name,
        Component = zone.Component,

        // Where a zone lies does not travel; a zone that the file knows keeps its place.
        Place = file.Zones.FirstOrDefault(own => own.Id == zone.Id)?.Place,
        Rules = [.. zone.Rules.Select(RuleOf)],
    };

    private static RuleOptions RuleOf(RuleSettings rule)
    {
        var defaults = new RuleOptions();
        return defaults with
        {
            Rule = rule.Rule,
            Problem = rule.Problem,
            Classes = [.. rule.Classes],
            Dwell = rule.Dwell ?? defaults.Dwell,
            HitRatio = rule.HitRatio ?? defaults.HitRatio,
            Hits = rule.Hits ?? defaults.Hits,
            Looks = rule.Looks ?? defaults.Looks,
            ClearAfter = rule.ClearAfter ?? defaults.ClearAfter,
        };
    }
}
