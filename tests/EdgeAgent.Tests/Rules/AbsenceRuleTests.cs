using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.EdgeAgent.Findings;
using EdgeWatch.EdgeAgent.Options;
using EdgeWatch.EdgeAgent.Settings;
using EdgeWatch.EdgeAgent.Stages;
using static EdgeWatch.EdgeAgent.Tests.Rules.Street;

namespace EdgeWatch.EdgeAgent.Tests.Rules;

public sealed class AbsenceRuleTests
{
    private static readonly RuleOptions Registered = new()
    {
        Rule = "absence",
        Problem = Problems.ManholeAbsent,
        Classes = ["manhole_closed"],
        Dwell = TimeSpan.FromMinutes(2),
        ClearAfter = TimeSpan.FromMinutes(1),
    };

    private static readonly Detection Cover = See("manhole_closed", new Box(0.45f, 0.45f, 0.55f, 0.55f));

    private static readonly Zone Place = new("cover", new Polygon(new(0.4f, 0.4f), new(0.6f, 0.4f), new(0.6f, 0.6f), new(0.4f, 0.6f))) { Rules = [Registered] };

    private readonly Street _street = new(Camera(Place));

    [Fact]
    public void A_cover_that_is_not_seen_for_the_dwell_time_is_absent()
    {
        _street.LookFor(TimeSpan.FromMinutes(1), Cover);
        _street.LookFor(TimeSpan.FromMinutes(10));

        var finding = _street.Announced.ShouldHaveSingleItem();
        finding.Step.ShouldBe(FindingStep.Opened);
        finding.State.Since.ShouldBe(Begin + TimeSpan.FromSeconds(70));
        finding.Ruling.Judgement!.Asked.ShouldBe("none of manhole_closed seen for 00:02:00");
    }

    [Fact]
    public void A_cover_that_is_seen_faintly_now_and_then_is_there()
    {
        _street.LookFor(TimeSpan.FromHours(1), i => i % 9 == 0 ? [Cover, See("manhole_closed", Cover.Box, 0.3f)] : []);

        _street.Announced.ShouldBeEmpty();
    }

    [Fact]
    public void A_cover_that_was_never_seen_cannot_be_missing_and_the_status_says_so()
    {
        _street.LookFor(TimeSpan.FromMinutes(10), i => i % 5 < 2 ? [Cover] : []);
        _street.Announced.ShouldBeEmpty();
        _street.Places.NotYetKnown.ShouldBe(["cover"]);
        _street.LookFor(TimeSpan.FromMinutes(1), Cover);

        _street.Places.NotYetKnown.ShouldBeNull();
    }

    [Fact]
    public void A_car_on_the_cover_is_no_absent_cover()
    {
        _street.LookFor(TimeSpan.FromMinutes(1), Cover);
        _street.LookFor(TimeSpan.FromHours(1), See("car", new Box(0.3f, 0.3f, 0.7f, 0.7f)));

        _street.Announced.ShouldBeEmpty();
    }

    [Fact]
    public void A_place_that_cannot_be_seen_proves_nothing()
    {
        _street.LookFor(TimeSpan.FromMinutes(1), Cover);
        foreach (var blind in (Visibility[])[Visibility.TooDark, Visibility.WashedOut, Visibility.Blurred, Visibility.Frozen, Visibility.Moved])
        {
            for (var i = 0; i < 30; i++)
                _street.Look(blind, TimeSpan.FromSeconds(10));
        }

        _street.Announced.ShouldBeEmpty();
    }

    [Fact]
    public void A_gap_does_not_make_it_absent()
    {
        _street.Look(Cover);
        _street.Look();
        _street.Look(Visibility.Clear, TimeSpan.FromHours(3));
        _street.Look();

        _street.Announced.ShouldBeEmpty();
    }

    [Fact]
    public void It_clears_when_the_cover_lies_there_again()
    {
        _street.LookFor(TimeSpan.FromMinutes(1), Cover);
        _street.LookFor(TimeSpan.FromMinutes(4));
        _street.LookFor(TimeSpan.FromMinutes(4), i => i % 4 == 3 ? [] : [Cover]);

        _street.Steps.ShouldBe([FindingStep.Opened, FindingStep.Cleared]);
    }

    [Fact]
    public void One_look_that_seems_to_show_the_cover_does_not_clear_it()
    {
        _street.LookFor(TimeSpan.FromMinutes(1), Cover);
        _street.LookFor(TimeSpan.FromMinutes(4));
        _street.Look(Cover);
        _street.LookFor(TimeSpan.FromMinutes(10));

        _street.Steps.ShouldBe([FindingStep.Opened]);
    }

    [Fact]
    public void A_restart_does_not_open_it_again()
    {
        _street.LookFor(TimeSpan.FromMinutes(1), Cover);
        _street.LookFor(TimeSpan.FromMinutes(4));
        var after = new Street(Camera(Place), _street.Announced[0].State);
        after.LookFor(TimeSpan.FromMinutes(10));

        after.Announced.ShouldBeEmpty();
    }

    [Fact]
    public void An_open_hole_is_judged_by_what_is_seen()
    {
        var open = Registered with { Problem = Problems.ManholeOpen, Classes = ["manhole_open"], Hits = 3, Looks = 5 };
        var street = new Street(Camera(Place with { Rules = [open, Registered] }));
        street.LookFor(TimeSpan.FromMinutes(1), Cover);
        street.LookFor(TimeSpan.FromMinutes(10), See("manhole_open", Cover.Box));
        street.LookFor(TimeSpan.FromMinutes(3), Cover);

        street.Announced.Select(finding => (finding.State.Key.Problem, finding.Step))
            .ShouldBe([(Problems.ManholeOpen, FindingStep.Opened), (Problems.ManholeOpen, FindingStep.Cleared)], "the hole explains that the cover is not seen");
        street.Announced[0].Ruling.Judgement!.Rule.ShouldBe("absence");
    }
}
