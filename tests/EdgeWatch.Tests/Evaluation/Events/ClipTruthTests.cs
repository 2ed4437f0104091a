using EdgeWatch.Demo;

namespace EdgeWatch.EdgeWatch.Tests.Evaluation.Events;

public sealed class ClipTruthTests
{
    [Fact]
    public void The_clips_of_our_own_street_say_what_is_due_and_when()
    {
        var truths = ClipTruthFile.ReadFolder(DemoClips.Folder());

        truths.Select(truth => truth.Camera).ShouldBe(["bin-corner", "lane", "manhole-street"]);
        truths[0].Expected.Select(expected => (expected.What, expected.WindowText)).ShouldBe(
            [("bin-overflow in bin", "from 11 to 34 s"), ("garbage in pavement", "from 11 to 34 s")]);
        truths.Select(truth => truth.CleanFrom).ShouldBe([49, 49, 49], "each street is clean again at its end");
        truths.Select(truth => truth.WrongBetween).ShouldBe([(12, 47), (10, 47), (10, 47)], "and shows all its problems before");
    }

    [Fact]
    public void The_crew_leaves_every_third_street_as_it_was_and_mends_what_it_is_sent_back_for()
    {
        var rota = new CrewRota();

        bool[] first = [rota.Mends(isRework: false), rota.Mends(isRework: false), rota.Mends(isRework: false)];

        first.ShouldBe([true, true, false]);
        rota.Mends(isRework: true).ShouldBeTrue();
        rota.Mends(isRework: false).ShouldBeTrue();
    }

    [Fact]
    public void Every_still_with_a_problem_is_a_problem_of_its_own_due_while_it_stands()
    {
        var truth = Read("""
            { "segments": [
                { "start_s": 0, "end_s": 4, "boxes": [{ "cls": "garbage_bin" }] },
                { "start_s": 4, "end_s": 8, "boxes": [{ "cls": "overflow" }, { "cls": "overflow" }, { "cls": "garbage" }] },
                { "start_s": 8, "end_s": 12, "boxes": [{ "cls": "overflow" }] }] }
            """);

        truth.Expected.Select(expected => (expected.What, expected.WindowText)).ShouldBe(
            [("bin-overflow in bins", "from 4 to 9 s"), ("garbage in refuse", "from 4 to 9 s"), ("bin-overflow in bins", "from 8 to 13 s")], ignoreOrder: true);
    }

    [Fact]
    public void From_the_boxes_of_every_picture_follows_what_stands_and_when_it_is_due()
    {
        // 40 s at 5 pictures a second: a car stands from 10 s on, another thing crosses.
        var frames = Enumerable.Range(0, 200).Select(i => i < 50
            ? $"""[["car", {0.1 + i * 0.015:F3}, 0.2, 0.2, 0.2]]"""
            : """[["car", 0.5, 0.7, 0.3, 0.3]]""");
        var truth = Read($$"""{ "fps": 5, "frames": [{{string.Join(",", frames)}}] }""");

        truth.Expected.Single().ShouldSatisfyAllConditions(
            standing => standing.What.ShouldBe("road-occupied in standing-1"), standing => standing.WindowText.ShouldBe("from 18 to 41.8 s"));
    }

    [Theory]
    [InlineData("cars drive through; nothing stays 10 s", true)]
    [InlineData("night traffic; nothing stays 10 s in the carriageway", false)]
    [InlineData("people walk", false)]
    public void Standing_vehicles_are_asked_for_only_where_the_truth_speaks_of_the_whole_picture(string quiet, bool asked) =>
        Read($$"""{ "zones": [], "expect": [], "quiet": ["open manhole", "{{quiet}}"] }""").Zones.Any(zone => zone.Id == "vehicles").ShouldBe(asked);

    [Fact]
    public void A_clip_says_in_which_second_of_it_a_case_was_opened()
    {
        var zero = new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
        var position = new ClipPosition(zero, LeadIn: TimeSpan.FromSeconds(6), Length: TimeSpan.FromSeconds(60));

        position.At(zero.AddSeconds(-3)).ShouldBe(57);
        position.At(zero.AddSeconds(12)).ShouldBe(12);
        position.At(zero.AddSeconds(72)).ShouldBe(12);
    }

    [Fact]
    public void A_case_that_opens_before_its_time_is_not_the_one_that_the_truth_names()
    {
        var zero = new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
        var position = new ClipPosition(zero, TimeSpan.FromSeconds(6), TimeSpan.FromSeconds(60));
        var truth = Truths.Clip(Truths.Overflow(20, 30));
        SeenCase Case(double at) => new("street", "bins", "bin-overflow", 1, zero.AddSeconds(at));

        ClipComparison.Of(truth, [Case(22)], position).IsRight.ShouldBeTrue();
        ClipComparison.Of(truth, [Case(12)], position).ShouldSatisfyAllConditions(
            early => early.Unexpected.ShouldBe(["bin-overflow in bins"]), early => early.Missing.ShouldBe(["bin-overflow in bins"]));
        ClipComparison.Of(truth, [Case(12)], played: null).IsRight.ShouldBeTrue();
    }

    [Fact]
    public void Several_stills_of_one_problem_are_one_case_whichever_of_them_opened_it()
    {
        var zero = new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
        var position = new ClipPosition(zero, TimeSpan.FromSeconds(6), TimeSpan.FromSeconds(36));
        var truth = Truths.Clip(Truths.Overflow(4, 9), Truths.Overflow(32, 37));

        var inTheLeadIn = ClipComparison.Of(truth, [new SeenCase("street", "bins", "bin-overflow", 1, zero.AddSeconds(-1))], position);
        (inTheLeadIn.Expected, inTheLeadIn.Found, inTheLeadIn.IsRight).ShouldBe((1, 1, true));
    }

    [Fact]
    public void A_second_case_of_another_still_is_right_and_one_of_the_same_still_is_a_second_one()
    {
        var zero = new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
        var position = new ClipPosition(zero, TimeSpan.FromSeconds(6), TimeSpan.FromSeconds(36));
        var truth = Truths.Clip(Truths.Overflow(4, 9), Truths.Overflow(20, 25));
        ClipComparison Of(params double[] seconds) =>
            ClipComparison.Of(truth, [.. seconds.Select((at, index) => new SeenCase("street", "bins", "bin-overflow", index, zero.AddSeconds(at)))], position);

        Of(5, 22).IsRight.ShouldBeTrue();
        Of(5, 6).Doubled.ShouldBe(["bin-overflow in bins"]);
    }

    private static ClipTruth Read(string json)
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("clip.truth.json"), json);
        return ClipTruthFile.Read(folder.File("clip.mp4"));
    }
}
