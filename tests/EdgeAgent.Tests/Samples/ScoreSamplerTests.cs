using System.Collections.Concurrent;
using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.EdgeAgent.Options;
using EdgeWatch.EdgeAgent.Samples;
using EdgeWatch.EdgeAgent.Settings;
using EdgeWatch.Ingest.Video;
using EdgeWatch.Tests.Shared;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeWatch.EdgeAgent.Tests.Samples;

public sealed class ScoreSamplerTests
{
    private static readonly TimeSpan Cadence = TimeSpan.FromSeconds(10);
    private readonly ManualTime _time = new();
    private readonly ConcurrentQueue<ScoreSample> _written = new();
    private readonly Random _random = new(20260302);

    [Fact]
    public async Task A_detection_is_kept_with_all_that_tuning_needs()
    {
        await using (var sampler = Sampler(new SampleOptions()))
            Look(sampler, new Detection("overflow", 0.42f, new Box(0.1f, 0.2f, 0.3f, 0.4f), "garbage@0123456789ab"));

        var sample = _written.Single();
        (sample.Agent, sample.Camera, sample.Class, sample.Score, sample.Threshold).ShouldBe(("box-1", "gate", "overflow", 0.42f, 0.6f));
        (sample.SamplingProbability, sample.Model, sample.SettingsRevision).ShouldBe((1.0, "garbage@0123456789ab", 7));
        sample.Box.ShouldBe(new Subject("overflow", 0.42f, 0.1f, 0.2f, 0.3f, 0.4f));
        sample.Picture.ShouldBe([64, 70, 1, 64]);
    }

    [Fact]
    public async Task Below_the_floor_nothing_is_kept_and_such_a_look_counts_as_quiet()
    {
        await using (var sampler = Sampler(new SampleOptions { QuietShare = 1 }))
            Look(sampler, new Detection("overflow", 0.09f, new Box(0.1f, 0.2f, 0.3f, 0.4f), "m@0"));

        var sample = _written.Single();
        (sample.Class, sample.Score, sample.Box, sample.Model).ShouldBe((null, 0f, null, "a@1,b@2"));
    }

    [Fact]
    public async Task Switched_off_it_keeps_nothing()
    {
        await using (var sampler = Sampler(new SampleOptions { Enabled = false, QuietShare = 1 }))
            Look(sampler);

        _written.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_encoder_that_fails_hurts_only_the_sample()
    {
        var parts = new SamplerParts(_random.NextDouble, TestMetrics.Create(), _time, NullLogger<ScoreSampler>.Instance);
        await using var sampler = new ScoreSampler("box-1", new SampleOptions(), _ => [], (_, _, _) => throw new InvalidOperationException("no JPEG"), (_, _) => ValueTask.CompletedTask, parts);

        Should.NotThrow(() => Look(sampler, new Detection("overflow", 0.42f, new Box(0.1f, 0.2f, 0.3f, 0.4f), "m@0")));
    }

    /// <summary>
    /// A day with quiet hours, a rush of a hundred times the load, parked cars and a small budget: the weighted counts of detections above a threshold, of all
    /// detections and of quiet looks come out right, on average over many seeded days.
    /// </summary>
    [Fact]
    public async Task Weighted_counts_are_unbiased_under_load_budget_and_standing_boxes()
    {
        const int Days = 60;
        var truth = (High: 0L, All: 0L, Quiet: 0L);
        var estimate = (High: new List<double>(), All: new List<double>(), Quiet: new List<double>());
        for (var day = 0; day < Days; day++)
        {
            _written.Clear();
            truth = (0, 0, 0);
            await using (var sampler = Sampler(new SampleOptions { PerCameraAndDay = 200, QuietShare = 0.05 }))
            {
                foreach (var detections in Day())
                {
                    truth.High += detections.Count(detection => detection.Score >= 0.5f);
                    truth.All += detections.Length;
                    truth.Quiet += detections.Length == 0 ? 1 : 0;
                    Look(sampler, detections);

                    // The queue is bounded; ten seconds of street would have let the writer catch up.
                    if (sampler.Waiting > 32)
                        await Eventually.TrueAsync(() => sampler.Waiting == 0, "samples written");
                }
            }

            estimate.High.Add(_written.Where(sample => sample.Score >= 0.5f).Sum(sample => 1 / sample.SamplingProbability));
            estimate.All.Add(_written.Where(sample => sample.Class is not null).Sum(sample => 1 / sample.SamplingProbability));
            estimate.Quiet.Add(_written.Where(sample => sample.Class is null).Sum(sample => 1 / sample.SamplingProbability));
            _written.ShouldAllBe(sample => sample.SamplingProbability > 0 && sample.SamplingProbability <= 1);
            _written.Count.ShouldBeInRange(60, 320);
        }

        ShouldMeet(estimate.High, truth.High);
        ShouldMeet(estimate.All, truth.All);
        ShouldMeet(estimate.Quiet, truth.Quiet);
    }

    [Fact]
    public void A_box_that_stands_is_drawn_ever_more_rarely_and_a_new_one_as_before()
    {
        var standing = new StandingBoxes();
        var parked = new Detection("car", 0.8f, new Box(0.1f, 0.1f, 0.3f, 0.3f), "m@0");

        for (var look = 1; look <= 5; look++)
        {
            // The detector's box trembles.
            var seen = parked with { Box = new Box(0.1f + look * 0.001f, 0.1f, 0.3f, 0.3f) };
            standing.Looks(seen).ShouldBe(look);
            standing.EndLook();
        }

        standing.Looks(new Detection("car", 0.8f, new Box(0.6f, 0.6f, 0.8f, 0.8f), "m@0")).ShouldBe(1);
        standing.Looks(parked with { Class = "truck" }).ShouldBe(1);
        for (var i = 0; i < 5; i++)
            standing.EndLook();
        standing.Looks(parked).ShouldBe(1);
    }

    private static void ShouldMeet(List<double> estimates, long truth)
    {
        var mean = estimates.Average();
        var error = Math.Sqrt(estimates.Sum(value => (value - mean) * (value - mean)) / (estimates.Count - 1) / estimates.Count);

        // Three and a half standard errors of the mean, and those small enough for the test to mean something.
        Math.Abs(mean - truth).ShouldBeLessThan(3.5 * error, $"mean {mean}, truth {truth}, standard error {error}");
        error.ShouldBeLessThan(0.2 * truth);
    }

    /// <summary>The same day each time: what is drawn from it differs.</summary>
    private static IEnumerable<Detection[]> Day()
    {
        var random = new Random(5);
        for (var look = 0; look < 8640; look += 4)
        {
            var rush = look is > 2800 and < 3400;
            var count = rush ? random.Next(8) : random.Next(12) == 0 ? 1 : 0;
            var moving = Enumerable.Range(0, count).Select(_ =>
            {
                var (x, y) = (random.NextSingle() * 0.9f, random.NextSingle() * 0.9f);
                return new Detection("car", 0.1f + 0.8f * random.NextSingle() * random.NextSingle(), new Box(x, y, x + 0.05f, y + 0.05f), "m@0");
            });
            var parked = look is > 1000 and < 5000 ? [new Detection("car", 0.9f, new Box(0.95f, 0.95f, 1, 1), "m@0")] : Array.Empty<Detection>();
            yield return [.. parked, .. moving];
        }
    }

    private ScoreSampler Sampler(SampleOptions options)
    {
        var parts = new SamplerParts(_random.NextDouble, TestMetrics.Create(), _time, NullLogger<ScoreSampler>.Instance);
        var sampler = new ScoreSampler("box-1", options, _ => ["a@1", "b@2"], (frame, quality, width) => [(byte)frame.Width, (byte)quality, (byte)(width >> 8), (byte)width], WriteAsync, parts);
        sampler.Start();
        return sampler;
    }

    private ValueTask WriteAsync(ScoreSample sample, CancellationToken abort)
    {
        _written.Enqueue(sample);
        return ValueTask.CompletedTask;
    }

    private void Look(ScoreSampler sampler, params Detection[] detections)
    {
        using var frame = HeapFrame.Copy(new FrameInfo("gate", 1, _time.GetUtcNow(), 64, 2, false, YuvMatrix.Bt601), new byte[128], new byte[32], new byte[32]);
        sampler.Consider(frame, detections, Settings);
        _time.Advance(Cadence * 4);
    }

    private static CameraRuntimeSettings Settings { get; } = CameraRuntimeSettings.FromFile(
        new CameraOptions { Id = "gate", Url = "x", Thresholds = [new ThresholdOptions { Class = "overflow", MinScore = 0.6f }] },
        new Dictionary<string, float> { ["overflow"] = 0.5f },
        TimeZoneInfo.Utc) with { Revision = 7 };
}
