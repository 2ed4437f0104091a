using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.EdgeAgent.Pipelines;
using EdgeWatch.EdgeAgent.Shadow;
using EdgeWatch.EdgeAgent.Stages;
using EdgeWatch.Ingest.Video;
using EdgeWatch.Tests.Shared;
using Microsoft.Extensions.Logging.Abstractions;
using static EdgeWatch.EdgeAgent.Tests.Rules.Street;

namespace EdgeWatch.EdgeAgent.Tests.Shadow;

public sealed class ShadowRunTests : IDisposable
{
    private static readonly Detection Car = See("car", Box(0.1f, 0.1f));
    private readonly TempFolder _temp = new();
    private readonly ManualTime _time = new(Begin);
    private readonly PlayedDetector _main = new();
    private readonly PlayedDetector _shadow = new();
    private bool _behind;

    [Fact]
    public async Task The_shadow_sees_every_nth_look_and_what_goes_on_is_what_the_main_model_sees()
    {
        (_main.Sees, _shadow.Sees) = ([Car], [Car, See("car", Box(0.6f, 0.6f))]);
        await using (var run = Run(every: 3))
        {
            for (var look = 1; look <= 9; look++)
                (await LookAsync(run, settle: look / 3 + (look % 3 == 0 ? 0 : 1))).ShouldBe([Car]);
        }

        _main.Looks.ShouldBe(9);
        _shadow.Looks.ShouldBe(3);
        Counts.Looks.ShouldBe(3);
        Counts.Counts.ShouldBe([new ClassCount("gate-3", "car", 3, 0, 3)]);
        // The same difference thrice: three lines, one picture.
        DifferenceStore.Read(Store).Count(record => record.Picture is not null).ShouldBe(1);
        DifferenceStore.Read(Store).Count().ShouldBe(3);
    }

    [Fact]
    public async Task A_picture_of_the_same_difference_is_kept_again_after_a_rest()
    {
        _shadow.Sees = [Car];
        await using (var run = Run(every: 1))
        {
            await LookAsync(run, settle: 1);
            await Eventually.TrueAsync(() => DifferenceStore.Read(Store).Any(), "the first look was kept");
            _time.Advance(TimeSpan.FromMinutes(11));
            await LookAsync(run, settle: 2);
        }

        DifferenceStore.Read(Store).Count(record => record.Picture is not null).ShouldBe(2);
    }

    [Fact]
    public async Task A_look_where_both_agree_is_counted_and_not_kept()
    {
        (_main.Sees, _shadow.Sees) = ([Car], [Car]);
        await using (var run = Run(every: 1))
            await LookAsync(run, settle: 1);

        DifferenceStore.Read(Store).ShouldBeEmpty();
        Counts.Counts.ShouldBe([new ClassCount("gate-3", "car", 1, 0, 0)]);
    }

    [Fact]
    public async Task A_box_that_is_behind_leaves_the_shadow_out_and_counts_it()
    {
        _behind = true;
        await using (var run = Run(every: 1))
        {
            await LookAsync(run);
            await Eventually.TrueAsync(() => _outcomes.ContainsKey("behind"), "the look was left out");
        }

        _shadow.Looks.ShouldBe(0);
        Counts.Skipped["behind"].ShouldBe(1);
    }

    [Fact]
    public async Task A_shadow_that_hangs_holds_nothing_up_and_what_it_misses_is_counted()
    {
        _main.Sees = [Car];
        _shadow.Hold = new TaskCompletionSource();
        await using (var run = Run(every: 1))
        {
            await LookAsync(run);
            await Eventually.TrueAsync(() => _shadow.Looks == 1, "the first look is with the shadow");
            for (var look = 0; look < 5; look++)
                (await LookAsync(run)).ShouldBe([Car]);
        }

        _main.Looks.ShouldBe(6);
        _shadow.Looks.ShouldBe(1);
        (Counts.Skipped["queue-full"], Counts.Skipped["stopped"]).ShouldBe((4, 2));
    }

    [Fact]
    public async Task A_shadow_that_fails_disturbs_nobody_and_goes_on_with_the_next_look()
    {
        (_main.Sees, _shadow.Error) = ([Car], new InvalidOperationException("broken weights"));
        await using (var run = Run(every: 1))
        {
            (await LookAsync(run)).ShouldBe([Car]);
            await Eventually.TrueAsync(() => _outcomes.ContainsKey("failed"), "the failure was counted");
            _shadow.Error = null;
            (await LookAsync(run, settle: 1)).ShouldBe([Car]);
        }

        Counts.Skipped["failed"].ShouldBe(1);
        Counts.Looks.ShouldBe(1);
    }

    [Fact]
    public async Task Counts_go_on_after_a_restart()
    {
        for (var start = 0; start < 2; start++)
        {
            await using var run = Run(every: 1);
            await LookAsync(run, settle: start + 1);
        }

        Counts.Looks.ShouldBe(2);
        Counts.Since.ShouldBe(Begin);
    }

    [Fact]
    public async Task A_camera_without_a_class_in_common_is_not_offered_and_a_blind_look_neither()
    {
        await using (var run = Run(every: 1))
        {
            var other = new PlayedDetector { Classes = new Dictionary<string, float> { ["cat"] = 0.5f } };
            using var look = new Look(Pictures.Textured(Begin), Camera(), 0);
            await new ShadowStage(new DetectStage([other], null), [other], run).RunAsync(new InspectedLook(look, Visibility.Clear), CancellationToken.None);
            await Stage(run).RunAsync(new InspectedLook(look, Visibility.TooDark), CancellationToken.None);
        }

        (Counts.Looks, Counts.Skipped.Count, _shadow.Looks).ShouldBe((0, 0, 0));
    }

    [Fact]
    public void A_copy_of_a_frame_has_its_pixels_without_the_rubbish_between_rows()
    {
        using var frame = new Detectors.PaintedPicture(33, 17, (10, 200, 60)).Paint(3, 3, 9, 9, (200, 10, 10)).ToFrame(extraStride: 5);
        using var copy = FrameCopy.Of(frame);

        (copy.Width, copy.Height, copy.Info).ShouldBe((33, 17, frame.Info));
        for (var y = 0; y < 17; y++)
            copy.Y.Slice(y * copy.LumaStride, 33).SequenceEqual(frame.Y.Slice(y * frame.LumaStride, 33)).ShouldBeTrue();
        for (var y = 0; y < 9; y++)
            copy.V.Slice(y * copy.ChromaStride, 17).SequenceEqual(frame.V.Slice(y * frame.ChromaStride, 17)).ShouldBeTrue();
    }

    public void Dispose()
    {
        _listener?.Dispose();
        _temp.Dispose();
    }

    private readonly ConcurrentDictionary<string, int> _outcomes = new();
    private MeterListener? _listener;

    private string Store => Directory.EnumerateDirectories(_temp.FullPath).Single();

    private ShadowCounts Counts => DifferenceStore.ReadCounts(Store)!;

    private ShadowRun Run(int every)
    {
        var metrics = TestMetrics.Create();
        Listen();
        return new ShadowRun(_shadow, new ShadowParts
        {
            Main = ["main@1"],
            Every = every,
            IsBehind = () => _behind,
            Store = DifferenceStore.Open(_temp.FullPath, ["main@1"], _shadow.Model, 8 << 20),
            Encode = Pictures.Encoder,
            Metrics = metrics,
            Time = _time,
            Logger = NullLogger.Instance,
        });
    }

    /// <summary>Instruments of other tests report here too; each test waits for an outcome that only grows.</summary>
    private void Listen()
    {
        _listener?.Dispose();
        _listener = new MeterListener { InstrumentPublished = (instrument, self) => { if (instrument.Name == "edgewatch.shadow.looks") self.EnableMeasurementEvents(instrument); } };
        _listener.SetMeasurementEventCallback<long>((_, _, tags, _) => _outcomes.AddOrUpdate((string)tags[0].Value!, 1, (_, count) => count + 1));
        _listener.Start();
    }

    private ShadowStage Stage(ShadowRun run) => new(new DetectStage([_main], null), [_main], run);

    private readonly Dictionary<ShadowRun, IStage<InspectedLook, FrameDetections>> _stages = [];

    /// <summary>One look through the camera; waits, if asked, until the shadow has answered so many in all.</summary>
    private async Task<IReadOnlyList<Detection>> LookAsync(ShadowRun run, int settle = 0)
    {
        if (!_stages.TryGetValue(run, out var stage))
            _stages[run] = stage = Stage(run);
        using var look = new Look(Pictures.Textured(_time.GetUtcNow()), Camera(), 0);
        var seen = await stage.RunAsync(new InspectedLook(look, Visibility.Clear), CancellationToken.None);
        await Eventually.TrueAsync(() => _shadow.Answered >= settle, "the shadow has answered");
        return seen!.Detections;
    }

    /// <summary>A detector that sees, fails or hangs as the test says.</summary>
    private sealed class PlayedDetector : IDetector
    {
        private int _looks;
        private int _answered;

        public string Model => "played@2";

        public IReadOnlyDictionary<string, float> Classes { get; init; } = new Dictionary<string, float> { ["car"] = 0.5f };

        public Detection[] Sees { get; set; } = [];

        public Exception? Error { get; set; }

        public TaskCompletionSource? Hold { get; set; }

        public int Looks => Volatile.Read(ref _looks);

        public int Answered => Volatile.Read(ref _answered);

        public async ValueTask<IReadOnlyList<Detection>> DetectAsync(Frame frame, CancellationToken abort)
        {
            Interlocked.Increment(ref _looks);
            if (Hold is not null)
                await Hold.Task.WaitAsync(abort);
            if (Error is not null)
                throw Error;
            // A frame that was given back already would throw here.
            frame.Y.Length.ShouldBeGreaterThan(0);
            Interlocked.Increment(ref _answered);
            return Sees;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
