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
    public async Task A_class_is_reported_by_the_first_model_that_knows_it_so_that_one_thing_is_reported_once()
    {
        var (near, far) = (Box(0.4f, 0.4f), Box(0.41f, 0.41f));
        var detections = await DetectAsync(
            Visibility.Clear,
            new ScriptedDetector("one@1", new Detection("car", 0.6f, near, "one@1")) { Classes = Knows("car") },
            new ScriptedDetector("two@2", new Detection("car", 0.8f, far, "two@2"), new Detection("person", 0.7f, near, "two@2")) { Classes = Knows("car", "person") });

        detections.Select(one => (one.Class, one.Score, one.Model)).ShouldBe([("person", 0.7f, "two@2"), ("car", 0.6f, "one@1")]);
        _sampled.ShouldBe([2]);
    }

    [Fact]
    public async Task One_inference_serves_every_rule_where_one_model_knows_every_class()
    {
        var street = new ScriptedDetector("street@1", See("car", Box(0.1f, 0.1f))) { Classes = Knows("car", "overflow", "manhole-closed") };
        var general = new ScriptedDetector("general@2", See("car", Box(0.1f, 0.1f))) { Classes = Knows("car") };

        (await DetectAsync(Visibility.Clear, street, general)).Count.ShouldBe(1);

        (street.Looks, general.Looks).ShouldBe((1, 0));
    }

    [Fact]
    public async Task A_look_that_shows_nothing_costs_no_inference_and_no_sample()
    {
        var detector = new ScriptedDetector("one@1", See("car", Box(0.4f, 0.4f)));
        (await DetectAsync(Visibility.TooDark, detector)).ShouldBeEmpty();

        detector.Looks.ShouldBe(0);
        _sampled.ShouldBeEmpty();
    }

    private static Dictionary<string, float> Knows(params string[] classes) => classes.ToDictionary(name => name, _ => 0.5f);

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
