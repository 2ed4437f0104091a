using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Findings;
using EdgeWatch.EdgeAgent.Options;
using EdgeWatch.EdgeAgent.Settings;
using EdgeWatch.EdgeAgent.Stages;
using static EdgeWatch.EdgeAgent.Tests.Rules.Street;

namespace EdgeWatch.EdgeAgent.Tests.Rules;

public sealed class OccupancyRuleTests
{
    private static readonly RuleOptions Parked = new()
    {
        Rule = "occupancy",
        Problem = Problems.RoadOccupied,
        Classes = ["car", "truck"],
        Dwell = TimeSpan.FromMinutes(2),
        ClearAfter = TimeSpan.FromMinutes(1),
    };

    [Fact]
    public void A_car_that_stands_for_the_dwell_time_is_one_finding()
    {
        var street = new Street(Parked);
        street.LookFor(TimeSpan.FromMinutes(10), See("car", Box(0.4f, 0.4f)));

        var finding = street.Announced.ShouldHaveSingleItem();
        finding.Step.ShouldBe(FindingStep.Opened);
        finding.State.Since.ShouldBe(Begin + TimeSpan.FromSeconds(10));
        finding.Scene.Moment.At.ShouldBe(finding.State.Since + Parked.Dwell);
        finding.Ruling.Judgement!.Dwell.ShouldBe(Parked.Dwell);
        finding.Ruling.Judgement.Gaps.ShouldBe(TimeSpan.Zero);
        finding.Ruling.Judgement.LooksAgainst.ShouldBe(0);
        finding.Ruling.Judgement.Asked.ShouldBe("one of car, truck for 00:02:00 in 70 % of the looks");
    }

    [Fact]
    public void Cars_that_pass_are_not_parked()
    {
        var street = new Street(Parked);
        var places = new Random(7);
        street.LookFor(TimeSpan.FromHours(1), _ => [.. Enumerable.Range(0, 3).Select(_ => See("car", Box(0.2f + 0.5f * places.NextSingle(), 0.2f + 0.5f * places.NextSingle())))]);

        street.Announced.ShouldBeEmpty();
    }

    [Fact]
    public void A_car_that_creeps_forward_in_a_jam_is_not_parked()
    {
        var street = new Street(Parked);
        street.LookFor(TimeSpan.FromMinutes(4), i => [See("car", Box(0.2f + i * 0.02f, 0.4f))]);

        street.Announced.ShouldBeEmpty();
    }

    [Fact]
    public void A_car_outside_the_zone_is_nobodys_business()
    {
        var street = new Street(Parked);
        street.LookFor(TimeSpan.FromMinutes(10), See("car", Box(0.05f, 0.05f)));

        street.Announced.ShouldBeEmpty();
    }

    [Fact]
    public void A_look_or_two_that_miss_the_car_do_not_begin_the_dwell_anew()
    {
        var street = new Street(Parked);
        street.LookFor(TimeSpan.FromMinutes(4), i => i % 5 == 4 ? [] : [See("car", Box(0.4f, 0.4f))]);

        street.Steps.ShouldBe([FindingStep.Opened]);
        street.Announced[0].Ruling.Judgement!.LooksAgainst.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void A_car_seen_in_half_of_the_looks_misses_the_hit_ratio()
    {
        var street = new Street(Parked);
        street.LookFor(TimeSpan.FromMinutes(20), i => i % 2 == 0 ? [] : [See("car", Box(0.4f, 0.4f))]);

        street.Announced.ShouldBeEmpty();
    }

    [Fact]
    public void A_gap_pauses_the_dwell_and_is_reported()
    {
        var street = new Street(Parked);
        street.LookFor(TimeSpan.FromMinutes(1), See("car", Box(0.4f, 0.4f)));
        street.Look(Visibility.Clear, TimeSpan.FromMinutes(30), See("car", Box(0.4f, 0.4f)));
        street.Announced.ShouldBeEmpty("half an hour without a look proves nothing");
        street.LookFor(TimeSpan.FromMinutes(2), See("car", Box(0.4f, 0.4f)));

        var judgement = street.Announced.ShouldHaveSingleItem().Ruling.Judgement!;
        judgement.Dwell.ShouldBe(Parked.Dwell);
        judgement.Gaps.ShouldBe(TimeSpan.FromMinutes(30));
    }

    [Fact]
    public void Blind_looks_count_neither_for_nor_against()
    {
        var street = new Street(Parked);
        street.LookFor(TimeSpan.FromMinutes(1), See("car", Box(0.4f, 0.4f)));
        street.Blind();
        street.LookFor(TimeSpan.FromMinutes(1), See("car", Box(0.4f, 0.4f)));

        var judgement = street.Announced.ShouldHaveSingleItem().Ruling.Judgement!;
        judgement.LooksBlind.ShouldBe(1);
        judgement.LooksAgainst.ShouldBe(0);
    }

    [Fact]
    public void It_clears_when_the_car_has_been_gone_for_long_enough_and_not_before()
    {
        var street = new Street(Parked);
        street.LookFor(TimeSpan.FromMinutes(3), See("car", Box(0.4f, 0.4f)));
        var gone = street.Now;
        street.LookFor(TimeSpan.FromMinutes(3));

        street.Steps.ShouldBe([FindingStep.Opened, FindingStep.Cleared]);
        street.Announced[1].State.Incident.ShouldBe(street.Announced[0].State.Incident);
        street.Announced[1].State.Sequence.ShouldBe(2);
        (street.Announced[1].Scene.Moment.At - gone).ShouldBeInRange(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(70));
    }

    [Fact]
    public void A_bus_that_hides_the_car_for_half_a_minute_does_not_clear_it()
    {
        var street = new Street(Parked);
        street.LookFor(TimeSpan.FromMinutes(3), See("car", Box(0.4f, 0.4f)));
        street.LookFor(TimeSpan.FromSeconds(30));
        street.LookFor(TimeSpan.FromMinutes(10), See("car", Box(0.4f, 0.4f)));

        street.Steps.ShouldBe([FindingStep.Opened]);
    }

    [Fact]
    public void A_bus_that_stands_before_the_car_for_minutes_does_not_clear_it()
    {
        var street = new Street(Parked);
        street.LookFor(TimeSpan.FromMinutes(3), See("car", Box(0.4f, 0.4f)));
        street.LookFor(TimeSpan.FromMinutes(1), See("bus", new(0.3f, 0.3f, 0.6f, 0.7f)));
        street.LookFor(TimeSpan.FromMinutes(3), See("car", Box(0.4f, 0.4f)));

        street.Steps.ShouldBe([FindingStep.Opened]);
        street.LookFor(TimeSpan.FromMinutes(3));
        street.Steps.ShouldBe([FindingStep.Opened, FindingStep.Cleared]);
    }

    [Fact]
    public void One_blurred_hour_does_not_clear_it()
    {
        var street = new Street(Parked);
        street.LookFor(TimeSpan.FromMinutes(3), See("car", Box(0.4f, 0.4f)));
        for (var i = 0; i < 360; i++)
            street.Blind();

        street.Steps.ShouldBe([FindingStep.Opened]);
    }

    [Fact]
    public void Traffic_past_an_empty_bay_does_not_keep_the_finding_open()
    {
        var street = new Street(Parked);
        street.LookFor(TimeSpan.FromMinutes(3), See("car", Box(0.4f, 0.4f)));
        var places = new Random(3);
        street.LookFor(TimeSpan.FromMinutes(10), _ => [See("car", Box(0.2f + 0.5f * places.NextSingle(), 0.2f + 0.5f * places.NextSingle()))]);

        street.Steps.ShouldBe([FindingStep.Opened, FindingStep.Cleared]);
    }

    [Fact]
    public void A_second_car_that_stays_when_the_first_leaves_keeps_the_finding_open()
    {
        var street = new Street(Parked);
        var (first, second) = (See("car", Box(0.3f, 0.4f)), See("truck", Box(0.6f, 0.4f)));
        street.LookFor(TimeSpan.FromMinutes(3), first);
        street.LookFor(TimeSpan.FromMinutes(3), first, second);
        street.LookFor(TimeSpan.FromMinutes(10), second);

        street.Steps.ShouldBe([FindingStep.Opened]);
    }

    [Fact]
    public void A_restart_does_not_open_it_again_and_can_clear_it()
    {
        var before = new Street(Parked);
        before.LookFor(TimeSpan.FromMinutes(3), See("car", Box(0.4f, 0.4f)));
        var open = before.Announced.ShouldHaveSingleItem().State;

        var after = new Street(Parked, open);
        after.Look(Visibility.Clear, TimeSpan.FromMinutes(5), See("car", Box(0.41f, 0.4f)));
        after.LookFor(TimeSpan.FromMinutes(10), See("car", Box(0.41f, 0.4f)));
        after.Announced.ShouldBeEmpty();
        after.LookFor(TimeSpan.FromMinutes(3));

        var cleared = after.Announced.ShouldHaveSingleItem();
        cleared.Step.ShouldBe(FindingStep.Cleared);
        cleared.State.Incident.ShouldBe(open.Incident);
        cleared.State.Sequence.ShouldBe(open.Sequence + 1);
        cleared.State.Since.ShouldBe(open.Since);
        cleared.Ruling.Judgement!.Dwell.ShouldBeGreaterThan(open.Dwell);
    }

    [Fact]
    public void Looks_come_more_often_while_it_is_unsettled()
    {
        var street = new Street(Parked);
        street.Look();
        street.Schedule.Cadence.ShouldBe(TimeSpan.FromSeconds(10));
        street.LookFor(TimeSpan.FromSeconds(30), See("car", Box(0.4f, 0.4f)));
        street.Schedule.Cadence.ShouldBe(TimeSpan.FromSeconds(2), "suspected");
        street.LookFor(TimeSpan.FromMinutes(2), See("car", Box(0.4f, 0.4f)));
        street.Schedule.Cadence.ShouldBe(TimeSpan.FromSeconds(10), "open: settled");
        street.Look();
        street.Schedule.Cadence.ShouldBe(TimeSpan.FromSeconds(2), "perhaps gone");
        street.LookFor(TimeSpan.FromMinutes(2));
        street.Schedule.Cadence.ShouldBe(TimeSpan.FromSeconds(10), "cleared: settled");
    }

    [Fact]
    public void The_threshold_of_the_hour_decides_what_counts()
    {
        var night = new ScoreThresholds([new("car", 0.9f, 7, 9), new("car", 0.5f)], new Dictionary<string, float>(), TimeZoneInfo.Utc);
        var street = new Street(Camera(Zone("lane", Parked)) with { Thresholds = night });
        street.LookFor(TimeSpan.FromMinutes(59.5), See("car", Box(0.4f, 0.4f)));
        street.Announced.ShouldBeEmpty("0.8 does not count between seven and nine");
        street.LookFor(TimeSpan.FromMinutes(10), See("car", Box(0.4f, 0.4f)));

        street.Steps.ShouldBe([FindingStep.Opened]);
        street.Announced[0].Ruling.Threshold.ShouldBe(0.5f);
        street.Announced[0].State.Since.Hour.ShouldBe(9);
    }
}
