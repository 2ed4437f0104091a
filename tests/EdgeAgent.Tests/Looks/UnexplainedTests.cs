using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Backgrounds;
using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.EdgeAgent.Findings;
using EdgeWatch.EdgeAgent.Options;
using EdgeWatch.EdgeAgent.Stages;
using EdgeWatch.EdgeAgent.Tests.Rules;
using EdgeWatch.EdgeAgent.Views;
using EdgeWatch.Tests.Shared;
using Xunit.Abstractions;

namespace EdgeWatch.EdgeAgent.Tests.Looks;

/// <summary>What stands in a zone and no model knows, and everything that only seems to.</summary>
public sealed class UnexplainedTests(ITestOutputHelper output)
{
    private static readonly RuleOptions Occupied = new()
    {
        Rule = "occupancy",
        Problem = Problems.RoadOccupied,
        Classes = ["car", KnownClasses.Unexplained],
        Dwell = TimeSpan.FromMinutes(1),
        ClearAfter = TimeSpan.FromSeconds(40),
    };

    private static readonly Box Place = new(0.42f, 0.42f, 0.56f, 0.62f);
    private static readonly TimeSpan Minutes = TimeSpan.FromMinutes(4);

    private readonly FieldCamera _camera = new(Street.Camera(Street.Zone("lane", Occupied)));
    private readonly PaintedStreet _street = new();

    [Fact]
    public async Task Goods_that_are_left_in_the_zone_are_found_after_the_dwell_time_and_cleared_when_they_are_taken_away()
    {
        await LearnAsync();
        await _camera.LookForAsync(Minutes, _street.WithGoods(Place));
        var finding = Announced().ShouldHaveSingleItem();
        await _camera.LookForAsync(Minutes, _street.Empty);

        finding.Step.ShouldBe(FindingStep.Opened);
        (finding.State.Since - Street.Begin).ShouldBe(TimeSpan.FromSeconds(250));
        finding.Ruling.Judgement!.Found.ShouldBe("unexplained object, 9 % of the zone, since 2026-03-02 08:04:10Z");
        var subject = finding.Ruling.Subjects.ShouldHaveSingleItem();
        subject.Class.ShouldBe("unexplained");
        new Box(subject.X1, subject.Y1, subject.X2, subject.Y2).IoU(Place).ShouldBeGreaterThan(0.75f);
        _camera.Steps.ShouldBe([FindingStep.Opened, FindingStep.Cleared]);
    }

    [Fact]
    public async Task Goods_stay_found_when_the_street_lamps_come_on_and_clear_when_they_are_taken_away_by_night()
    {
        await LearnAsync();
        await _camera.LookForAsync(Minutes, _street.WithGoods(Place));
        await _camera.LookForAsync(Minutes, PaintedStreet.Lamplit(_street.WithGoods(Place)), _ => [], noise: 4);
        Announced();
        _camera.Steps.ShouldBe([FindingStep.Opened], "they stand there still");
        await _camera.LookForAsync(Minutes, PaintedStreet.Lamplit(_street.Empty), _ => [], noise: 4);

        Announced();
        _camera.Steps.ShouldBe([FindingStep.Opened, FindingStep.Cleared]);
    }

    [Fact]
    public async Task A_car_that_parks_is_explained_and_what_it_hid_at_the_start_is_learnt_when_it_leaves()
    {
        var car = Street.See("car", Place);
        await _camera.LookForAsync(TimeSpan.FromSeconds(40), _street.WithGoods(Place), car);
        await LearnAsync();
        await _camera.LookForAsync(TimeSpan.FromSeconds(50), _street.WithGoods(Place), car);
        await _camera.LookForAsync(Minutes, _street.Empty);

        Announced().ShouldBeEmpty();
    }

    [Fact]
    public async Task What_stood_there_from_the_start_and_leaves_is_no_finding()
    {
        await _camera.LookForAsync(Minutes, _street.WithGoods(Place));
        await _camera.LookForAsync(Minutes, _street.Empty);
        Announced().ShouldBeEmpty("the street that comes to light is no thing");
        await _camera.LookForAsync(Minutes, _street.WithGoods(Place));

        Announced().ShouldHaveSingleItem().Step.ShouldBe(FindingStep.Opened, "and was learnt as the street");
    }

    [Fact]
    public async Task A_patch_of_sun_that_wanders_through_the_zone_is_light()
    {
        await LearnAsync();
        for (var i = 0; i < 40; i++)
            await _camera.LookForAsync(TimeSpan.FromSeconds(10), _street.Sunlit(0.3f + 0.005f * i, 0.5f));

        Announced().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_shadow_that_falls_into_the_zone_is_light()
    {
        await LearnAsync();
        await _camera.LookForAsync(Minutes, _street.Shaded(0.35f, 0.6f));

        Announced().ShouldBeEmpty();
    }

    [Fact]
    public async Task Headlights_that_stand_are_light()
    {
        await LearnAsync();
        await _camera.LookForAsync(Minutes, _street.Beam(0.5f, 0.5f));

        Announced().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_lamp_that_comes_on_at_dusk_is_light()
    {
        await LearnAsync();
        await _camera.LookForAsync(Minutes, PaintedStreet.Lamplit(_street.Empty), _ => [], noise: 4);

        Announced().ShouldBeEmpty();
    }

    [Fact]
    public async Task Rain_is_no_thing()
    {
        await LearnAsync();
        for (var i = 0; i < 24; i++)
            await _camera.LookForAsync(TimeSpan.FromSeconds(10), _street.Rain(i), _ => [], noise: 8);

        Announced().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_camera_that_trembles_by_two_pixels_sees_no_thing_and_still_finds_one()
    {
        await LearnAsync();
        for (var i = 0; i < 24; i++)
            await _camera.LookAsync(at => _street.Empty.Look(at, right: i * 3 % 5 - 2, down: i * 2 % 5 - 2));
        Announced().ShouldBeEmpty();
        for (var i = 0; i < 24; i++)
            await _camera.LookAsync(at => _street.WithGoods(Place).Look(at, right: i * 3 % 5 - 2, down: i * 2 % 5 - 2));

        Announced().ShouldHaveSingleItem().Step.ShouldBe(FindingStep.Opened);
    }

    [Fact]
    public void A_look_is_compared_and_learnt_without_allocating()
    {
        var (background, regions, look) = (new LookBackground(), new ChangeRegions(), new LookCells());
        using var frame = _street.WithGoods(Place).Look(Street.Begin);
        Allocations.Least(() =>
        {
            for (var i = 0; i < 15; i++)
            {
                look.Measure(frame, default);
                background.Compare(look, []);
                regions.Find(look, background);
                background.Learn(look);
            }
        }).ShouldBe(0);
    }

    [Fact]
    public void A_background_takes_about_a_hundred_kilobytes()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var parts = (new LookBackground(), new ChangeRegions(), new StandingChanges());
        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        GC.KeepAlive(parts);

        bytes.ShouldBeLessThanOrEqualTo(102_400);
    }

    private async Task LearnAsync()
    {
        await _camera.LookForAsync(Minutes, _street.Empty);
        Announced().ShouldBeEmpty();
    }

    private List<Finding> Announced()
    {
        output.WriteLine($"{_camera.Now:T} {_camera.Scene.Look.View.State}, {string.Join(", ", _camera.Scene.Zones[0].Things.Select(thing => $"{thing.Track.Class} {thing.Track.Box} {thing.Track.Seen}"))}");
        foreach (var finding in _camera.Announced)
            output.WriteLine($"{finding.Step} since {finding.State.Since:T}: {finding.Ruling.Judgement}");
        return _camera.Announced;
    }
}
