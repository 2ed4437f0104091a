using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Findings;
using EdgeWatch.EdgeAgent.Options;
using EdgeWatch.EdgeAgent.Sensors;
using EdgeWatch.Ingest.Sensors;
using static EdgeWatch.EdgeAgent.Tests.Sensors.Post;

namespace EdgeWatch.EdgeAgent.Tests.Sensors;

public sealed class ReadingRuleTests
{
    private const double Hour = 3600;

    [Fact]
    public void Water_at_the_limit_does_not_open_and_clear_in_turn()
    {
        var post = new Post(new() { Rule = "threshold", Quantity = "level", Above = 0.5, Clear = 0.3, ClearAfter = TimeSpan.FromHours(2), Problem = Problems.WaterLevel }).Listen(0);
        foreach (var (hour, level) in new[] { (0, 0.4), (1, 0.5), (2, 0.45), (3, 0.52), (4, 0.31), (5, 0.29), (6, 0.5), (7, 0.2), (8, 0.2), (9, 0.2) })
            post.Say(hour * Hour, Quantity.Level, level);

        post.Steps("threshold").ShouldBe([(FindingStep.Opened, Hour), (FindingStep.Cleared, 9 * Hour)]);
        post.Announced[0].Change.State.Score.ShouldBe(0.5f);
        post.Announced[0].Change.Ruling.Judgement!.Found.ShouldBe("level 0.5 m, below 0.5 m allowed");
    }

    [Fact]
    public void A_limit_below_warns_of_what_falls()
    {
        var post = new Post(new() { Rule = "battery" }).Listen(0);
        post.Say(0, Quantity.Battery, 60);
        post.Say(Hour, Quantity.Battery, 14); // a cold moment
        post.Say(1.5 * Hour, Quantity.Battery, 58);
        post.Say(2 * Hour, Quantity.Battery, 12);
        post.Pass(4 * Hour);

        var opened = post.Announced.Single(finding => finding.Change.State.Key.Rule == "battery");
        opened.SeenAt.ShouldBe(At(3 * Hour));
        opened.Change.Ruling.Judgement!.Asked.ShouldBe("battery ≤ 15 % for 1 h");
        opened.Change.State.Score.ShouldBe(0.5f * 88 / 85, 0.001f);
    }

    [Fact]
    public void A_second_reading_can_be_asked_for()
    {
        var post = new Post(new() { Rule = "threshold", Quantity = "open", Above = 1, Readings = 2, Problem = Problems.CoverMoved }).Listen(0);
        post.Say(0, Quantity.Open, 1);
        post.Pass(2 * Hour);
        post.Announced.ShouldBeEmpty();
        post.Say(2.1 * Hour, Quantity.Open, 1);

        post.Steps("threshold").ShouldBe([(FindingStep.Opened, 2.1 * Hour)]);
    }

    [Fact]
    public void A_distance_over_a_bin_becomes_its_fill_level_by_the_mounting()
    {
        var post = new Post(new() { Rule = "fill" }, settings => settings with { Mounting = new Mounting(1.3, 1.0) }).Listen(0);
        post.Say(0, Quantity.Distance, 1.25);
        post.Say(Hour, Quantity.Distance, 0.40);
        post.Say(2.5 * Hour, Quantity.Distance, 0.38);
        post.Say(3 * Hour, Quantity.Distance, 1.9); // beyond the floor: the sensor's own error
        post.Say(4 * Hour, Quantity.Distance, 1.2);

        post.Steps("fill").ShouldBe([(FindingStep.Opened, 2 * Hour), (FindingStep.Cleared, 4 * Hour)]);
        post.Sensor.Series(Quantity.FillLevel).Select(point => point.Value).ShouldBe([5, 90, 92, null, 10]);
        post.Sensor.Latest(Quantity.Level)!.Value.Value.ShouldBe(0.1, 1e-9);
    }

    [Fact]
    public void Water_that_rises_fast_is_found_before_it_is_high()
    {
        var post = new Post(new() { Rule = "rate", Quantity = "level", Above = 0.2, Over = TimeSpan.FromHours(2), Problem = Problems.WaterLevel }).Listen(0);
        foreach (var (hour, level) in new[] { (0, 0.1), (1, 0.12), (2, 0.3), (2.9, 0.55), (4, 0.56), (5, 0.56), (6, 0.55) })
            post.Say(hour * Hour, Quantity.Level, level);

        // At 2.9 h: 0.43 m in 1.9 h; at 4 h: 0.26 m in 2 h.
        post.Steps("rate").ShouldBe([(FindingStep.Opened, 2.9 * Hour), (FindingStep.Cleared, (4 * Hour) + 60)]);
        post.Announced[0].Change.Ruling.Judgement!.Found.ShouldBe("change of level 0.226 m/h, below 0.2 m/h allowed");
    }

    [Fact]
    public void A_sensor_that_says_the_same_for_long_is_stuck_and_one_that_cannot_measure_too()
    {
        var post = new Post(new() { Rule = "stuck", Quantity = "distance", For = TimeSpan.FromHours(5), Readings = 4 }).Listen(0);
        for (var hour = 0; hour < 8; hour++)
            post.Say(hour * Hour, Quantity.Distance, 0.811);
        post.Sensor.Status().State.ShouldBe(SensorStates.Faulty);
        post.Say(8 * Hour, Quantity.Distance, 0.812);
        for (var hour = 9; hour < 16; hour++)
            post.Say(hour * Hour, Quantity.Distance, double.NaN);
        post.Say(16 * Hour, Quantity.Distance, 0.7);

        post.Steps("stuck").Where(step => step.Step != FindingStep.Updated).ShouldBe([(FindingStep.Opened, 5 * Hour), (FindingStep.Cleared, 8 * Hour), (FindingStep.Opened, 14 * Hour), (FindingStep.Cleared, 16 * Hour)]);
        post.Announced.Where(finding => finding.Change.Step == FindingStep.Opened).Select(finding => finding.Change.Ruling.Judgement!.Found)
            .ShouldBe(["distance 0.811 m in 6 readings for 5 h", "distance cannot be measured in 6 readings for 5 h"]);
        post.Sensor.Status().State.ShouldBe(SensorStates.Live);
    }

    [Fact]
    public void A_history_that_comes_late_but_in_order_is_judged_in_its_own_time()
    {
        var post = new Post(new() { Rule = "threshold", Quantity = "level", Above = 0.5, ClearAfter = TimeSpan.FromMinutes(30), Problem = Problems.WaterLevel }).Listen(0);
        post.Say(0, Quantity.Level, 0.1);
        post.Arrive(10 * Hour, [.. new[] { (2, 0.6), (3, 0.7), (4, 0.2), (5, 0.1) }.Select(one => Reading(one.Item1 * Hour, Quantity.Level, one.Item2))]);

        post.Steps("threshold").ShouldBe([(FindingStep.Opened, 2 * Hour), (FindingStep.Cleared, 5 * Hour)]);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(500)]
    [InlineData(2000)]
    public void A_series_is_thinned_to_its_limit_and_keeps_every_extreme(int readings)
    {
        var (series, random) = (new ReadingSeries(Quantity.Level, TimeSpan.FromDays(30)), new Random(readings));
        var (least, greatest) = (double.MaxValue, double.MinValue);
        for (var i = 0; i < readings; i++)
        {
            var value = Math.Round(random.NextDouble() * 10, 2);
            (least, greatest) = (Math.Min(least, value), Math.Max(greatest, value));
            series.Add(Reading(i, Quantity.Level, value)).ShouldBeTrue();
            series.Add(Reading(i, Quantity.Level, value)).ShouldBeFalse();
            if (i > 60 && i % 7 == 0)
                series.Add(Reading(i - 30.5, Quantity.Level, 5)).ShouldBeTrue();
        }

        var points = series.ToPoints();
        points.Count.ShouldBeLessThanOrEqualTo(ContractLimits.Readings);
        points.Select(point => point.At).ShouldBeInOrder();
        points.Min(point => point.Value).ShouldBe(least);
        points.Max(point => point.Value).ShouldBe(greatest);
        points[^1].At.ShouldBe(At(readings - 1));
    }
}
