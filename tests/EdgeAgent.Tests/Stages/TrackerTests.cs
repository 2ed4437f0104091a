using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.EdgeAgent.Stages;
using EdgeWatch.Ingest.Video;
using static EdgeWatch.EdgeAgent.Tests.Rules.Street;

namespace EdgeWatch.EdgeAgent.Tests.Stages;

public sealed class TrackerTests
{
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

    [Fact]
    public void Another_vehicle_in_the_same_place_is_another_thing_although_its_box_is_the_same()
    {
        var seen = Enumerable.Range(1, 12).Select(vehicle => LookAt(Scenery.Empty.With(vehicle)).Single(track => track.Seen).Id).ToArray();

        // One strange look alone changes nothing, two in a row do.
        seen.GroupBy(id => id).ShouldAllBe(looks => looks.Count() <= 2);
    }

    [Fact]
    public void A_vehicle_that_takes_the_place_of_one_that_stood_there_begins_to_stand_then()
    {
        for (var i = 0; i < 5; i++)
            LookAt(Scenery.Empty.With(1))[0].Id.ShouldBe(1);
        LookAt(Scenery.Empty.With(2));
        for (var i = 0; i < 5; i++)
            LookAt(Scenery.Empty.With(2)).Single(track => track.Seen).Id.ShouldBe(2);
    }

    [Fact]
    public void A_parked_car_stays_one_thing_when_lamps_and_dusk_change_its_light()
    {
        for (var i = 0; i < 40; i++)
        {
            var (dusk, lamp) = (1 - i * 0.02f, i >= 20 ? 0.8f : 0);
            LookAt(Scenery.Empty.With(1).Lit((column, _, luma) => luma * (dusk + lamp * column / Pictures.Width)))[0].ShouldSatisfyAllConditions(
                track => track.Id.ShouldBe(1), track => track.Stand.ShouldBe(0));
        }
    }

    [Fact]
    public void A_parked_car_stays_one_thing_when_headlights_sweep_over_it_or_somebody_passes()
    {
        LookAt(Scenery.Empty.With(1));
        LookAt(Scenery.Empty.With(1).Lit((_, _, _) => 235))[0].Id.ShouldBe(1);
        LookAt(Scenery.Empty.With(1))[0].Id.ShouldBe(1);
        LookAt(Scenery.Empty.With(1).With(5, new Box(0.35f, 0.2f, 0.58f, 0.9f)))[0].Id.ShouldBe(1);
        LookAt(Scenery.Empty.With(1))[0].Id.ShouldBe(1);
    }

    [Fact]
    public void A_parked_car_is_known_again_when_the_lorry_that_hid_it_for_half_a_minute_is_gone()
    {
        LookAt(Scenery.Empty.With(1));
        for (var i = 0; i < 3; i++)
            LookAt(Scenery.Empty.With(2));
        LookAt(Scenery.Empty.With(1)).Single(track => track.Seen).Id.ShouldBe(1);
        LookAt(Scenery.Empty.With(1)).Single(track => track.Seen).Id.ShouldBe(1);
    }

    [Fact]
    public void The_trembling_of_a_box_is_no_other_thing()
    {
        var random = new Random(2);
        for (var i = 0; i < 50; i++)
        {
            var (x, y) = (0.06f * (random.NextSingle() - 0.5f), 0.06f * (random.NextSingle() - 0.5f));
            var box = new Box(Scenery.Bay.X1 + x, Scenery.Bay.Y1 + y, Scenery.Bay.X2 - y, Scenery.Bay.Y2 + x);
            LookAt(Scenery.Empty.With(1), box).ShouldHaveSingleItem().Id.ShouldBe(1);
        }
    }

    private IReadOnlyList<Track> Look(params Detection[] seen) => Look(Pictures.Dot(Begin), seen);

    /// <summary>A look at scenery in which a car is detected.</summary>
    private IReadOnlyList<Track> LookAt(Scenery scenery, Box? box = null) => Look(scenery.Draw(), See("car", box ?? Scenery.Bay));

    private IReadOnlyList<Track> Look(Frame frame, params Detection[] seen)
    {
        _observed += TimeSpan.FromSeconds(10);
        using var look = new Look(frame, Camera(), 0);
        return _tracker.Update(seen, new Moment(Begin + _observed, _observed, TimeSpan.Zero), look);
    }
}
