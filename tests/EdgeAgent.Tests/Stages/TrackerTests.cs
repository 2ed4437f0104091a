using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.EdgeAgent.Settings;
using EdgeWatch.EdgeAgent.Stages;
using static EdgeWatch.EdgeAgent.Tests.Rules.Street;

namespace EdgeWatch.EdgeAgent.Tests.Stages;

public sealed class TrackerTests
{
    private static readonly ScoreThresholds Half = new([], new Dictionary<string, float>(), TimeZoneInfo.Utc);
    private readonly Tracker _tracker = new();
    private TimeSpan _observed;

    [Fact]
    public void A_thing_that_stays_keeps_its_id_although_its_box_trembles()
    {
        var random = new Random(1);
        var first = Look(See("car", Box(0.4f, 0.4f)))[0];
        for (var i = 0; i < 100; i++)
            Look(See("car", Box(0.4f + 0.02f * random.NextSingle(), 0.4f + 0.02f * random.NextSingle())))[0].ShouldSatisfyAllConditions(
                track => track.Id.ShouldBe(first.Id), track => track.Stand.ShouldBe(0));
    }

    [Fact]
    public void A_thing_elsewhere_is_another_thing()
    {
        Look(See("car", Box(0.2f, 0.4f)));
        var tracks = Look(See("car", Box(0.6f, 0.4f)));

        tracks.Count.ShouldBe(2);
        tracks.Single(track => track.Seen).Id.ShouldNotBe(tracks.Single(track => !track.Seen).Id);
    }

    [Fact]
    public void A_thing_that_creeps_on_has_not_stood_all_the_time()
    {
        Track last = null!;
        for (var i = 0; i < 20; i++)
            last = Look(See("car", Box(0.2f + 0.02f * i, 0.4f)))[0];

        last.Id.ShouldBe(1);
        last.Stand.ShouldBeGreaterThan(2);
    }

    [Fact]
    public void A_weak_detection_carries_a_track_on_and_begins_none()
    {
        Look(See("car", Box(0.4f, 0.4f), 0.3f)).ShouldBeEmpty();
        Look(See("car", Box(0.4f, 0.4f), 0.8f));
        Look(See("car", Box(0.4f, 0.4f), 0.3f))[0].ShouldSatisfyAllConditions(track => track.Seen.ShouldBeTrue(), track => track.Score.ShouldBe(0.3f));
        Look(See("car", Box(0.4f, 0.4f), 0.2f))[0].Seen.ShouldBeFalse();
    }

    [Fact]
    public void A_van_that_is_once_taken_for_a_truck_stays_one_thing_and_a_van()
    {
        for (var i = 0; i < 5; i++)
            Look(See("van", Box(0.4f, 0.4f)));
        var track = Look(See("truck", Box(0.4f, 0.4f)))[0];

        (track.Id, track.Class, track.Latest.Class).ShouldBe((1L, "van", "truck"));
    }

    [Fact]
    public void A_thing_hidden_for_half_a_minute_is_known_again_and_after_two_it_is_forgotten()
    {
        Look(See("car", Box(0.4f, 0.4f)));
        for (var i = 0; i < 3; i++)
            Look();
        Look(See("car", Box(0.4f, 0.4f)))[0].Id.ShouldBe(1);
        for (var i = 0; i < 12; i++)
            Look();
        Look(See("car", Box(0.4f, 0.4f)))[0].Id.ShouldBe(2);
    }

    [Fact]
    public void Two_things_side_by_side_do_not_change_places()
    {
        var (left, right) = (new Box(0.30f, 0.4f, 0.42f, 0.5f), new Box(0.38f, 0.4f, 0.50f, 0.5f));
        Look(See("car", left), See("car", right));
        var tracks = Look(See("car", right, 0.9f), See("car", left, 0.7f));

        tracks.ShouldAllBe(track => track.Seen);
        tracks[0].Box.ShouldBe(left);
        tracks[1].Box.ShouldBe(right);
    }

    private IReadOnlyList<Track> Look(params Detection[] seen)
    {
        _observed += TimeSpan.FromSeconds(10);
        return _tracker.Update(seen, new Moment(Begin + _observed, _observed, TimeSpan.Zero), Half);
    }
}
