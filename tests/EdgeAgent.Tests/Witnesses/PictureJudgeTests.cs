using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.EdgeAgent.Settings;
using EdgeWatch.EdgeAgent.Stages;
using EdgeWatch.EdgeAgent.Witnesses;
using Shouldly;
using Xunit;

namespace EdgeWatch.EdgeAgent.Tests.Witnesses;

public sealed class PictureJudgeTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private static readonly Zone Zone = new("cover", new Polygon(new Corner(0.4f, 0.4f), new Corner(0.6f, 0.4f), new Corner(0.6f, 0.6f), new Corner(0.4f, 0.6f)));

    private static readonly Dictionary<string, ClassRates> Rates = new()
    {
        ["manhole-open"] = new ClassRates(0.8, 0.02),
        ["manhole-closed"] = new ClassRates(0.7, 0.05),
        ["overflow"] = new ClassRates(0.83, 0.04),
    };

    [Fact]
    public void An_open_hole_in_the_picture_agrees_with_the_tilted_cover()
    {
        var said = Judge(Problems.CoverMoved, See("manhole-open", 0.81f));
        said.Answer.ShouldBe(CorroborationAnswers.Agrees);
        said.Found.ShouldBe("manhole-open, score 0.81");
        said.Seen!.Class.ShouldBe("manhole-open");

        // Seen: 0.8 / 0.02 = 40; and no cover there: (1 - 0.05) / (1 - 0.7) = 3.17. One look is never worth more than 100.
        said.LikelihoodRatio.ShouldBe(100);
    }

    [Fact]
    public void A_cover_in_its_place_contradicts_the_tilted_cover()
    {
        var said = Judge(Problems.CoverMoved, See("manhole-closed", 0.81f));
        said.Answer.ShouldBe(CorroborationAnswers.Contradicts);
        said.Found.ShouldBe("manhole-closed, score 0.81; no manhole-open");
        said.LikelihoodRatio.ShouldBe((1 - 0.8) / (1 - 0.02) * 0.05 / 0.7, 1e-9);
    }

    [Fact]
    public void A_picture_without_hole_and_without_cover_says_little()
    {
        var said = Judge(Problems.CoverMoved);
        said.Answer.ShouldBe(CorroborationAnswers.CannotTell);
        said.LikelihoodRatio.ShouldBe((1 - 0.8) / (1 - 0.02) * (1 - 0.05) / (1 - 0.7), 1e-9);
    }

    [Fact]
    public void A_car_that_stands_on_the_cover_hides_it()
    {
        var said = Judge(Problems.CoverMoved, new Subject("car", 0.9f, 0.3f, 0.3f, 0.7f, 0.7f));
        said.Answer.ShouldBe(CorroborationAnswers.CannotTell);
        said.Found.ShouldBe("hidden by car");
        said.LikelihoodRatio.ShouldBe(1);
    }

    [Fact]
    public void A_car_on_the_kerb_is_what_the_kerb_sensor_meant()
    {
        Judge(Problems.RoadOccupied, new Subject("car", 0.9f, 0.3f, 0.3f, 0.7f, 0.58f)).Answer.ShouldBe(CorroborationAnswers.Agrees);
    }

    [Fact]
    public void What_lies_outside_the_zone_or_scores_below_the_threshold_is_not_seen()
    {
        Judge(Problems.BinFull, new Subject("overflow", 0.9f, 0.1f, 0.1f, 0.2f, 0.2f), See("overflow", 0.4f)).Found.ShouldBe("none of overflow, bin");
    }

    [Fact]
    public void A_dark_picture_counts_neither_way()
    {
        var said = Judge(Problems.CoverMoved, Visibility.TooDark, See("manhole-closed", 0.9f));
        said.Answer.ShouldBe(CorroborationAnswers.CannotTell);
        said.Found.ShouldBe("nothing can be told from the look: too dark");
        said.LikelihoodRatio.ShouldBe(1);
    }

    [Fact]
    public void High_water_shows_no_class_of_ours_and_is_left_to_a_person()
    {
        Judge(Problems.WaterLevel, See("car", 0.9f)).Answer.ShouldBe(CorroborationAnswers.CannotTell);
    }

    [Fact]
    public void A_model_that_was_never_measured_counts_for_little()
    {
        var judge = new PictureJudge("/agents/a/cameras/c", new ScoreThresholds([], new Dictionary<string, float>(), TimeZoneInfo.Utc), new Dictionary<string, ClassRates>());
        judge.Judge(Problems.RoadOccupied, Zone, new LookPicture([1], At, [See("car", 0.9f)], Visibility.Clear)).LikelihoodRatio.ShouldBe(5, 1e-9);
    }

    private static Subject See(string name, float score) => new(name, score, 0.45f, 0.45f, 0.55f, 0.55f);

    private static Corroboration Judge(string problem, params Subject[] subjects) => Judge(problem, Visibility.Clear, subjects);

    private static Corroboration Judge(string problem, Visibility visibility, params Subject[] subjects) =>
        new PictureJudge("/agents/a/cameras/c", new ScoreThresholds([], new Dictionary<string, float>(), TimeZoneInfo.Utc), Rates)
            .Judge(problem, Zone, new LookPicture([1], At, subjects, visibility));
}
