using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Backgrounds;
using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.EdgeAgent.Findings;
using EdgeWatch.EdgeAgent.Options;
using EdgeWatch.EdgeAgent.Settings;
using EdgeWatch.EdgeAgent.Stages;
using EdgeWatch.EdgeAgent.Tests.Rules;
using Xunit.Abstractions;

namespace EdgeWatch.EdgeAgent.Tests.Looks;

/// <summary>
/// A registered cover, rendered in every way in which it can be hidden without being gone, and gone. The models see nothing of it in any of them: whatever they can and
/// cannot make out, only a cover that is gone may be called so.
/// </summary>
public sealed class CoverInTheFieldTests(ITestOutputHelper output)
{
    private static readonly RuleOptions Registered = new()
    {
        Rule = "absence",
        Problem = Problems.ManholeAbsent,
        Classes = ["manhole-closed"],
        Dwell = TimeSpan.FromMinutes(2),
        ClearAfter = TimeSpan.FromMinutes(1),
    };

    private static readonly Zone Place = new("cover", new Polygon(new(0.352f, 0.705f), new(0.611f, 0.705f), new(0.611f, 1), new(0.352f, 1))) { Rules = [Registered] };
    private static readonly Detection Cover = Street.See("manhole-closed", new Box(0.402f, 0.7554f, 0.5609f, 0.9563f));
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(340);
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(6);

    private readonly FieldCamera _camera = new(Street.Camera(Place) with { AcceptViewAfter = TimeSpan.FromMinutes(7) });

    [Fact]
    public async Task A_cover_that_is_gone_is_found_and_the_finding_says_what_it_rests_on()
    {
        await LearnAsync("cover");
        await _camera.LookForAsync(Long, Still.Rendered("gone"));

        var finding = Found().ShouldHaveSingleItem();
        (finding.State.Key.Problem, finding.Step).ShouldBe((Problems.ManholeAbsent, FindingStep.Opened));
        (finding.State.Since - Street.Begin).ShouldBe(Usual + TimeSpan.FromSeconds(10));
        finding.Ruling.Judgement!.LooksFor.ShouldBe(13);
        finding.Ruling.Judgement.LooksAgainst.ShouldBe(0);
        finding.Ruling.Judgement.Found.ShouldBe("not seen since 2026-03-02 08:05:50Z; seen there in 26 looks before, last at 2026-03-02 08:05:40Z");
    }

    [Fact]
    public async Task A_hole_that_the_models_see_where_the_cover_was_is_what_its_absence_looks_like()
    {
        await LearnAsync("cover");
        await _camera.LookForAsync(Long, Still.Rendered("gone"), Street.See("manhole-open", Cover.Box));

        Found().ShouldHaveSingleItem().State.Key.Problem.ShouldBe(Problems.ManholeAbsent);
    }

    [Fact]
    public async Task A_cover_that_was_pushed_aside_is_found()
    {
        await LearnAsync("cover");
        await _camera.LookForAsync(Long, Still.Rendered("open"), Street.See("manhole-closed", new Box(0.5283f, 0.5852f, 0.6277f, 0.6889f)));

        Found().ShouldHaveSingleItem().Step.ShouldBe(FindingStep.Opened);
    }

    [Fact]
    public async Task A_cover_that_is_gone_at_night_is_found_in_the_light_of_the_lamp()
    {
        await LearnAsync("cover");
        await LearnAsync("late");
        await _camera.LookForAsync(Long, Still.Rendered("late-gone"), _ => [], noise: 6);

        Found().ShouldHaveSingleItem().Step.ShouldBe(FindingStep.Opened);
    }

    [Theory]
    [MemberData(nameof(Hidden.Covers), MemberType = typeof(Hidden))]
    public async Task A_cover_that_the_models_do_not_see_is_not_missing_while(string hidden)
    {
        await LearnAsync("cover");
        await _camera.LookForAsync(Long, Still.Rendered(hidden), _ => [], noise: 5);

        Found().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_car_that_the_models_see_on_the_cover_hides_it()
    {
        await LearnAsync("cover");
        await _camera.LookForAsync(Long, Still.Rendered("car"), Street.See("car", new Box(0.2604f, 0.4001f, 0.7689f, 1)));

        Found().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_drop_on_the_lens_over_the_cover_hides_it()
    {
        await LearnAsync("cover");
        await _camera.LookForAsync(Long, Still.Rendered("cover").Smeared(0.48f, 0.86f, 0.17f));

        Found().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_day_that_fades_into_dusk_and_night_hides_no_cover()
    {
        await LearnAsync("cover");
        var day = Still.Rendered("afternoon");
        for (var gain = 1f; gain > 0.12f; gain -= 0.04f)
            await _camera.LookForAsync(TimeSpan.FromSeconds(20), day, _ => [], gain, noise: 4);
        await _camera.LookForAsync(Long, Still.Rendered("dusk"), _ => [], noise: 6);
        await _camera.LookForAsync(Long, Still.Rendered("late"), _ => [], noise: 6);

        Found().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_cover_that_was_never_seen_cannot_be_missing()
    {
        await _camera.LookForAsync(Usual + Long, Still.Rendered("gone"));

        Found().ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_known_of_a_place_does_not_hold_in_another_view()
    {
        await LearnAsync("cover");
        await _camera.LookForAsync(TimeSpan.FromMinutes(9), Still.Rendered("knocked"));

        _camera.Scene.Look.View.Unconfirmed.ShouldBeTrue("the view was accepted after seven minutes");
        Found().ShouldBeEmpty();
    }

    private async Task LearnAsync(string name)
    {
        // The models see covers in three of four looks.
        await _camera.LookForAsync(Usual, Still.Rendered(name), i => i % 4 == 3 ? [] : [Cover]);
        Found().ShouldBeEmpty();
    }

    private List<Finding> Found()
    {
        var scene = _camera.Scene;
        output.WriteLine($"{_camera.Now:T} {scene.Visibility}, {scene.Look.View}, {(scene.Background is { } background ? PlaceCheck.See(background, Cover.Box) : null)}");
        foreach (var finding in _camera.Announced)
            output.WriteLine($"{finding.Step} {finding.State.Key.Problem} since {finding.State.Since:T}: {finding.Ruling.Judgement}");
        return _camera.Announced;
    }
}
