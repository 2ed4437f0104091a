using EdgeWatch.Evaluation.Scoring;

namespace EdgeWatch.EdgeWatch.Tests.Evaluation;

/// <summary>Average precision and matching, against the slow reference and against cases whose answer is known.</summary>
public sealed class ScoringTests
{
    // The ten overlaps of COCO as pycocotools has them: numpy's linspace(.5, .95, 10).
    private static readonly double[] Steps = [0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95];

    [Theory]
    [InlineData(1, 40)]
    [InlineData(2, 40)]
    [InlineData(3, 120)]
    public void Every_overlap_and_size_agrees_with_the_slow_reference_on_random_pictures(int seed, int pictures)
    {
        var random = new Random(seed);
        for (var round = 0; round < 12; round++)
        {
            var drawn = Enumerable.Range(0, pictures).Select(_ => Draw(random, 1 + round % 5)).ToArray();
            foreach (var size in SizeRange.Sizes.Prepend(SizeRange.All))
            {
                var matched = drawn.Select(picture => Match(picture, size)).ToArray();
                for (var overlap = 0; overlap < Steps.Length; overlap++)
                    Same(PrecisionCurve.Of(matched, overlap).Average(), ReferenceCoco.Ap(drawn, Steps[overlap], size.Least, size.Most));
            }
        }
    }

    [Theory]
    [InlineData(0.22f)]
    [InlineData(0.52f)]
    [InlineData(0.92f)]
    public void Precision_and_recall_at_a_threshold_are_those_of_a_detector_that_reports_nothing_below_it(float threshold)
    {
        var random = new Random(11);
        var drawn = Enumerable.Range(0, 150).Select(_ => Draw(random, 3)).ToArray();
        var boxes = drawn.Sum(picture => picture.Truths.Count(truth => !truth.Crowd));

        var score = Score.Of([.. drawn.Select(picture => Match(picture, SizeRange.All))], threshold);

        var (right, wrong) = ReferenceCoco.At(drawn, threshold);
        (score.Right, score.Taken - score.Right, score.Boxes).ShouldBe((right, wrong, boxes));
        score.Precision.ShouldBe((double)right / (right + wrong), 1e-12);
        score.Recall.ShouldBe((double)right / boxes, 1e-12);
        score.F1.ShouldBe(2 * score.Precision * score.Recall / (score.Precision + score.Recall), 1e-12);
    }

    [Fact]
    public void All_found_and_nothing_else_is_one() => Ap50([Box(10, 10, 50, 50)], (Box(10, 10, 50, 50), 0.3f)).ShouldBe(1);

    [Fact]
    public void Nothing_found_is_nought() => Ap50([Box(10, 10, 50, 50)]).ShouldBe(0);

    [Fact]
    public void Without_boxes_there_is_no_figure() => Ap50([], (Box(10, 10, 50, 50), 0.9f)).ShouldBe(double.NaN);

    [Fact]
    public void A_false_one_of_a_higher_score_halves_it() =>
        Ap50([Box(10, 10, 50, 50)], (Box(200, 200, 50, 50), 0.9f), (Box(10, 10, 50, 50), 0.8f)).ShouldBe(0.5);

    [Fact]
    public void A_false_one_of_a_lower_score_costs_nothing() =>
        Ap50([Box(10, 10, 50, 50)], (Box(10, 10, 50, 50), 0.8f), (Box(200, 200, 50, 50), 0.7f)).ShouldBe(1);

    [Fact]
    public void Of_two_detections_of_one_thing_the_second_is_false()
    {
        var score = Score.Of([Match([Box(0, 0, 100, 100)], (Box(0, 0, 100, 100), 0.9f), (Box(0, 0, 100, 96), 0.8f))], 0.5f);

        (score.Right, score.Taken).ShouldBe((1, 2));
    }

    [Fact]
    public void A_picture_without_the_thing_in_which_one_is_seen_is_a_false_look_however_many_are_seen()
    {
        var score = Score.Of(
            [
                Match([], (Box(0, 0, 50, 50), 0.9f), (Box(100, 0, 50, 50), 0.8f)),
                Match([], (Box(0, 0, 50, 50), 0.4f)),
                Match([]),
                Match([Box(0, 0, 50, 50)], (Box(300, 0, 50, 50), 0.9f)),
            ],
            0.5f);

        (score.Without, score.Fooled).ShouldBe((3, 1));
        score.FalseLooks.ShouldBe(1 / 3.0, 1e-12);
    }

    [Fact]
    public void One_of_two_found_reaches_fifty_one_of_the_hundred_and_one_recalls() =>
        Ap50([Box(0, 0, 50, 50), Box(200, 0, 50, 50)], (Box(0, 0, 50, 50), 0.9f)).ShouldBe(51.0 / 101, 1e-12);

    [Fact]
    public void Of_equal_scores_the_one_that_was_reported_first_comes_first()
    {
        var right = (Box(10, 10, 50, 50), 0.5f);
        var wrong = (Box(300, 300, 50, 50), 0.5f);

        Ap50([Box(10, 10, 50, 50)], right, wrong).ShouldBe(1);
        Ap50([Box(10, 10, 50, 50)], wrong, right).ShouldBe(0.5);
    }

    [Fact]
    public void Any_number_of_detections_in_a_crowd_is_neither_right_nor_wrong()
    {
        var crowd = new TruthBox(Box(100, 100, 400, 400), 160_000, Crowd: true);
        var real = new TruthBox(Box(0, 0, 50, 50), 2500, Crowd: false);

        var match = PictureMatch.Of(
            [Found(Box(120, 120, 60, 60), 0.9f), Found(Box(200, 200, 60, 60), 0.8f), Found(Box(0, 0, 50, 50), 0.7f)], [crowd, real], SizeRange.All);

        match.Boxes.ShouldBe(1);
        match.ByOverlap[0].Select(box => box.Outcome).ShouldBe([Outcome.Ignored, Outcome.Ignored, Outcome.Right]);
        match.ByOverlap[0][2].Truth.ShouldBe(1);
    }

    [Fact]
    public void A_real_box_is_preferred_to_a_crowd_that_fits_better()
    {
        var crowd = new TruthBox(Box(0, 0, 100, 100), 10_000, Crowd: true);
        var real = new TruthBox(Box(0, 0, 100, 70), 7000, Crowd: false);

        PictureMatch.Of([Found(Box(0, 0, 100, 100), 0.9f)], [crowd, real], SizeRange.All).ByOverlap[0].Single().ShouldBe(new MatchedBox(Outcome.Right, 1));
    }

    [Fact]
    public void Things_of_another_size_are_neither_missed_nor_false()
    {
        var small = SizeRange.Sizes[0];
        TruthBox[] truth = [new(Box(0, 0, 20, 20), 400, false), new(Box(100, 100, 200, 200), 40_000, false)];

        var match = PictureMatch.Of([Found(Box(100, 100, 200, 200), 0.9f), Found(Box(400, 0, 150, 150), 0.8f), Found(Box(0, 0, 20, 20), 0.7f), Found(Box(300, 300, 20, 20), 0.6f)], truth, small);

        match.Boxes.ShouldBe(1);
        match.ByOverlap[0].Select(box => box.Outcome).ShouldBe([Outcome.Ignored, Outcome.Ignored, Outcome.Right, Outcome.Wrong]);
    }

    [Fact]
    public void Only_the_best_hundred_of_a_class_in_a_picture_are_judged()
    {
        var rubbish = Enumerable.Range(0, 100).Select(at => Found(Box(at, 300, 10, 10), 0.9f));

        var match = PictureMatch.Of(rubbish.Append(Found(Box(0, 0, 50, 50), 0.1f)), [new(Box(0, 0, 50, 50), 2500, false)], SizeRange.All);

        match.Found.Count.ShouldBe(100);
        PrecisionCurve.Of([match], 0).Average().ShouldBe(0);
    }

    [Fact]
    public void The_overlaps_are_those_of_the_field() => Overlaps.All.Zip(Steps).ShouldAllBe(pair => Math.Abs(pair.First - pair.Second) < 1e-12);

    private static void Same(double found, double expected)
    {
        if (double.IsNaN(expected))
            found.ShouldBe(double.NaN);
        else
            found.ShouldBe(expected, 1e-6);
    }

    /// <summary>Things of all sizes, detections near them, twice over them and astray, scores in few steps so that many are equal.</summary>
    private static ReferenceCoco.Picture Draw(Random random, int crowding)
    {
        var truths = new List<ReferenceCoco.Truth>();
        var seen = new List<ReferenceCoco.Seen>();
        for (var thing = random.Next(3 * crowding); thing > 0; thing--)
        {
            var size = Math.Exp(random.NextDouble() * 4 + 2);
            var (x, y, w, h) = (random.NextDouble() * 500, random.NextDouble() * 400, size, size * (0.5 + random.NextDouble()));
            truths.Add(new(x, y, w, h, w * h * (0.6 + 0.4 * random.NextDouble()), random.Next(8) == 0));
            for (var times = random.Next(3); times > 0; times--)
            {
                double Shaken(double value, double by) => value + (random.NextDouble() - 0.5) * 0.4 * by;
                seen.Add(new(Shaken(x, w), Shaken(y, h), Shaken(w, w), Shaken(h, h), random.Next(1, 20) / 20.0));
            }
        }

        for (var astray = random.Next(2 * crowding); astray > 0; astray--)
            seen.Add(new(random.NextDouble() * 500, random.NextDouble() * 400, 5 + random.NextDouble() * 150, 5 + random.NextDouble() * 150, random.Next(1, 20) / 20.0));
        return new(truths, [.. seen.OrderBy(_ => random.Next())]);
    }

    private static MatchedPicture Match(ReferenceCoco.Picture picture, SizeRange size) => PictureMatch.Of(
        picture.Detections.Select(seen => Found(Box(seen.X, seen.Y, seen.W, seen.H), (float)seen.Score)),
        [.. picture.Truths.Select(truth => new TruthBox(Box(truth.X, truth.Y, truth.W, truth.H), truth.Area, truth.Crowd))],
        size);

    private static MatchedPicture Match(Rectangle[] truth, params (Rectangle Box, float Score)[] found) =>
        PictureMatch.Of(found.Select(box => Found(box.Box, box.Score)), [.. truth.Select(box => new TruthBox(box, box.Area, false))], SizeRange.All);

    private static double Ap50(Rectangle[] truth, params (Rectangle Box, float Score)[] found) => PrecisionCurve.Of([Match(truth, found)], 0).Average();

    private static FoundBox Found(Rectangle box, float score) => new(box, score);

    private static Rectangle Box(double x, double y, double width, double height) => new(x, y, x + width, y + height);
}
