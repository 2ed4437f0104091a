using System.Diagnostics.Metrics;
using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.Ingest.Video;
using EdgeWatch.Tests.Shared;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeWatch.EdgeAgent.Tests.Detectors;

public sealed class SharedDetectorTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly TempFolder _temp = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly SemaphoreSlim _turn = new(1, 1);

    [Theory]
    [InlineData("yolov8")]
    [InlineData("yolox")]
    public async Task Many_cameras_at_once_each_get_what_their_own_frame_shows(string layout)
    {
        await using var detector = Make(layout);

        await Task.WhenAll(Enumerable.Range(0, 40).Select(camera => Task.Run(async () =>
        {
            var blue = camera % 2 == 1;
            using var frame = new PaintedPicture(192, 128, PaintedPicture.Grey).Paint(4 * camera, 32, 32, 64, blue ? PaintedPicture.Blue : PaintedPicture.Red).ToFrame();
            var seen = (await detector.DetectAsync(frame, CancellationToken.None).AsTask().WaitAsync(Deadline)).Single();
            seen.Class.ShouldBe(blue ? "blue-thing" : "red-thing");
            seen.Box.X1.ShouldBe(4 * camera / 192f, 0.02f);
            seen.Model.ShouldBe(detector.Model);
        })));
    }

    [Fact]
    public async Task Frames_that_wait_together_run_together()
    {
        await using var detector = Make("yolov5");
        var (runs, pictures) = (0, 0L);
        using var listener = new MeterListener { InstrumentPublished = (instrument, self) => { if (instrument.Name.StartsWith("edgewatch.detector")) self.EnableMeasurementEvents(instrument); } };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => Interlocked.Add(ref pictures, value));
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) =>
        {
            if (instrument.Name == "edgewatch.detector.run" && Equals(tags[0].Value, "tiny-yolov5"))
                Interlocked.Increment(ref runs);
        });
        await _turn.WaitAsync();
        listener.Start();
        using var frame = new PaintedPicture(96, 64, PaintedPicture.Red).ToFrame();
        var all = Enumerable.Range(0, 16).Select(_ => detector.DetectAsync(frame, CancellationToken.None).AsTask()).ToArray();

        _turn.Release();
        await Task.WhenAll(all).WaitAsync(Deadline);
        await detector.DisposeAsync();

        runs.ShouldBe(2);
        pictures.ShouldBeGreaterThanOrEqualTo(16);
    }

    [Fact]
    public async Task A_full_queue_makes_its_callers_wait_and_serves_them_all()
    {
        await using var detector = Make("yolox", new DetectorOptions { QueueCapacity = 1 });
        using var frame = new PaintedPicture(96, 64, PaintedPicture.Red).ToFrame();

        var all = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => detector.DetectAsync(frame, CancellationToken.None).AsTask())).WaitAsync(Deadline);

        all.ShouldAllBe(seen => seen.Count == 1);
    }

    [Fact]
    public async Task A_wait_that_is_cancelled_ends_at_once_and_others_go_on()
    {
        await using var detector = Make("yolov5");
        using var frame = new PaintedPicture(96, 64, PaintedPicture.Red).ToFrame();
        using var abort = new CancellationTokenSource();
        await _turn.WaitAsync();
        var first = detector.DetectAsync(frame, abort.Token).AsTask();
        var second = detector.DetectAsync(frame, CancellationToken.None).AsTask();

        await abort.CancelAsync();
        var error = await Should.ThrowAsync<OperationCanceledException>(() => first.WaitAsync(Deadline));
        _turn.Release();

        error.CancellationToken.ShouldBe(abort.Token);
        (await second.WaitAsync(Deadline)).Count.ShouldBe(1);
    }

    [Fact]
    public void A_request_that_was_taken_up_is_not_abandoned_since_its_frame_is_being_read()
    {
        using var frame = new PaintedPicture(96, 64, PaintedPicture.Red).ToFrame();
        var request = new DetectRequest(frame, 0, CancellationToken.None);

        request.TryTake().ShouldBeTrue();
        request.Abandon();

        request.Task.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task A_frame_that_was_disposed_hurts_only_its_own_caller()
    {
        await using var detector = Make("yolov5");
        var gone = new PaintedPicture(96, 64, PaintedPicture.Red).ToFrame();
        gone.Dispose();
        using var good = new PaintedPicture(96, 64, PaintedPicture.Red).ToFrame();
        await _turn.WaitAsync();
        var (bad, fine) = (detector.DetectAsync(gone, CancellationToken.None).AsTask(), detector.DetectAsync(good, CancellationToken.None).AsTask());
        _turn.Release();

        await Should.ThrowAsync<ObjectDisposedException>(() => bad.WaitAsync(Deadline));
        (await fine.WaitAsync(Deadline)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Closing_refuses_what_waits_and_what_comes_later()
    {
        var detector = Make("yolov5");
        using var frame = new PaintedPicture(96, 64, PaintedPicture.Red).ToFrame();
        await _turn.WaitAsync();
        var waiting = detector.DetectAsync(frame, CancellationToken.None).AsTask();
        var closing = detector.DisposeAsync().AsTask();
        _turn.Release();
        await closing.WaitAsync(Deadline);

        await Should.ThrowAsync<ObjectDisposedException>(() => waiting.WaitAsync(Deadline));
        await Should.ThrowAsync<ObjectDisposedException>(() => detector.DetectAsync(frame, CancellationToken.None).AsTask());
    }

    [Fact]
    public async Task A_pool_opens_each_model_once_and_names_what_it_has()
    {
        ModelFolder[] folders = [TinyModel.Load(_temp, "yolov5"), TinyModel.Load(_temp, "yolox")];
        await using var pool = await DetectorPool.OpenAsync(folders, new DetectorOptions(), Metrics, TimeProvider.System);
        using var frame = new PaintedPicture(96, 64, PaintedPicture.Red).ToFrame();

        pool.Names.Order().ShouldBe(["tiny-yolov5", "tiny-yolox"]);
        pool["tiny-yolox"].Classes.ShouldBe(new Dictionary<string, float> { ["red-thing"] = 0.5f, ["blue-thing"] = 0.6f }, ignoreOrder: true);
        (await pool["tiny-yolov5"].DetectAsync(frame, CancellationToken.None)).Count.ShouldBe(1);
        Should.Throw<ModelException>(() => pool["cats"]).Message.ShouldContain("no model \"cats\" is loaded; loaded are tiny-yolov5, tiny-yolox");
    }

    [Fact]
    public async Task Two_models_of_one_name_are_refused()
    {
        ModelFolder[] folders = [TinyModel.Load(_temp, "yolov5"), TinyModel.Load(_temp, "yolov5")];

        var error = await Should.ThrowAsync<ModelException>(() => DetectorPool.OpenAsync(folders, new DetectorOptions(), Metrics, TimeProvider.System));

        error.Message.ShouldContain("a model named tiny-yolov5 is loaded already");
    }

    public void Dispose()
    {
        _temp.Dispose();
        _services.Dispose();
        _turn.Dispose();
    }

    private AgentMetrics Metrics => new(_services.GetRequiredService<IMeterFactory>());

    private SharedDetector Make(string layout, DetectorOptions? options = null) =>
        new(TinyModel.Load(_temp, layout), options ?? new DetectorOptions(), _turn, Metrics, TimeProvider.System);
}
