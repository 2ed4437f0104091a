using System.Diagnostics.Metrics;
using EdgeWatch.Contracts;
using EdgeWatch.Demo;
using EdgeWatch.EdgeAgent;
using EdgeWatch.EdgeAgent.Cameras;
using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.EdgeAgent.Findings;
using EdgeWatch.EdgeAgent.Jpeg;
using EdgeWatch.EdgeAgent.Options;
using EdgeWatch.EdgeAgent.Outbox;
using EdgeWatch.EdgeAgent.Pipelines;
using EdgeWatch.EdgeAgent.Settings;
using EdgeWatch.Ingest;
using EdgeWatch.Ingest.Video;
using EdgeWatch.Terminal;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.Evaluation.Events;

/// <summary>
/// Plays clips through the agent's own flow, straight from the file to an outbox on disk: no broker, faster than real time. A recording waits for its judge and
/// its time is the clip's, so one clip gives the same candidates on any machine.
/// </summary>
internal sealed class ClipPlayer(IReadOnlyDictionary<string, IDetector> detectors, IMeterFactory meters, ILoggerFactory logs)
{
    /// <summary>A little off the second, so that each round of a clip is looked at in other moments than the one before.</summary>
    private static readonly TimeSpan CadenceOfRounds = TimeSpan.FromMilliseconds(1037);

    private readonly ClipClock _time = new();

    /// <param name="clip">The clip and what is asked of it.</param>
    /// <param name="length">Plays it round and round for so long; null: once.</param>
    /// <param name="stop">Gives up.</param>
    public async Task<ClipPlay> PlayAsync(ClipTruth clip, TimeSpan? length, CancellationToken stop)
    {
        var (camera, unasked) = Ask(clip, loop: length is not null);
        var folder = Directory.CreateTempSubdirectory("edgewatch-eval-").FullName;
        try
        {
            var metrics = new AgentMetrics(meters);
            var (source, opened) = await RunAsync(camera, folder, metrics, length, stop);
            stop.ThrowIfCancellationRequested();
            Check(clip, source, metrics);
            return new ClipPlay(LengthOf(clip), source.Played, source.Looks, opened, unasked);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<(ClipSource Source, IReadOnlyList<OpenedEvent> Opened)> RunAsync(
        CheckedCamera camera, string folder, AgentMetrics metrics, TimeSpan? length, CancellationToken stop)
    {
        var options = new AgentOptions { Id = "eval", Data = folder, Cameras = [camera.Options] };
        var lives = new List<CandidateEvent>();
        using var encoder = new JpegEncoder();
        using var findings = new FindingStore(Path.Combine(folder, "findings.db"));
        await using var outbox = await Outbox.OpenAsync(
            Path.Combine(folder, "outbox.db"), options.Outbox, options.Evidence, _time, metrics, logs.CreateLogger<Outbox>());
        Handler<EvidencedCandidate> append = async (evidenced, abort) =>
        {
            await outbox.AppendAsync(evidenced, abort);
            lives.Add(evidenced.Candidate);
        };
        ClipSource? source = null;
        var factory = new CameraFactory(new SharedParts
        {
            Options = options,
            Version = AgentHost.Version,
            Detectors = detectors,
            OpenSource = at => source = new ClipSource(KnownSources.Create(at, _time, logs.CreateLogger<ClipPlayer>(), new IngestMetrics(meters)), length),
            Encode = encoder.Encode,
            Settings = SettingsDesk.Open(
                Path.Combine(folder, "settings.json"),
                [CameraRuntimeSettings.FromFile(camera.Options, camera.Thresholds, _time.LocalTimeZone)],
                _time,
                logs.CreateLogger<SettingsDesk>()),
            Findings = findings,
            Journal = new CandidateJournal(findings, append, metrics, logs.CreateLogger<CandidateJournal>(), _time),
            Sampler = null,
            Metrics = metrics,
            Logs = logs,
            Time = _time,
        });
        await using var running = factory.Make(camera);
        await running.RunAsync(stop, stop);
        return (source!, Lives(lives));
    }

    /// <summary>The demo's camera for the clip, without the questions that none of the models can answer.</summary>
    private (CheckedCamera Camera, IReadOnlyList<string> Unasked) Ask(ClipTruth clip, bool loop)
    {
        var known = detectors.Values.SelectMany(detector => detector.Classes.Keys).ToHashSet(StringComparer.Ordinal);
        var unasked = clip.Zones.SelectMany(zone => zone.Classes).Where(name => !known.Contains(name)).Distinct(StringComparer.Ordinal).ToArray();
        var able = clip with
        {
            Zones = [.. clip.Zones.Select(zone => zone with { Classes = [.. zone.Classes.Where(known.Contains)] }).Where(zone => zone.Classes.Length > 0)],
        };
        var camera = DemoCameras.From([able], one => one.Path)[0] with { RealTime = false, Loop = loop };
        if (loop)
            camera = camera with { Cadence = CadenceOfRounds, SuspectCadence = CadenceOfRounds };
        var result = CameraCheck.All([camera], detectors)[0];
        return result.Error is null ? (result, unasked) : throw new MissingPieceException($"{clip.Path}: {result.Error}");
    }

    private static IReadOnlyList<OpenedEvent> Lives(List<CandidateEvent> candidates)
    {
        var cleared = candidates.Where(candidate => candidate.Type == CandidateTypes.Cleared).ToDictionary(candidate => candidate.Data.Incident, ClipTimeOf);
        return [.. candidates.Where(candidate => candidate.Type == CandidateTypes.Opened).Select(candidate => new OpenedEvent(
            candidate.Data.Judgement.Zone, candidate.Data.Problem, ClipTimeOf(candidate))
        {
            ClearedAt = cleared.TryGetValue(candidate.Data.Incident, out var at) ? at : null,
            Score = candidate.Data.Score,
            Seen = string.Join(", ", candidate.Data.Subjects.Select(subject =>
                FormattableString.Invariant($"{subject.Class} {subject.X1:F2} {subject.Y1:F2} {subject.X2:F2} {subject.Y2:F2}"))),
        })];
    }

    private static double ClipTimeOf(CandidateEvent candidate) => (candidate.Data.SeenAt - ClipClock.Beginning).TotalSeconds;

    private static TimeSpan LengthOf(ClipTruth clip)
    {
        using var reader = PacketReader.Open(clip.Path);
        return reader.Stream.Duration ?? TimeSpan.Zero;
    }

    /// <summary>A figure that rests on looks that failed would be worth nothing.</summary>
    private static void Check(ClipTruth clip, ClipSource source, AgentMetrics metrics)
    {
        if (source.Looks == 0)
            throw new MissingPieceException($"{clip.Path} holds no picture that can be read: {source.Status.LastError}");
        var dropped = metrics.Period.Take().Dropped;
        if (source.BegunAgain || dropped.Count > 0)
            throw new InvalidOperationException($"{clip.Path}: the flow lost looks ({string.Join(", ", dropped.Select(loss => $"{loss.Key} {loss.Value}"))}); the logs say why");
    }
}
