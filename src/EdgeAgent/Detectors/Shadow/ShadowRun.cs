using System.Collections.Concurrent;
using System.Threading.Channels;
using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.EdgeAgent.Settings;
using EdgeWatch.EdgeAgent.Stages;
using EdgeWatch.Ingest.Video;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.EdgeAgent.Shadow;

/// <summary>
/// Tries a model beside the ones in force: every so many looks of a camera are copied and shown to it too, by one task of its own, and where the two differ is
/// counted and kept. Nothing that it sees goes anywhere else, nothing that befalls it reaches the look, and it is the first to go without where the box is behind.
/// </summary>
internal sealed class ShadowRun : IAsyncDisposable
{
    /// <summary>One look waits while one runs: more would only be older.</summary>
    private const int Waiting = 1;
    private const int PictureWidth = 960;
    private const int PictureQuality = 80;
    private static readonly TimeSpan CountsEvery = TimeSpan.FromSeconds(30);

    private readonly IDetector _shadow;
    private readonly ShadowParts _parts;
    private readonly ConcurrentDictionary<string, long> _offered = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _skipped;
    private readonly CancellationTokenSource _stop = new();
    private readonly ComparisonTally _tally;
    private readonly PictureGate _gate;
    private readonly DateTimeOffset _since;
    private readonly Channel<Shown> _looks = Channel.CreateBounded<Shown>(new BoundedChannelOptions(Waiting) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
    private readonly Task _worker;
    private long _forgotten;
    private long _countedAt;

    /// <param name="shadow">The tried model; stays the caller's.</param>
    /// <param name="parts">What it works with.</param>
    public ShadowRun(IDetector shadow, ShadowParts parts)
    {
        (_shadow, _parts, _gate, _countedAt) = (shadow, parts, new PictureGate(parts.Time), parts.Time.GetTimestamp());
        var before = parts.Store.Counts;
        _tally = new ComparisonTally(before?.Looks ?? 0, before?.Counts);
        _skipped = new ConcurrentDictionary<string, long>(before?.Skipped ?? new Dictionary<string, long>(), StringComparer.Ordinal);
        (_since, _forgotten) = (before?.Since ?? parts.Time.GetUtcNow(), before?.Forgotten ?? 0);
        _worker = Task.Run(CompareAllAsync);
    }

    /// <summary>Classes that the tried model knows.</summary>
    public IEnumerable<string> Classes => _shadow.Classes.Keys;

    /// <summary>Offers a look. Returns at once and never throws; the frame is copied where the look is taken.</summary>
    /// <param name="frame">The look.</param>
    /// <param name="seen">What the models in force saw in it, above their floors.</param>
    /// <param name="settings">The settings that it was taken under.</param>
    /// <param name="classes">Classes that both sides know.</param>
    public void Offer(Frame frame, IReadOnlyList<Detection> seen, CameraRuntimeSettings settings, IReadOnlySet<string> classes)
    {
        try
        {
            if ((_offered.AddOrUpdate(frame.Camera, 1, static (_, looks) => looks + 1) - 1) % _parts.Every != 0)
                return;
            // Asked before the frame is copied, since a full queue is the usual case on a slow box.
            if (_looks.Reader.Count >= Waiting)
            {
                Skip("queue-full");
                return;
            }

            var shown = new Shown(FrameCopy.Of(frame), seen, settings.Thresholds, classes);
            if (_looks.Writer.TryWrite(shown))
                return;
            shown.Frame.Dispose();
            Skip("queue-full");
        }
        catch (Exception error)
        {
            Fail(frame.Camera, error);
        }
    }

    /// <summary>Ends the comparison under way, gives up what waits, and writes the counts.</summary>
    public async ValueTask DisposeAsync()
    {
        _looks.Writer.TryComplete();
        await _stop.CancelAsync();
        await _worker;
        _stop.Dispose();
    }

    private async Task CompareAllAsync()
    {
        await foreach (var shown in _looks.Reader.ReadAllAsync(CancellationToken.None))
        {
            using var frame = shown.Frame;
            try
            {
                await CompareAsync(shown);
                if (_parts.Time.GetElapsedTime(_countedAt) >= CountsEvery)
                    WriteCounts();
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                Skip("stopped");
            }
            catch (Exception error)
            {
                Fail(frame.Camera, error);
            }
        }

        try
        {
            WriteCounts();
        }
        catch (Exception error)
        {
            Log.ShadowFailed(_parts.Logger, error, "", _shadow.Model);
        }
    }

    private async ValueTask CompareAsync(Shown shown)
    {
        _stop.Token.ThrowIfCancellationRequested();
        if (_parts.IsBehind())
        {
            Skip("behind");
            return;
        }

        var (frame, camera) = (shown.Frame, shown.Frame.Camera);
        var detections = await _shadow.DetectAsync(frame, _stop.Token);
        var boxes = LookComparison.Of(
            new Sight(shown.Seen, name => shown.Thresholds.For(name, frame.TakenAt)), new Sight(detections, name => _shadow.Classes[name]), shown.Classes);
        _tally.Add(camera, boxes);
        _parts.Metrics.ShadowLook("compared");
        foreach (var box in boxes)
            _parts.Metrics.ShadowBox(box.Class, box.By);
        if (boxes.All(box => box.By == SeenBy.Both))
            return;
        var picture = _gate.Passes(camera, boxes) ? _parts.Encode(frame, PictureQuality, PictureWidth) : null;
        var forgotten = _parts.Store.Append(new DifferenceRecord { Camera = camera, TakenAt = frame.TakenAt, Boxes = boxes }, picture);
        _forgotten += forgotten;
        _parts.Metrics.ShadowForgot(forgotten);
    }

    private void WriteCounts()
    {
        _countedAt = _parts.Time.GetTimestamp();
        _parts.Store.Write(new ShadowCounts
        {
            Main = _parts.Main,
            Shadow = _shadow.Model,
            Since = _since,
            Looks = _tally.Looks,
            Skipped = new SortedDictionary<string, long>(_skipped.ToDictionary(), StringComparer.Ordinal),
            Forgotten = _forgotten,
            Counts = _tally.Counts,
        });
    }

    private void Skip(string reason)
    {
        _skipped.AddOrUpdate(reason, 1, static (_, looks) => looks + 1);
        _parts.Metrics.ShadowLook(reason);
    }

    private void Fail(string camera, Exception error)
    {
        Skip("failed");
        Log.ShadowFailed(_parts.Logger, error, camera, _shadow.Model);
    }

    private sealed record Shown(Frame Frame, IReadOnlyList<Detection> Seen, ScoreThresholds Thresholds, IReadOnlySet<string> Classes);
}

/// <summary>What a shadow run works with.</summary>
internal sealed record ShadowParts
{
    /// <summary>The models in force, as <c>name@hash12</c>.</summary>
    public required IReadOnlyList<string> Main { get; init; }

    /// <summary>Every so many looks of a camera are compared.</summary>
    public required int Every { get; init; }

    /// <summary>True while frames wait for the models in force.</summary>
    public required Func<bool> IsBehind { get; init; }

    public required DifferenceStore Store { get; init; }

    public required EncodeJpeg Encode { get; init; }

    public required AgentMetrics Metrics { get; init; }

    public required TimeProvider Time { get; init; }

    public required ILogger Logger { get; init; }
}
