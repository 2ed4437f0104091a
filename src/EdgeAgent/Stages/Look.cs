using EdgeWatch.EdgeAgent.Backgrounds;
using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.EdgeAgent.Settings;
using EdgeWatch.EdgeAgent.Views;
using EdgeWatch.Ingest.Video;

namespace EdgeWatch.EdgeAgent.Stages;

/// <summary>One look through a camera: the frame, and the settings that it is judged under from beginning to end. Owns the frame.</summary>
/// <param name="frame">Disposed with the look.</param>
/// <param name="settings">The settings in force when the look was taken.</param>
/// <param name="lookedAt">Monotonic timestamp at which the frame came from the source, for latency.</param>
internal sealed class Look(Frame frame, CameraRuntimeSettings settings, long lookedAt) : IDisposable
{
    public Frame Frame => frame;

    public CameraRuntimeSettings Settings => settings;

    public long LookedAt => lookedAt;

    /// <summary>The camera's own time (UTC).</summary>
    public DateTimeOffset TakenAt => frame.TakenAt;

    /// <summary>How it lies to the camera's usual view; inspection sets it before anything else reads it.</summary>
    public View View { get; set; } = View.Assumed;

    public void Dispose() => frame.Dispose();
}

/// <summary>A look of which is known whether anything can be told from it.</summary>
internal sealed record InspectedLook(Look Look, Visibility Visibility);

/// <summary>What the models saw in a look, every detection above their floor, best first.</summary>
internal sealed record FrameDetections(Look Look, Visibility Visibility, IReadOnlyList<Detection> Detections);

/// <summary>The things of a look, each with its history.</summary>
/// <param name="Look">The look.</param>
/// <param name="Visibility">Whether anything can be told from it.</param>
/// <param name="Moment">When it was, in camera time.</param>
/// <param name="Tracks">Also those that were not seen in this look but a short while ago.</param>
internal sealed record FrameTracks(Look Look, Visibility Visibility, Moment Moment, IReadOnlyList<Track> Tracks);

/// <summary>The tracks of a look, located: what the rules judge.</summary>
/// <param name="Look">The look.</param>
/// <param name="Visibility">Whether anything can be told from it.</param>
/// <param name="Moment">When it was, in camera time.</param>
/// <param name="Zones">One per zone in force, in the order of the settings.</param>
internal sealed record Scene(Look Look, Visibility Visibility, Moment Moment, IReadOnlyList<ZoneScene> Zones)
{
    public CameraRuntimeSettings Settings => Look.Settings;

    /// <summary>Every track of the look, also those that touch no zone.</summary>
    public IReadOnlyList<Track> Tracks { get; init; } = [];

    /// <summary>The background that the look was compared with; null where it was not.</summary>
    public LookBackground? Background { get; init; }

    /// <summary>The zone of that id; rules are made for zones that are in force.</summary>
    public ZoneScene In(string zone)
    {
        foreach (var place in Zones)
        {
            if (place.Zone.Id == zone)
                return place;
        }

        throw new ArgumentException($"no zone '{zone}' is in force for camera {Look.Frame.Camera}", nameof(zone));
    }
}

/// <summary>What a look shows in one zone.</summary>
/// <param name="Zone">The zone.</param>
/// <param name="Things">Tracks that touch the zone.</param>
internal sealed record ZoneScene(Zone Zone, IReadOnlyList<ZonedTrack> Things);

/// <summary>A track and how it lies to a zone.</summary>
/// <param name="Track">The track.</param>
/// <param name="Inside">Whether it counts as lying in the zone.</param>
/// <param name="Cover">Share of the zone that its box covers, 0..1.</param>
internal readonly record struct ZonedTrack(Track Track, bool Inside, float Cover);
