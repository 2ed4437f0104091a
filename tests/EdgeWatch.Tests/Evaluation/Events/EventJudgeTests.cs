using EdgeWatch.Evaluation.Events;
using static EdgeWatch.EdgeWatch.Tests.Evaluation.Events.Truths;

namespace EdgeWatch.EdgeWatch.Tests.Evaluation.Events;

public sealed class EventJudgeTests
{
    [Fact]
    public void An_event_that_opens_when_it_is_due_is_true_and_its_delay_counts_from_then()
    {
        var judged = EventJudge.Judge(Clip(CarInTheBay(9, 15)), [Car(10.5)]);

        (judged.Found, judged.Named, judged.IsRight).ShouldBe((1, 1, true));
        judged.Delays.ShouldBe([1.5]);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(16)]
    public void An_event_that_opens_too_early_or_too_late_is_false_and_its_problem_missed(double at)
    {
        var judged = EventJudge.Judge(Clip(CarInTheBay(9, 15)), [Car(at)]);

        judged.False.Single().Reason.ShouldBe("due from 9 to 15 s");
        judged.Missed.Count().ShouldBe(1);
        judged.Delays.ShouldBeEmpty();
    }

    [Fact]
    public void An_event_where_the_truth_names_nothing_is_false()
    {
        var judged = EventJudge.Judge(Clip(CarInTheBay(9, 15)), [Car(10), Bin(10)]);

        (judged.Found, judged.False.Single().Opened.What).ShouldBe((1, "bin-overflow in bins"));
    }

    [Fact]
    public void A_second_event_for_one_problem_is_a_duplicate()
    {
        var judged = EventJudge.Judge(Clip(CarInTheBay(9, 30)), [Car(10, cleared: 18), Car(20)]);

        (judged.Found, judged.Duplicates.Single().Opened.At, judged.IsRight).ShouldBe((1, 20, false));
    }

    [Fact]
    public void Of_two_problems_in_one_zone_each_needs_an_event_of_its_own()
    {
        var both = EventJudge.Judge(Clip(Overflow(4, 9), Overflow(16, 21)), [Bin(6, cleared: 14), Bin(18)]);
        (both.Found, both.Named, both.IsRight).ShouldBe((2, 2, true));

        var one = EventJudge.Judge(Clip(Overflow(4, 9), Overflow(16, 21)), [Bin(6, cleared: 14)]);
        (one.Found, one.Missed.Count()).ShouldBe((1, 1));
    }

    [Fact]
    public void A_problem_behind_which_the_event_before_it_is_still_open_is_neither_found_nor_missed()
    {
        var judged = EventJudge.Judge(Clip(Overflow(4, 9), Overflow(16, 21)), [Bin(6)]);

        (judged.Found, judged.Named, judged.Missed.Count()).ShouldBe((1, 1, 0));
        judged.Truths[1].Verdict.ShouldBe(TruthVerdict.StillOpen);
    }

    [Fact]
    public void Where_the_moment_is_not_known_only_what_and_where_are_compared()
    {
        var judged = EventJudge.Judge(Clip(CarInTheBay(9, 15)), [new OpenedEvent("bay", "road-occupied", At: null)]);

        judged.IsRight.ShouldBeTrue();
        judged.Delays.ShouldBeEmpty();
    }
}
