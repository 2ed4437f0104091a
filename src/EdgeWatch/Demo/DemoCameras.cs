using EdgeWatch.EdgeAgent.Options;

namespace EdgeWatch.Demo;

/// <summary>Turns truths into camera settings: what the demo asks is exactly what the truth can answer.</summary>
internal static class DemoCameras
{
    private static readonly TimeSpan Cadence = TimeSpan.FromSeconds(1);

    private const double West = 118.5839, South = 24.8143, Apart = 0.0015;

    /// <summary>One camera a clip, in two columns in the district of the example city, 150 m apart, so that no two are the same place.</summary>
    public static CameraOptions[] From(IReadOnlyList<ClipTruth> clips, Func<ClipTruth, string> urlOf) =>
    [
        .. clips.Select((clip, index) => new CameraOptions
        {
            Id = clip.Camera,
            Name = NameOf(clip.Camera),
            Url = urlOf(clip),
            Cadence = Cadence,
            SuspectCadence = Cadence,
            Place = new PlaceOptions { Lon = West + (index % 2 * Apart), Lat = South + (index / 2 * Apart), ErrorRadius = 20 },
            Zones = [.. clip.Zones.Select(zone => ZoneOf(zone) with { Component = clip.Sensors.FirstOrDefault(sensor => sensor.Zone == zone.Id)?.Component })],
        }),
    ];

    private static ZoneOptions ZoneOf(TruthZone zone) => new()
    {
        Id = zone.Id,
        Polygon = zone.Polygon,
        Rules =
        [
            new RuleOptions
            {
                Rule = zone.Rule,
                Problem = zone.Problem,
                Classes = zone.Classes,
                Dwell = zone.Dwell > TimeSpan.Zero ? zone.Dwell : TimeSpan.FromSeconds(10),
                Hits = 3,
                Looks = 4,
                ClearAfter = TimeSpan.FromSeconds(6),
            },
        ],
    };

    private static string NameOf(string camera) => char.ToUpperInvariant(camera[0]) + camera[1..].Replace('-', ' ');
}
