using EdgeWatch.EdgeAgent.Stages;
using EdgeWatch.EdgeAgent.Tests.Rules;
using EdgeWatch.Ingest.Video;

namespace EdgeWatch.EdgeAgent.Tests.Stages;

public sealed class InspectStageTests
{
    private readonly InspectStage _inspect = new(TestMetrics.Create());
    private DateTimeOffset _now = Street.Begin;

    [Fact]
    public async Task A_picture_with_detail_is_clear() => (await LookAsync(at => Pictures.Textured(at))).ShouldBe(Visibility.Clear);

    [Fact]
    public async Task A_black_picture_is_too_dark() => (await LookAsync(at => Pictures.Flat(18, at))).ShouldBe(Visibility.TooDark);

    [Fact]
    public async Task A_night_with_one_lit_lamp_is_too_dark_and_one_with_a_lit_street_is_not()
    {
        (await LookAsync(at => Pictures.Draw(at, (x, y) => (byte)(x < 20 && y < 20 ? 220 : 20)))).ShouldBe(Visibility.TooDark);
        (await LookAsync(at => Pictures.Draw(at, (x, y) => (byte)(y > 120 ? 60 + x % 20 * 5 : 22)))).ShouldBe(Visibility.Clear);
    }

    [Fact]
    public async Task A_picture_that_the_sun_has_burnt_out_is_washed_out() =>
        (await LookAsync(at => Pictures.Draw(at, (x, y) => (byte)(y < 40 ? x % 200 : 250)))).ShouldBe(Visibility.WashedOut);

    [Fact]
    public async Task A_covered_lens_is_blurred() => (await LookAsync(at => Pictures.Draw(at, (x, _) => (byte)(100 + x / 16)))).ShouldBe(Visibility.Blurred);

    [Fact]
    public async Task A_picture_with_a_tenth_of_the_usual_detail_is_blurred_and_recovers()
    {
        await LearnAsync();
        (await LookAsync(at => Pictures.Textured(at, contrast: 0.2f))).ShouldBe(Visibility.Blurred);
        (await LookAsync(at => Pictures.Textured(at, noise: 3))).ShouldBe(Visibility.Clear);
    }

    [Fact]
    public async Task Detail_that_stays_away_is_taken_as_usual_in_the_end()
    {
        await LearnAsync();
        var seen = new List<Visibility>();
        for (var i = 0; i < 200; i++)
            seen.Add(await LookAsync(at => Pictures.Textured(at, contrast: 0.2f, noise: 1)));

        seen.IndexOf(Visibility.Clear).ShouldBe(180, "half an hour at one look in ten seconds");
        seen.Skip(180).ShouldAllBe(visibility => visibility == Visibility.Clear);
    }

    [Fact]
    public async Task The_same_bits_for_five_minutes_are_a_frozen_picture()
    {
        var seen = new List<Visibility>();
        for (var i = 0; i < 40; i++)
            seen.Add(await LookAsync(at => Pictures.Textured(at)));

        seen.IndexOf(Visibility.Frozen).ShouldBe(30);
        (await LookAsync(at => Pictures.Textured(at, noise: 2))).ShouldBe(Visibility.Clear);
    }

    [Fact]
    public async Task A_camera_that_looks_elsewhere_was_moved_and_its_new_view_is_learnt_in_the_end()
    {
        await LearnAsync();
        var seen = new List<Visibility>();
        for (var i = 0; i < 200; i++)
            seen.Add(await LookAsync(at => Pictures.Textured(at, seed: 2, noise: 3)));

        seen.Take(3).ShouldAllBe(visibility => visibility == Visibility.Clear, "a lorry may stand before it for a look or two");
        seen[3].ShouldBe(Visibility.Moved);
        seen.IndexOf(Visibility.Clear, 3).ShouldBeInRange(175, 185);
    }

    [Fact]
    public async Task A_slide_show_is_not_a_camera_that_was_moved()
    {
        for (var slide = 0; slide < 60; slide++)
        {
            for (var i = 0; i < 4; i++)
                (await LookAsync(at => Pictures.Textured(at, seed: slide, noise: 3))).ShouldBe(Visibility.Clear);
        }
    }

    [Fact]
    public async Task Dusk_and_dawn_do_not_move_a_camera()
    {
        await LearnAsync();
        for (var i = 0; i < 200; i++)
        {
            var light = 1 - 0.7f * MathF.Abs(MathF.Sin(i / 60f));
            (await LookAsync(at => Pictures.Textured(at, contrast: light, noise: 3))).ShouldBe(Visibility.Clear);
        }
    }

    private async Task LearnAsync()
    {
        for (var i = 0; i < 40; i++)
            (await LookAsync(at => Pictures.Textured(at, noise: 3))).ShouldBe(Visibility.Clear);
    }

    private async Task<Visibility> LookAsync(Func<DateTimeOffset, Frame> draw)
    {
        _now += TimeSpan.FromSeconds(10);
        using var look = new Look(draw(_now), Street.Camera(), 0);
        return (await _inspect.RunAsync(look, CancellationToken.None))!.Visibility;
    }
}
