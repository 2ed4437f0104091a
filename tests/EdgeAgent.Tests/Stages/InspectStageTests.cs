using EdgeWatch.EdgeAgent.Stages;
using EdgeWatch.EdgeAgent.Settings;
using EdgeWatch.EdgeAgent.Tests.Rules;
using EdgeWatch.EdgeAgent.Views;
using EdgeWatch.Ingest.Video;
using EdgeWatch.Tests.Shared;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeWatch.EdgeAgent.Tests.Stages;

public sealed class InspectStageTests
{
    private static readonly CameraRuntimeSettings Settings = Street.Camera(Street.Zone("lane")) with { AcceptViewAfter = TimeSpan.FromMinutes(30) };

    private readonly ViewWatch _watch = new("gate-3", TestMetrics.Create(), NullLogger<ViewWatch>.Instance);
    private readonly InspectStage _inspect;
    private CameraRuntimeSettings _inForce = Settings;
    private DateTimeOffset _now = Street.Begin;
    private View _view;

    public InspectStageTests() => _inspect = new(TestMetrics.Create(), _watch);

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
        _watch.Report.Fault!.ShouldContain("Check the zones");
    }

    [Fact]
    public async Task A_lens_that_stays_dirty_is_a_fault_of_the_camera()
    {
        await LearnAsync();
        for (var i = 0; i < 60; i++)
            await LookAsync(at => Pictures.Textured(at, contrast: 0.2f, noise: 1));

        _watch.Report.IsBlind.ShouldBeTrue();
        _watch.Report.Fault.ShouldBe("its picture has lost most of its detail since 2026-03-02 08:06:50Z. Clean the lens, or focus it");
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
    public async Task A_camera_that_looks_elsewhere_was_moved_and_its_new_view_is_learnt_in_the_end_but_not_in_silence()
    {
        await LearnAsync();
        var seen = new List<Visibility>();
        for (var i = 0; i < 200; i++)
            seen.Add(await LookAsync(at => Pictures.Textured(at, seed: 2, noise: 3)));

        seen.Take(3).ShouldAllBe(visibility => visibility == Visibility.Clear, "a lorry may stand before it for a look or two");
        seen[3].ShouldBe(Visibility.Moved);
        seen.IndexOf(Visibility.Clear, 3).ShouldBeInRange(175, 185);
        _view.Unconfirmed.ShouldBeTrue();
        _view.Epoch.ShouldBe(1);
        _watch.Report.IsBlind.ShouldBeFalse();
        _watch.Report.Fault!.ShouldContain("Check the zones");
    }

    [Fact]
    public async Task A_camera_in_the_wind_was_not_moved()
    {
        await LearnAsync();
        for (var i = 0; i < 30; i++)
            (await LookAsync(at => Pictures.Textured(at, noise: 3, right: i % 5 - 2, down: i % 3 - 1))).ShouldBe(Visibility.Clear);

        _view.State.ShouldBe(ViewState.Usual);
    }

    [Theory]
    [InlineData(13, 0)]
    [InlineData(-10, 6)]
    [InlineData(0, -8)]
    public async Task A_camera_knocked_aside_says_so_and_by_how_much(int right, int down)
    {
        await LearnAsync();
        for (var i = 0; i < 5; i++)
            await LookAsync(at => Pictures.Textured(at, noise: 3, right: right, down: down));

        _view.State.ShouldBe(ViewState.Moved);
        _view.Shift.X.ShouldBe(right / 320f, 0.003f);
        _view.Shift.Y.ShouldBe(down / 180f, 0.004f);
        _watch.Report.IsBlind.ShouldBeTrue();
        _watch.Report.Since.ShouldBe(_now - TimeSpan.FromSeconds(40));
        _watch.Report.Fault!.ShouldStartWith("its picture has been shifted by ");
        (await LookAsync(at => Pictures.Textured(at, noise: 3))).ShouldBe(Visibility.Clear, "turned back");
        _watch.Report.ShouldBe(new ViewReport(false, _now, null));
    }

    [Fact]
    public async Task Zones_drawn_anew_confirm_the_view_of_a_camera_that_was_moved()
    {
        await LearnAsync();
        for (var i = 0; i < 10; i++)
            await LookAsync(at => Pictures.Textured(at, noise: 3, right: 14));
        _inForce = Settings with { Revision = 1 };
        (await LookAsync(at => Pictures.Textured(at, noise: 3, right: 14))).ShouldBe(Visibility.Moved, "other settings say nothing of the view");
        _inForce = Settings with { Revision = 2, Zones = [Street.Zone("lane") with { Name = "drawn anew" }, Street.Zone("kerb")] };

        (await LookAsync(at => Pictures.Textured(at, noise: 3, right: 14))).ShouldBe(Visibility.Clear);
        _watch.Report.Fault.ShouldBeNull();
        (_view.Epoch, _view.Unconfirmed).ShouldBe((1, false));
    }

    [Fact]
    public async Task A_camera_that_is_carried_about_judges_nothing()
    {
        var seen = new List<Visibility>();
        for (var i = 0; i < 40; i++)
            seen.Add(await LookAsync(at => Pictures.Textured(at, seed: i / 2 + (i % 7), noise: 3)));

        seen.Skip(8).ShouldAllBe(visibility => visibility == Visibility.Unsteady);
        _watch.Report.Fault!.ShouldStartWith("no two looks show the same view");
    }

    [Fact]
    public async Task Lamps_that_turn_light_and_dark_about_do_not_move_a_camera()
    {
        await LearnAsync();
        for (var i = 0; i < 60; i++)
            (await LookAsync(at => Pictures.Textured(at, contrast: -0.8f, noise: 3))).ShouldBe(Visibility.Clear);

        _view.State.ShouldBe(ViewState.Usual);
        _view.Epoch.ShouldBe(0);
    }

    [Fact]
    public void Inspecting_a_look_allocates_nothing()
    {
        var (grid, usual) = (new LumaGrid(), new UsualView());
        using var frame = Pictures.Textured(_now, noise: 3);
        Allocations.Least(() =>
        {
            for (var i = 0; i < 30; i++)
            {
                grid.Measure(frame);
                usual.Compare(grid, _now += TimeSpan.FromSeconds(10), TimeSpan.FromDays(1));
            }
        }).ShouldBe(0);
    }

    private async Task LearnAsync()
    {
        for (var i = 0; i < 40; i++)
            (await LookAsync(at => Pictures.Textured(at, noise: 3))).ShouldBe(Visibility.Clear);
    }

    private async Task<Visibility> LookAsync(Func<DateTimeOffset, Frame> draw)
    {
        _now += TimeSpan.FromSeconds(10);
        using var look = new Look(draw(_now), _inForce, 0);
        var visibility = (await _inspect.RunAsync(look, CancellationToken.None))!.Visibility;
        _view = look.View;
        return visibility;
    }
}
