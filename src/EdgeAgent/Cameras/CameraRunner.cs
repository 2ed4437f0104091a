using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Options;
using EdgeWatch.EdgeAgent.Rules;
using EdgeWatch.EdgeAgent.Settings;
using EdgeWatch.EdgeAgent.Stages;
using EdgeWatch.EdgeAgent.Views;
using EdgeWatch.Ingest.Video;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.EdgeAgent.Cameras;

/// <summary>One camera at work: runs its flow, answers how it is doing, and takes requests for pictures.</summary>
internal sealed class CameraRunner(CameraParts parts, TimeProvider time, ILogger<CameraRunner> logger) : ICamera
{
    private static readonly TimeSpan FirstRest = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(5);

    private readonly CameraOptions _options = parts.Options;

    public string Id => _options.Id;

    public LatestLook? Latest => parts.Latest;

    /// <summary>Runs until stopped, or until a finite source has ended. A flow that a bug has ended begins anew after a rest: other cameras never notice.</summary>
    public async Task RunAsync(CancellationToken stop, CancellationToken abort)
    {
        for (var rest = FirstRest; !stop.IsCancellationRequested; rest = rest * 2 < LongestRest ? rest * 2 : LongestRest)
        {
            try
            {
                await CameraPipeline.Of(parts.Stages).RunAsync(stop, abort);
                return;
            }
            catch (Exception error) when (!abort.IsCancellationRequested)
            {
                Log.CameraFailed(logger, error, Id, rest);
            }

            await Task.Delay(rest, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Takes over a changed cadence at once; the rest of the settings comes with the next look.</summary>
    public void SettingsChanged() => parts.Schedule.Cadence = parts.Settings.Current(Id).Cadence;

    public void LookNow() => parts.Schedule.LookNow();

    public CameraStatus Status()
    {
        var (source, settings, view) = (parts.Source.Status, parts.Settings.Current(Id), parts.View.Report);
        var blind = view.IsBlind && source.State == SourceState.Live;
        return new CameraStatus
        {
            Camera = Id,
            Name = _options.Name,
            State = blind ? CameraStates.Blind : NameOf(source.State),
            Since = blind ? view.Since : source.Since,
            LooksDue = source.LooksDue,
            LooksMade = source.LooksMade,
            LatestLookAt = parts.Latest.TakenAt,
            KeyFrameInterval = source.KeyFrameInterval,
            Cadence = parts.Schedule.Cadence,
            Width = source.Width,
            Height = source.Height,
            Codec = source.Codec,
            LastError = view.Fault ?? source.LastError,
            NotYetKnown = parts.Places.NotYetKnown,
            Place = settings.Place,
            Zones = [.. settings.Zones.Select(ToWire)],
            Thresholds = settings.Thresholds.At(time.GetUtcNow()),
        };
    }

    public ValueTask DisposeAsync() => parts.Source.DisposeAsync();

    private static string NameOf(SourceState state) => state switch
    {
        SourceState.Connecting => CameraStates.Connecting,
        SourceState.Live => CameraStates.Live,
        SourceState.Stalled => CameraStates.Stalled,
        SourceState.Waiting => CameraStates.Waiting,
        _ => CameraStates.Ended,
    };

    private static ZoneSettings ToWire(Zone zone) => new()
    {
        Id = zone.Id,
        Name = zone.Name,
        Component = zone.Component,
        Polygon = [.. zone.Polygon.Corners.Select(corner => new[] { corner.X, corner.Y })],
        Rules = [.. zone.Rules.Select(rule => new RuleSettings
        {
            Rule = rule.Rule,
            Problem = rule.Problem,
            Classes = rule.Classes,
            Dwell = rule.Dwell,
            HitRatio = rule.HitRatio,
            Hits = rule.Hits,
            Looks = rule.Looks,
            ClearAfter = rule.ClearAfter,
        })],
    };
}

/// <summary>What one running camera consists of.</summary>
internal sealed record CameraParts
{
    public required CameraOptions Options { get; init; }

    public required CameraStages Stages { get; init; }

    public required IFrameSource Source { get; init; }

    public required LookSchedule Schedule { get; init; }

    public required LatestLook Latest { get; init; }

    public required ViewWatch View { get; init; }

    public required KnownPlaces Places { get; init; }

    public required ISettingsSource Settings { get; init; }
}
