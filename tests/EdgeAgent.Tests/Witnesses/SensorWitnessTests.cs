using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Options;
using EdgeWatch.EdgeAgent.Tests.Sensors;
using EdgeWatch.EdgeAgent.Witnesses;
using EdgeWatch.Ingest.Sensors;

namespace EdgeWatch.EdgeAgent.Tests.Witnesses;

public sealed class SensorWitnessTests
{
    private readonly Post _post = new Post(new ReadingRuleOptions { Rule = "tilt" }).Listen(0);

    [Fact]
    public void A_tilted_cover_agrees_with_the_hole_that_the_camera_sees()
    {
        _post.Say(100, Quantity.Tilt, 71.8);

        var said = Ask(Problems.ManholeOpen, since: 95)!;
        said.Source.ShouldBe("/agents/street/sensors/post-1");
        (said.Answer, said.Found, said.At).ShouldBe((CorroborationAnswers.Agrees, "tilt 71.8 deg", Post.At(100)));
        said.LikelihoodRatio.ShouldBe(0.95 / 0.01, 1e-9);
        said.Read!.Value.ShouldBe(71.8);
    }

    [Fact]
    public void A_cover_that_lies_flat_while_the_camera_sees_a_hole_contradicts_it()
    {
        _post.Say(100, Quantity.Tilt, 0.4);

        var said = Ask(Problems.ManholeOpen, since: 95)!;
        said.Answer.ShouldBe(CorroborationAnswers.Contradicts);
        said.LikelihoodRatio.ShouldBe(0.05 / 0.99, 1e-9);
    }

    [Fact]
    public void That_all_was_well_before_it_began_says_nothing_of_it()
    {
        _post.Say(100, Quantity.Tilt, 0.4);

        var said = Ask(Problems.ManholeOpen, since: 101)!;
        (said.Answer, said.LikelihoodRatio, said.Found).ShouldBe((CorroborationAnswers.CannotTell, 1, "tilt 0.4 deg, read before it began"));
    }

    [Fact]
    public void An_alarm_that_stands_since_before_the_camera_noticed_agrees()
    {
        _post.Say(100, Quantity.Tilt, 71.8);

        Ask(Problems.ManholeOpen, since: 101)!.Answer.ShouldBe(CorroborationAnswers.Agrees);
    }

    [Fact]
    public void A_sensor_that_cannot_measure_cannot_tell()
    {
        _post.Say(100, Quantity.Tilt, double.NaN);

        Ask(Problems.ManholeOpen, since: 95)!.Answer.ShouldBe(CorroborationAnswers.CannotTell);
    }

    [Theory]
    [InlineData(Problems.Garbage)]
    [InlineData(Problems.RoadOccupied)]
    public void A_sensor_is_not_asked_about_what_it_does_not_measure(string problem)
    {
        _post.Say(100, Quantity.Tilt, 71.8);

        Ask(problem, since: 95).ShouldBeNull();
    }

    private Corroboration? Ask(string problem, double since) =>
        new SensorWitness("street", (camera, zone) => (camera, zone) == ("gate", "cover") ? [_post.Sensor] : []).Ask("gate", "cover", problem, Post.At(since));
}
