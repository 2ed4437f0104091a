using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Cameras;
using EdgeWatch.EdgeAgent.Options;

namespace EdgeWatch.EdgeAgent.Settings;

/// <summary>
/// What one camera is looked at and judged by at one moment: the agent's own file with the centre's wishes laid over it. Immutable: a look keeps the
/// one that it was taken under from beginning to end, whatever arrives meanwhile.
/// </summary>
internal sealed record CameraRuntimeSettings
{
    public required string Camera { get; init; }

    /// <summary>Revision of the centre's settings in force; 0 is the agent's own file.</summary>
    public long Revision { get; init; }

    public required TimeSpan Cadence { get; init; }

    /// <summary>Time between looks while a rule suspects something.</summary>
    public required TimeSpan SuspectCadence { get; init; }

    /// <summary>A view that differs from the usual one for so long becomes the usual one although nobody confirmed it.</summary>
    public TimeSpan AcceptViewAfter { get; init; } = new CameraOptions().AcceptViewAfter;

    public required ScoreThresholds Thresholds { get; init; }

    public IReadOnlyList<Zone> Zones { get; init; } = [];

    /// <summary>Where the picture lies; null where nobody said.</summary>
    public Place? Place { get; init; }

    /// <summary>What maps the picture to the ground; null where the camera is not calibrated.</summary>
    public CameraGround? Ground { get; init; }

    /// <summary>The camera as the agent's own file has it, before any wish of the centre.</summary>
    /// <param name="options">Checked options.</param>
    /// <param name="modelThresholds">Class names of the camera's models with the thresholds that the models ship.</param>
    /// <param name="local">The agent's time zone: hour bands are in local time.</param>
    public static CameraRuntimeSettings FromFile(CameraOptions options, IReadOnlyDictionary<string, float> modelThresholds, TimeZoneInfo local) => new()
    {
        Camera = options.Id,
        Cadence = options.Cadence,
        SuspectCadence = options.SuspectCadence ?? DefaultSuspectCadence(options.Cadence),
        AcceptViewAfter = options.AcceptViewAfter,
        Thresholds = new ScoreThresholds(
            [.. options.Thresholds.Select(one => new ThresholdSetting(one.Class, one.MinScore, one.FromHour, one.ToHour))], modelThresholds, local),
        Zones = [.. options.Zones.Select(zone => new Zone(zone.Id, Polygon.FromCorners(zone.Polygon))
        {
            Name = zone.Name,
            Component = zone.Component,
            Place = PlaceOf(zone.Place, "zone"),
            Rules = zone.Rules,
        })],
        Place = PlaceOf(options.Place, "camera"),
        Ground = CameraGround.Of(options.GroundPoints).Ground,
    };

    /// <summary>A fifth of the cadence, at least a second, never longer than the cadence itself.</summary>
    public static TimeSpan DefaultSuspectCadence(TimeSpan cadence)
    {
        var fifth = cadence / 5;
        var second = TimeSpan.FromSeconds(1);
        return fifth >= second ? fifth : second < cadence ? second : cadence;
    }

    private static Place? PlaceOf(PlaceOptions? place, string from) =>
        place is null ? null : new Place(place.Lon, place.Lat, place.System, place.ErrorRadius, from);
}
