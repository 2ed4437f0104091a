using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Findings;
using EdgeWatch.EdgeAgent.Options;
using EdgeWatch.Ingest.Sensors;
using static EdgeWatch.EdgeAgent.Tests.Sensors.Post;

namespace EdgeWatch.EdgeAgent.Tests.Sensors;

public sealed class SilenceRuleTests
{
    private const double Hour = 3600;

    private static ReadingRuleOptions Tilt => new() { Rule = "tilt", For = TimeSpan.FromHours(5), ClearAfter = TimeSpan.FromHours(5) };

    [Fact]
    public void A_sensor_that_falls_silent_is_a_fault_of_the_sensor_and_heard_again_it_is_over()
    {
        var post = new Post(Tilt).Listen(0);
        post.Say(Hour, Quantity.Tilt, 0.5);
        post.Pass(3.9 * Hour);
        post.Sensor.Status().State.ShouldBe(SensorStates.Live);
        post.Pass(4.1 * Hour);
        post.Sensor.Status().State.ShouldBe(SensorStates.Silent);
        post.Refuse(9 * Hour, "the message is no object");

        post.Steps("silence").ShouldBe([(FindingStep.Opened, 4 * Hour), (FindingStep.Cleared, 9 * Hour)]);
        post.Announced[0].Change.State.Key.Problem.ShouldBe(Problems.SensorSilent);
        post.Announced[0].Change.State.Since.ShouldBe(At(Hour));
        post.Announced[0].Change.Ruling.Judgement!.Asked.ShouldBe("a report every 1 h, at most 3 h of silence");
        post.Announced[0].Change.Ruling.Judgement!.Found.ShouldBe("last heard 2026-03-02 09:00:00Z");
        post.Announced[1].Change.Ruling.Judgement!.Found.ShouldBe("heard again after 8 h");
        post.Sensor.Status().State.ShouldBe(SensorStates.Faulty);
        post.Sensor.Status().Undecoded.ShouldBe(1);
    }

    [Fact]
    public void A_sensor_that_was_never_heard_is_expected_and_then_silent()
    {
        var post = new Post(Tilt).Listen(0);
        post.Sensor.Status().State.ShouldBe(SensorStates.Expected);
        post.Pass(4 * Hour);

        post.Steps("silence").ShouldBe([(FindingStep.Opened, 3 * Hour)]);
    }

    [Fact]
    public void While_nobody_could_have_been_heard_no_sensor_falls_silent()
    {
        var post = new Post(Tilt).Listen(0);
        post.Say(0, Quantity.Tilt, 0.5);
        post.Deafen(2 * Hour);
        post.Pass(4.9 * Hour);
        post.Announced.ShouldBeEmpty();
        post.Pass(5.1 * Hour);

        post.Steps("silence").ShouldBe([(FindingStep.Opened, 5 * Hour)]);
        post.Announced[0].Change.Ruling.Judgement!.Dwell.ShouldBe(TimeSpan.FromHours(3));
        post.Announced[0].Change.Ruling.Judgement!.Gaps.ShouldBe(TimeSpan.FromHours(2));
    }

    [Fact]
    public void What_was_not_heard_for_too_long_makes_no_alarm_last_and_clears_none()
    {
        var post = new Post(Tilt).Listen(0);
        post.Say(0, Quantity.Tilt, 20);
        post.Say(10 * Hour, Quantity.Tilt, 20); // three of ten hours count
        post.Pass(11.9 * Hour);
        post.Steps("tilt").ShouldBeEmpty();
        post.Pass(12.1 * Hour);
        post.Steps("tilt").ShouldBe([(FindingStep.Opened, 12 * Hour)]);
        post.Announced.Last().Change.Ruling.Judgement!.Gaps.ShouldBe(TimeSpan.FromHours(7));

        post.Say(13 * Hour, Quantity.Tilt, 1);
        post.Pass(30 * Hour);
        post.Steps("tilt").Count().ShouldBe(1);
        post.Steps("silence").Last().ShouldBe((FindingStep.Opened, 16 * Hour));
        post.Say(30 * Hour, Quantity.Tilt, 1);
        post.Pass(32.1 * Hour);
        post.Steps("tilt").Last().ShouldBe((FindingStep.Cleared, 32 * Hour));
    }
}
