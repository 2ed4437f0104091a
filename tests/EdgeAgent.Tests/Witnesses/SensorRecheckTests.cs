using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Options;
using EdgeWatch.EdgeAgent.Tests.Sensors;
using EdgeWatch.EdgeAgent.Witnesses;
using EdgeWatch.Ingest.Sensors;
using EdgeWatch.Tests.Shared;

namespace EdgeWatch.EdgeAgent.Tests.Witnesses;

/// <summary>A sensor is asked whether what was reported handled is over.</summary>
public sealed class SensorRecheckTests
{
    private readonly Post _post = new Post(new ReadingRuleOptions { Rule = "tilt" }).Listen(0);

    [Fact]
    public void A_cover_that_is_still_tilted_is_seen()
    {
        Tilt();
        _post.Say(200, Quantity.Tilt, 71);
        var answer = Ask(handled: 150);
        (answer.Answer, answer.Found, answer.Read!.Value).ShouldBe((RecheckAnswers.Seen, "tilt 71 deg", 71));
        answer.LikelihoodRatio.ShouldBe(0.95 / 0.01, 1e-9);
    }

    [Fact]
    public void A_cover_that_lies_again_for_long_enough_is_not_seen()
    {
        Tilt();
        _post.Say(200, Quantity.Tilt, 0.4);
        (Ask(handled: 150).Answer, Ask(handled: 150).Found).ShouldBe((RecheckAnswers.CannotTell, "tilt 0.4 deg, not well for long enough yet"));
        _post.Pass(300);
        Ask(handled: 150).Answer.ShouldBe(RecheckAnswers.NotSeen);
    }

    [Fact]
    public void What_it_read_before_it_was_reported_handled_says_nothing()
    {
        Tilt();
        var answer = Ask(handled: 150);
        (answer.Answer, answer.Why, answer.Found).ShouldBe((RecheckAnswers.CannotTell, RecheckObstacles.NoReading, "tilt 71.8 deg, read before it was reported handled"));
    }

    [Fact]
    public void A_sensor_that_cannot_measure_cannot_tell()
    {
        Tilt();
        _post.Say(200, Quantity.Tilt, double.NaN);
        Ask(handled: 150).Answer.ShouldBe(RecheckAnswers.CannotTell);
    }

    [Fact]
    public void A_silent_sensor_is_over_when_it_is_heard_again()
    {
        _post.Say(0, Quantity.Tilt, 0.4);
        _post.Pass(4 * 3600);
        Ask(3 * 3600, Problems.SensorSilent, "silence").Answer.ShouldBe(RecheckAnswers.Seen);
        _post.Say(5 * 3600, Quantity.Tilt, 0.4);
        Ask(3 * 3600, Problems.SensorSilent, "silence").Answer.ShouldBe(RecheckAnswers.NotSeen);
    }

    [Fact]
    public void A_sensor_that_is_not_here_is_no_answer() =>
        new SensorRecheck(_ => null, new ManualTime(Post.Begin)).Answer("post-2", Question(0, Problems.CoverMoved, "tilt")).ShouldBeNull();

    private void Tilt()
    {
        _post.Say(0, Quantity.Tilt, 0.3);
        _post.Say(100, Quantity.Tilt, 71.8);
        _post.Pass(120);
    }

    private RecheckAnswer Ask(double handled, string problem = Problems.CoverMoved, string zone = "tilt") =>
        new SensorRecheck(_ => _post.Sensor, new ManualTime(Post.At(handled))).Answer("post-1", Question(handled, problem, zone))!;

    private static RecheckQuestion Question(double handled, string problem, string zone) => new() { Problem = problem, Zone = zone, Sensor = "post-1", Since = Post.At(handled) };
}
