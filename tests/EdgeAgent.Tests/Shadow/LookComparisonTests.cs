using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.EdgeAgent.Shadow;
using static EdgeWatch.EdgeAgent.Tests.Rules.Street;

namespace EdgeWatch.EdgeAgent.Tests.Shadow;

public sealed class LookComparisonTests
{
    private static readonly HashSet<string> Classes = ["car", "bin"];

    [Fact]
    public void Boxes_of_one_class_that_overlap_by_half_are_one_thing()
    {
        var (here, near, apart) = (new Box(0.1f, 0.1f, 0.3f, 0.3f), new Box(0.1f, 0.1f, 0.3f, 0.22f), new Box(0.1f, 0.1f, 0.3f, 0.19f));

        Compare([See("car", here)], [See("car", near)]).ShouldHaveSingleItem().ShouldBe(new ComparedBox("car", SeenBy.Both, 0.8f, 0.5f, here, near));
        Compare([See("car", here)], [See("car", apart)]).Select(box => box.By).ShouldBe([SeenBy.Main, SeenBy.Shadow]);
        Compare([See("car", here)], [See("bin", here)]).Select(box => (box.Class, box.By)).ShouldBe([("car", SeenBy.Main), ("bin", SeenBy.Shadow)]);
    }

    [Fact]
    public void What_is_below_its_own_models_threshold_does_not_count_on_either_side()
    {
        var box = Box(0.1f, 0.1f);

        Compare([See("car", box, 0.49f)], [See("car", box, 0.59f)]).ShouldBeEmpty();
        Compare([See("car", box, 0.51f)], [See("car", box, 0.59f)]).ShouldHaveSingleItem().By.ShouldBe(SeenBy.Main);
        Compare([See("car", box, 0.49f)], [See("car", box, 0.61f)]).ShouldHaveSingleItem().By.ShouldBe(SeenBy.Shadow);
    }

    [Fact]
    public void Each_box_is_matched_once_and_with_the_one_that_fits_best()
    {
        var (first, second) = (new Box(0.1f, 0.1f, 0.3f, 0.3f), new Box(0.12f, 0.1f, 0.32f, 0.3f));

        var boxes = Compare([See("car", first, 0.9f), See("car", second, 0.8f)], [See("car", second, 0.95f)]);

        boxes.Select(box => (box.By, box.Score, box.Other)).ShouldBe([(SeenBy.Main, 0.8f, null), (SeenBy.Both, 0.9f, second)]);
    }

    [Fact]
    public void Only_classes_that_both_know_are_compared_and_the_strongest_difference_comes_first()
    {
        var boxes = Compare([See("person", Box(0.5f, 0.5f)), See("car", Box(0.1f, 0.1f), 0.6f)], [See("bin", Box(0.7f, 0.1f), 0.9f)]);

        boxes.Select(box => box.Class).ShouldBe(["bin", "car"]);
        boxes[0].Strength.ShouldBe(0.75f, 0.001f);
        boxes[1].Strength.ShouldBe(0.2f, 0.001f);
    }

    [Fact]
    public void A_tally_counts_by_camera_and_class_and_says_how_far_two_models_agree()
    {
        var tally = new ComparisonTally(7, [new ClassCount("a", "car", 1, 0, 0)]);
        tally.Add("a", Compare([See("car", Box(0.1f, 0.1f)), See("car", Box(0.5f, 0.5f))], [See("car", Box(0.1f, 0.1f))]));
        tally.Add("b", Compare([], [See("bin", Box(0.1f, 0.1f))]));

        tally.Looks.ShouldBe(9);
        tally.Counts.ShouldBe([new ClassCount("a", "car", 2, 1, 0), new ClassCount("b", "bin", 0, 0, 1)]);
        tally.Counts[0].Agreement.ShouldBe(2 / 3.0);
    }

    private static IReadOnlyList<ComparedBox> Compare(Detection[] main, Detection[] shadow) =>
        LookComparison.Of(new Sight(main, _ => 0.5f), new Sight(shadow, _ => 0.6f), Classes);
}
