using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.EdgeAgent.Pipelines;
using EdgeWatch.EdgeAgent.Settings;

namespace EdgeWatch.EdgeAgent.Stages;

/// <summary>
/// In which zones does each thing lie? A thing lies in a zone if the middle of its lower edge, where it touches the ground, is inside, or if at least
/// half of its box is: the first holds for a lorry whose load stands out of the zone, the second for a bag that hangs over the zone's lower edge.
/// </summary>
internal sealed class LocateStage : IStage<FrameTracks, Scene>
{
    private const float ShareInside = 0.5f;

    public string Name => "locate";

    public ValueTask<Scene?> RunAsync(FrameTracks item, CancellationToken abort)
    {
        var zones = item.Look.Settings.Zones;
        var located = new ZoneScene[zones.Count];
        for (var i = 0; i < located.Length; i++)
            located[i] = new ZoneScene(zones[i], Touching(zones[i].Polygon, item.Tracks));
        return ValueTask.FromResult<Scene?>(new Scene(item.Look, item.Visibility, item.Moment, located) { Tracks = item.Tracks });
    }

    private static List<ZonedTrack> Touching(Polygon polygon, IReadOnlyList<Track> tracks)
    {
        var things = new List<ZonedTrack>();
        foreach (var track in tracks)
        {
            var shared = polygon.Overlap(track.Box);
            if (shared > 0)
                things.Add(new ZonedTrack(track, LiesIn(polygon, track.Box, shared), polygon.Area > 0 ? shared / polygon.Area : 0));
        }

        return things;
    }

    public static bool LiesIn(Polygon polygon, in Box box) => LiesIn(polygon, box, polygon.Overlap(box));

    private static bool LiesIn(Polygon polygon, in Box box, float shared) =>
        shared >= ShareInside * box.Area || polygon.Contains((box.X1 + box.X2) / 2, box.Y2);
}
