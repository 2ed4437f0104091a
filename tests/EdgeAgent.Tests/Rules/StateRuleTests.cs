using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Findings;
using EdgeWatch.EdgeAgent.Options;
using EdgeWatch.EdgeAgent.Stages;
using static EdgeWatch.EdgeAgent.Tests.Rules.Street;

namespace EdgeWatch.EdgeAgent.Tests.Rules;

public sealed class StateRuleTests
{
    private static readonly RuleOptions Overflow = new()
    {
        Rule = "state",
        Problem = Problems.BinOverflow,
        Classes = ["overflow"],
        Hits = 3,
        Looks = 5,
        ClearAfter = TimeSpan.FromMinutes(1),
    };

    private static readonly EdgeAgent.Detectors.Box Bin = Box(0.4f, 0.4f);

    [Fact]
    public void Three_of_five_looks_open_it_once()
    {
        var street = new Street(Overflow);
        street.Look(See("overflow", Bin));
        street.Look();
        street.Look(See("overflow", Bin));
        street.Look();
        street.Announced.ShouldBeEmpty();
        street.Look(See("overflow", Bin));
        street.LookFor(TimeSpan.FromMinutes(10), See("overflow", Bin));

        var finding = street.Announced.ShouldHaveSingleItem();
        finding.Step.ShouldBe(FindingStep.Opened);
        finding.State.Since.ShouldBe(Begin + TimeSpan.FromSeconds(10));
        finding.Ruling.Judgement.ShouldBe(new Judgement
        {
            Rule = "state", Zone = "lane", LooksFor = 3, LooksAgainst = 2, Dwell = TimeSpan.FromSeconds(40), Asked = "overflow in 3 of 5 looks",
        });
    }

    [Fact]
    public void Riders_taken_for_refuse_at_ever_other_places_are_no_heap_of_refuse()
    {
        var street = new Street(Overflow);
        for (var look = 0; look < 30; look++)
            street.Look(See("overflow", Box(0.1f + 0.27f * (look % 3), 0.2f + 0.25f * (look % 2))));

        // Each place comes round once in six looks: never three times in five.
        street.Announced.ShouldBeEmpty();
    }

    [Fact]
    public void A_riders_luggage_is_the_riders_and_no_refuse()
    {
        var street = new Street(Overflow);
        street.LookFor(TimeSpan.FromMinutes(5), See("overflow", Bin, 0.7f), See("motorcycle", new(0.36f, 0.35f, 0.52f, 0.56f), 0.8f));

        street.Announced.ShouldBeEmpty();
    }

    [Fact]
    public void A_van_that_stands_before_the_bin_does_not_clear_it()
    {
        var street = new Street(Overflow);
        street.LookFor(TimeSpan.FromMinutes(2), See("overflow", Bin));
        street.LookFor(TimeSpan.FromMinutes(10), See("truck", new(0.3f, 0.3f, 0.6f, 0.7f)));
        street.LookFor(TimeSpan.FromMinutes(2), See("overflow", Bin));
        street.Steps.ShouldBe([FindingStep.Opened]);
        street.LookFor(TimeSpan.FromMinutes(3));

        street.Steps.ShouldBe([FindingStep.Opened, FindingStep.Cleared]);
    }

    [Fact]
    public void Riders_taken_for_refuse_elsewhere_do_not_hold_an_emptied_place()
    {
        var street = new Street(Overflow);
        street.LookFor(TimeSpan.FromMinutes(2), See("overflow", Bin));
        street.LookFor(TimeSpan.FromMinutes(10), i => i % 4 == 3 ? [] : [See("overflow", Box(0.25f + 0.2f * (i % 3), 0.6f))]);

        street.Steps.ShouldBe([FindingStep.Opened, FindingStep.Cleared]);
    }

    [Fact]
    public void Looks_from_before_a_long_gap_are_not_counted()
    {
        var street = new Street(Overflow);
        street.Look(See("overflow", Bin));
        street.Look(See("overflow", Bin));
        street.Look(Visibility.Clear, TimeSpan.FromHours(3), See("overflow", Bin));
        street.Announced.ShouldBeEmpty();
        street.Look(See("overflow", Bin));
        street.Look(See("overflow", Bin));

        street.Announced.ShouldHaveSingleItem().Ruling.Judgement!.Gaps.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void A_flash_in_two_looks_is_no_finding()
    {
        var street = new Street(Overflow);
        street.Look(See("overflow", Bin));
        street.Look(See("overflow", Bin));
        street.LookFor(TimeSpan.FromMinutes(10));

        street.Announced.ShouldBeEmpty();
        street.All.Select(finding => finding.Step).ShouldContain(FindingStep.Dismissed);
    }

    [Fact]
    public void Scores_below_the_threshold_do_not_count()
    {
        var street = new Street(Overflow);
        street.LookFor(TimeSpan.FromMinutes(10), See("overflow", Bin, 0.45f));

        street.Announced.ShouldBeEmpty();
    }

    [Fact]
    public void A_score_that_trembles_about_the_threshold_does_not_open_and_clear_in_turn()
    {
        var street = new Street(Overflow);
        street.LookFor(TimeSpan.FromHours(1), i => [See("overflow", Bin, i % 12 < 6 ? 0.51f : 0.49f)]);

        street.Steps.ShouldBe([FindingStep.Opened]);
    }

    [Fact]
    public void It_clears_when_the_bin_was_emptied_and_opens_anew_when_it_is_full_again()
    {
        var street = new Street(Overflow);
        street.LookFor(TimeSpan.FromMinutes(2), See("overflow", Bin));
        street.LookFor(TimeSpan.FromMinutes(3), See("garbage_bin", Bin));
        street.LookFor(TimeSpan.FromMinutes(2), See("overflow", Bin));

        street.Steps.ShouldBe([FindingStep.Opened, FindingStep.Cleared, FindingStep.Opened]);
        street.Announced[2].State.Incident.ShouldNotBe(street.Announced[0].State.Incident);
        street.Announced[2].State.Sequence.ShouldBe(1);
    }

    [Fact]
    public void One_blurry_look_does_not_clear_it_and_many_do_not_either()
    {
        var street = new Street(Overflow);
        street.LookFor(TimeSpan.FromMinutes(2), See("overflow", Bin));
        for (var i = 0; i < 100; i++)
            street.Blind();
        street.Look(See("overflow", Bin));

        street.Steps.ShouldBe([FindingStep.Opened]);
    }

    [Fact]
    public void A_restart_does_not_open_it_again_and_can_clear_it()
    {
        var before = new Street(Overflow);
        before.LookFor(TimeSpan.FromMinutes(2), See("overflow", Bin));
        var open = before.Announced.ShouldHaveSingleItem().State;

        var after = new Street(Overflow, open);
        after.LookFor(TimeSpan.FromMinutes(5), See("overflow", Bin));
        after.Announced.ShouldBeEmpty();
        after.LookFor(TimeSpan.FromMinutes(3));

        var cleared = after.Announced.ShouldHaveSingleItem();
        (cleared.Step, cleared.State.Incident, cleared.State.Sequence).ShouldBe((FindingStep.Cleared, open.Incident, 2));
    }

    [Fact]
    public void A_much_clearer_look_updates_it_but_rarely()
    {
        var street = new Street(Overflow);
        street.LookFor(TimeSpan.FromMinutes(1), See("overflow", Bin, 0.6f));
        street.LookFor(TimeSpan.FromMinutes(3), See("overflow", Bin, 0.9f));
        street.Steps.ShouldBe([FindingStep.Opened], "five minutes of rest after an announcement");
        street.LookFor(TimeSpan.FromHours(1), See("overflow", Bin, 0.9f));

        street.Steps.ShouldBe([FindingStep.Opened, FindingStep.Updated]);
        street.Announced[1].State.Score.ShouldBe(0.9f);
        street.Announced[1].State.Sequence.ShouldBe(2);
    }

    [Fact]
    public void What_stays_for_hours_says_so_now_and_then_and_not_for_ever()
    {
        var street = new Street(Overflow);
        street.LookFor(TimeSpan.FromDays(14), See("overflow", Bin));

        street.Announced.Count.ShouldBe(31);
        street.Announced[^1].State.Sequence.ShouldBe(31);
    }
}
