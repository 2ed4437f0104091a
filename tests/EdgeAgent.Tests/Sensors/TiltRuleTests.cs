using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Findings;
using EdgeWatch.EdgeAgent.Options;
using EdgeWatch.Ingest.Sensors;
using static EdgeWatch.EdgeAgent.Tests.Sensors.Post;

namespace EdgeWatch.EdgeAgent.Tests.Sensors;

public sealed class TiltRuleTests
{
    private static ReadingRuleOptions Tilt => new() { Rule = "tilt" };

    [Fact]
    public void A_passing_vehicle_tilts_the_cover_for_a_moment_and_is_no_theft()
    {
        var post = new Post(Tilt).Listen(0);
        post.Say(0, Quantity.Tilt, 0.3);
        post.Say(100, Quantity.Tilt, 31);
        post.Say(101.5, Quantity.Tilt, 0.4);
        post.Pass(3600);

        post.Announced.ShouldBeEmpty();
    }

    [Fact]
    public void A_sensor_that_reports_the_tilt_once_and_then_nothing_has_a_finding_after_two_seconds()
    {
        var post = new Post(Tilt).Listen(0);
        post.Say(0, Quantity.Tilt, 0.3);
        post.Say(100, Quantity.Tilt, 22.4);
        post.Pass(101.9);
        post.Announced.ShouldBeEmpty();
        post.Pass(140);

        var opened = post.Announced.ShouldHaveSingleItem();
        opened.SeenAt.ShouldBe(At(102));
        opened.Change.State.Since.ShouldBe(At(100));
        opened.Change.State.Key.ShouldBe(new FindingKey("tilt", "tilt", Problems.CoverMoved));
        opened.Change.State.Score.ShouldBe(0.7467f, 0.001f);
        opened.Change.State.Threshold.ShouldBe(0.5f);
        opened.Change.Ruling.Judgement!.Asked.ShouldBe("tilt ≥ 15° for 2 s");
        opened.Change.Ruling.Judgement.Found.ShouldBe("tilt 22.4° for 2 s, 15° for 2 s allowed");
        opened.Readings.Select(point => point.Value).ShouldBe([0.3, 22.4]);
    }

    [Fact]
    public void A_cover_that_lies_again_for_a_minute_clears_it_and_one_that_rocks_does_not()
    {
        var post = new Post(Tilt).Listen(0);
        post.Say(0, Quantity.Tilt, 20);
        post.Say(10, Quantity.Tilt, 12); // between clear and limit: still tilted
        post.Say(300, Quantity.Tilt, 2);
        post.Say(330, Quantity.Tilt, 14);
        post.Say(400, Quantity.Tilt, 1);
        post.Pass(1000);

        post.Steps("tilt").ShouldBe([(FindingStep.Opened, 2), (FindingStep.Cleared, 460)]);
        post.Announced[1].Change.State.Incident.ShouldBe(post.Announced[0].Change.State.Incident);
        post.Announced[1].Change.State.Sequence.ShouldBe(2);
        post.Announced[1].Change.Ruling.Judgement!.Found.ShouldBe("tilt 1° again, below 10° for 1 min");
    }

    [Fact]
    public void Readings_that_come_again_change_nothing()
    {
        var (once, again) = (new Post(Tilt).Listen(0), new Post(Tilt).Listen(0));
        foreach (var (second, tilt) in new[] { (0, 0.3), (50, 22.0), (51, 1.0), (60, 24.0), (100, 2.0), (130, 1.5), (500, 0.5) })
        {
            once.Say(second, Quantity.Tilt, tilt);
            again.Say(second, Quantity.Tilt, tilt);
            again.Arrive(second + 0.2, Reading(second, Quantity.Tilt, tilt));
        }

        again.Steps("tilt").ShouldBe(once.Steps("tilt"));
        again.Sensor.Series(Quantity.Tilt).ShouldBe(once.Sensor.Series(Quantity.Tilt));
    }

    [Fact]
    public void A_late_reading_that_shows_the_cover_level_makes_the_waiting_begin_again()
    {
        var post = new Post(Tilt with { For = TimeSpan.FromSeconds(60) }).Listen(0);
        post.Say(0, Quantity.Tilt, 20);
        post.Say(30, Quantity.Tilt, 25);
        post.Arrive(40, Reading(15, Quantity.Tilt, 1)); // a vehicle at 0 s, another at 30 s
        post.Pass(89);
        post.Announced.ShouldBeEmpty();
        post.Pass(91);

        post.Steps("tilt").ShouldBe([(FindingStep.Opened, 90)]);
        post.Announced[0].Change.State.Since.ShouldBe(At(30));
        post.Announced[0].Readings.Select(point => point.Value).ShouldBe([20, 1, 25]);
    }

    [Fact]
    public void A_late_alarm_opens_nothing_when_the_cover_is_known_to_lie_again()
    {
        var post = new Post(Tilt).Listen(0);
        post.Say(100, Quantity.Tilt, 0.5);
        post.Arrive(110, Reading(10, Quantity.Tilt, 40), Reading(50, Quantity.Tilt, 41));
        post.Pass(1000);

        post.Announced.ShouldBeEmpty();
        post.Sensor.Series(Quantity.Tilt).Select(point => point.Value).ShouldBe([40, 41, 0.5]);
    }

    [Fact]
    public void What_a_sensor_could_not_measure_neither_opens_nor_clears()
    {
        var post = new Post(Tilt).Listen(0);
        post.Say(0, Quantity.Tilt, double.NaN);
        post.Say(10, Quantity.Tilt, 30);
        post.Say(20, Quantity.Tilt, double.NaN);
        post.Pass(200);

        post.Steps("tilt").ShouldBe([(FindingStep.Opened, 12)]);
        post.Sensor.Status().State.ShouldBe(SensorStates.Faulty);
    }
}
