using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.EdgeAgent.Stages;

namespace EdgeWatch.EdgeAgent.Rules;

/// <summary>What people and vehicles stand before, or carry.</summary>
internal static class Occlusion
{
    /// <summary>Classes of things that come and go: what they hide is still there, and what lies within their outline is theirs.</summary>
    private static readonly string[] Mobile = ["person", "bicycle", "motorcycle", "tricycle", "car", "van", "bus", "truck"];

    /// <summary>From this share of it on a thing's box counts as hidden.</summary>
    private const float Hidden = 0.5f;

    /// <summary>From this share of it on a box counts as part of the other: luggage on a motorcycle, a wheel, a load.</summary>
    private const float Within = 0.7f;

    /// <summary>Whether someone or something that moves stands before the place in this look, nearer to the camera: its foot is lower in the picture.</summary>
    public static bool Hides(Scene scene, in Box box, long except = 0)
    {
        foreach (var track in scene.Tracks)
        {
            if (track.Seen && track.Id != except && IsMobile(track) && track.Box.Y2 >= box.Y2 && Share(box, track.Box) >= Hidden)
                return true;
        }

        return false;
    }

    /// <summary>Whether the models took part of a rider or a vehicle, of which they are surer, for something else.</summary>
    public static bool IsPartOf(Scene scene, Track part)
    {
        if (IsMobile(part))
            return false;
        foreach (var track in scene.Tracks)
        {
            if (track.Seen && IsMobile(track) && track.Score > part.Score && Share(part.Box, track.Box) >= Within)
                return true;
        }

        return false;
    }

    public static bool IsMobile(string name) => Mobile.Contains(name, StringComparer.Ordinal);

    private static bool IsMobile(Track track) => IsMobile(track.Latest.Class);

    private static float Share(in Box box, in Box by)
    {
        var width = Math.Min(box.X2, by.X2) - Math.Max(box.X1, by.X1);
        var height = Math.Min(box.Y2, by.Y2) - Math.Max(box.Y1, by.Y1);
        return width <= 0 || height <= 0 || box.Area <= 0 ? 0 : width * height / box.Area;
    }
}
