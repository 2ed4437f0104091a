using EdgeWatch.Evaluation.Events;
using static EdgeWatch.EdgeWatch.Tests.Evaluation.Events.Truths;

namespace EdgeWatch.EdgeWatch.Tests.Evaluation.Events;

public sealed class EventReportTests
{
    [Theory]
    [InlineData(0, 2.9957)]
    [InlineData(1, 4.7439)]
    [InlineData(3, 7.7537)]
    [InlineData(10, 16.9622)]
    public void The_bound_on_what_was_seen_so_often_is_that_of_the_tables(int seen, double bound) => PoissonBound.Upper(seen).ShouldBe(bound, 1e-4);

    [Fact]
    public void Precision_counts_false_and_duplicates_against_the_true_and_recall_the_missed()
    {
        var report = new EventReport(["test@0"],
        [
            Played(Clip(CarInTheBay(9, 15), Overflow(4, 9)), 60, 60, Car(10, cleared: 11), Car(12)),
            Played(Clip(), 60, 60, Bin(30)),
        ]);

        (report.True, report.Wrong, report.Missed).ShouldBe((1, 2, 1));
        report.Precision.ShouldBe(1 / 3.0);
        report.Recall.ShouldBe(0.5);
        report.Mistakes().Count().ShouldBe(3);
    }

    [Fact]
    public void The_rate_of_false_candidates_is_taken_over_the_clips_on_which_nothing_happens_and_shows_its_arithmetic()
    {
        var quiet = new EventReport([], [Played(Clip(), 60, 60, Bin(30)), Played(Clip(), 30, 30), Played(Clip(CarInTheBay(9, 15)), 600, 600, Bin(5))]).Quiet;

        quiet.PerCameraDay.ShouldBe(1 / (90 / 86400.0), 1e-9);
        quiet.UpperPerCameraDay.ShouldBe(4.7439 / (90 / 86400.0), 1);
        quiet.Lines().First().ShouldBe("1 false in 1.5 min of 2 clips on which nothing happens = 1 / 0.0010 camera-days = 960 per camera-day.");
    }

    [Fact]
    public void Rounds_of_a_clip_lengthen_the_time_looked_at_but_not_what_the_bound_rests_on()
    {
        var quiet = new EventReport([], [Played(Clip(), 60, 3600)]).Quiet;

        quiet.PerCameraDay.ShouldBe(0);
        quiet.UpperPerCameraDay.ShouldBe(2.9957 * 1440, 1);
        quiet.Lines().ShouldContain(line => line.Contains("only 1.0 min of that are different pictures", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_false_in_every_round_is_one_mistake_in_precision_and_many_in_the_rate()
    {
        var report = new EventReport([], [Played(Clip(), 60, 180, Bin(30, 40), Bin(90, 100), Bin(150))]);

        (report.Wrong, report.Quiet.False, report.Quiet.FalseOnce).ShouldBe((1, 3, 1));
    }

    [Fact]
    public void Figures_and_Markdown_name_what_was_measured_and_leave_out_what_cannot_be_said()
    {
        var report = new EventReport(["street@0123456789ab"], [Played(Clip(CarInTheBay(9, 15)), 60, 60, Car(10))]);

        report.Figures().Select(figure => figure.Name).ShouldContain("eval.events.precision");
        report.Figures().Select(figure => figure.Name).ShouldNotContain("eval.events.falsePerCameraDay");
        report.ToMarkdown().ShouldContain("| street.mp4 | 1.00 min | 1.00 min | 60 | 1 | 1 | – | – | – | 1.0 s | 1.0 s |");
        report.ToMarkdown().ShouldContain("Precision 1 / (1 + 0) = 1.000, recall 1 / (1 + 0) = 1.000.");
    }
}
