using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.EdgeAgent.Samples;
using EdgeWatch.EdgeAgent.Settings;
using EdgeWatch.EdgeAgent.Stages;
using EdgeWatch.Ingest.Video;
using static EdgeWatch.EdgeAgent.Tests.Rules.Street;

namespace EdgeWatch.EdgeAgent.Tests.Stages;

public sealed class DetectStageTests
{
    private readonly List<int> _sampled = [];

    [Fact]
    public async Task Two_models_that_see_one_thing_report_it_once()
    {
        var (near, far) = (Box(0.4f, 0.4f), Box(0.41f, 0.41f));
        var detections = await DetectAsync(
            Visibility.Clear,
            new ScriptedDetector("one@1", new Detection("car", 0.6f, near, "one@1"), new Detection("person", 0.7f, near, "one@1")),
            new ScriptedDetector("two@2", new Detection("car", 0.8f, far, "two@2"), new Detection("car", 0.5f, Box(0.1f, 0.1f), "two@2")));

        detections.Select(one => (one.Class, one.Score, one.Model)).ShouldBe([("car", 0.8f, "two@2"), ("person", 0.7f, "one@1"), ("car", 0.5f, "two@2")]);
        _sampled.ShouldBe([3]);
    }

    [Fact]
    public async Task A_look_that_shows_nothing_costs_no_inference_and_no_sample()
    {
        var detector = new ScriptedDetector("one@1", See("car", Box(0.4f, 0.4f)));
        (await DetectAsync(Visibility.TooDark, detector)).ShouldBeEmpty();

        detector.Looks.ShouldBe(0);
        _sampled.ShouldBeEmpty();
    }

    private async Task<IReadOnlyList<Detection>> DetectAsync(Visibility visibility, params IDetector[] detectors)
    {
        using var look = new Look(Pictures.Flat(100, Begin), Camera(), 0);
        return (await new DetectStage(detectors, new CountingSampler(_sampled)).RunAsync(new InspectedLook(look, visibility), CancellationToken.None))!.Detections;
    }

    private sealed class CountingSampler(List<int> sampled) : IScoreSampler
    {
        public void Consider(Frame frame, IReadOnlyList<Detection> detections, CameraRuntimeSettings settings) => sampled.Add(detections.Count);
    }
}
