using System.Collections.Concurrent;
using System.Threading.Channels;
using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.EdgeAgent.Options;
using EdgeWatch.EdgeAgent.Settings;
using EdgeWatch.EdgeAgent.Stages;
using EdgeWatch.Ingest.Video;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.EdgeAgent.Samples;

/// <summary>
/// Draws detections above the low floor, below and above the thresholds alike, and now and then a look without any, with a small picture: what thresholds are
/// tuned on. Samples go to the outbox as the first to be dropped; one task writes them, so that a look never waits for the disk.
/// </summary>
/// <param name="agent">Agent id.</param>
/// <param name="options">Floor, shares and budget.</param>
/// <param name="models">The models of a camera, as <c>name@hash12</c>; stand in the samples of quiet looks.</param>
/// <param name="append">Writes a sample to the outbox.</param>
internal sealed class ScoreSampler(
    string agent,
    SampleOptions options,
    Func<string, IReadOnlyList<string>> models,
    EncodeJpeg encode,
    Func<ScoreSample, CancellationToken, ValueTask> append,
    SamplerParts parts) : IScoreSampler, IAsyncDisposable
{
    private const int ThumbnailWidth = 320;
    private const int ThumbnailQuality = 70;
    private readonly ConcurrentDictionary<string, CameraSampler> _cameras = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stop = new();
    private Task _writer = Task.CompletedTask;

    private readonly Channel<ScoreSample> _samples = Channel.CreateBounded<ScoreSample>(
        new BoundedChannelOptions(64) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    /// <summary>Samples that wait to be written.</summary>
    public int Waiting => _samples.Reader.Count;

    /// <summary>Begins to write.</summary>
    public void Start() => _writer = Task.Run(WriteAsync);

    /// <inheritdoc/>
    public void Consider(Frame frame, IReadOnlyList<Detection> detections, CameraRuntimeSettings settings)
    {
        if (!options.Enabled)
            return;
        try
        {
            var camera = _cameras.GetOrAdd(frame.Camera, _ => new CameraSampler(new SamplingBudget(options.PerCameraAndDay, parts.Time), new StandingBoxes()));
            lock (camera)
                Draw(camera, frame, detections, settings);
        }
        catch (Exception error)
        {
            Log.SampleFailed(parts.Logger, error, frame.Camera);
        }
    }

    /// <summary>Writes what was drawn, unless the disk does not take it.</summary>
    public async ValueTask DisposeAsync()
    {
        _samples.Writer.TryComplete();
        _stop.CancelAfter(TimeSpan.FromSeconds(2));
        await _writer;
        _stop.Dispose();
    }

    private void Draw(CameraSampler camera, Frame frame, IReadOnlyList<Detection> detections, CameraRuntimeSettings settings)
    {
        byte[]? picture = null;
        var any = false;
        foreach (var detection in detections)
        {
            if (detection.Score < options.Floor)
                continue;
            any = true;
            var probability = camera.Budget.Next(1.0 / camera.Standing.Looks(detection));
            if (parts.Random() < probability)
                Keep(Of(frame, settings, probability, picture ??= encode(frame, ThumbnailQuality, ThumbnailWidth), detection));
        }

        camera.Standing.EndLook();
        if (any || options.QuietShare <= 0)
            return;
        var quiet = camera.Budget.Next(options.QuietShare);
        if (parts.Random() < quiet)
            Keep(Of(frame, settings, quiet, encode(frame, ThumbnailQuality, ThumbnailWidth), detection: null));
    }

    private ScoreSample Of(Frame frame, CameraRuntimeSettings settings, double probability, byte[] picture, Detection? detection) => new()
    {
        Id = Guid.CreateVersion7(parts.Time.GetUtcNow()),
        Agent = agent,
        Camera = frame.Camera,
        TakenAt = frame.TakenAt,
        Class = detection?.Class,
        Score = detection?.Score ?? 0,
        Threshold = detection is { } seen ? settings.Thresholds.For(seen.Class, frame.TakenAt) : 0,
        Box = detection is { Box: var box } ? new Subject(detection.Value.Class, detection.Value.Score, box.X1, box.Y1, box.X2, box.Y2) : null,
        SamplingProbability = probability,
        Model = detection?.Model ?? string.Join(',', models(frame.Camera)),
        SettingsRevision = settings.Revision,
        Picture = picture,
    };

    private void Keep(ScoreSample sample)
    {
        if (!_samples.Writer.TryWrite(sample))
            parts.Metrics.Dropped("samples", "queue-full");
    }

    private async Task WriteAsync()
    {
        await foreach (var sample in _samples.Reader.ReadAllAsync(CancellationToken.None))
        {
            try
            {
                await append(sample, _stop.Token);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                parts.Metrics.Dropped("samples", "stopped");
            }
            catch (Exception error)
            {
                Log.SampleFailed(parts.Logger, error, sample.Camera);
            }
        }
    }

    private sealed record CameraSampler(SamplingBudget Budget, StandingBoxes Standing);
}

/// <summary>What the sampler works with.</summary>
/// <param name="Random">Draws from [0, 1); safe from many tasks.</param>
/// <param name="Metrics">Counts samples that were dropped.</param>
/// <param name="Time">For budgets and ids.</param>
/// <param name="Logger">For failures.</param>
internal sealed record SamplerParts(Func<double> Random, AgentMetrics Metrics, TimeProvider Time, ILogger<ScoreSampler> Logger);
