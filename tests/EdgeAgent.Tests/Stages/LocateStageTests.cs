using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.EdgeAgent.Settings;
using EdgeWatch.EdgeAgent.Stages;
using static EdgeWatch.EdgeAgent.Tests.Rules.Street;

namespace EdgeWatch.EdgeAgent.Tests.Stages;

public sealed class LocateStageTests
{
    [Theory]
    [InlineData(0.45f, 0.45f, 0.55f, 0.55f, true, "wholly inside")]
    [InlineData(0.45f, 0.05f, 0.55f, 0.30f, true, "a lorry stands in it, its load above")]
    [InlineData(0.18f, 0.70f, 0.38f, 0.85f, true, "half of it hangs over the edges")]
    [InlineData(0.10f, 0.60f, 0.25f, 0.95f, false, "only a corner reaches in")]
    [InlineData(0.45f, 0.75f, 0.55f, 0.99f, false, "it stands before the zone and only its roof covers it")]
    public void A_thing_lies_where_it_touches_the_ground_or_where_half_of_it_is(float x1, float y1, float x2, float y2, bool inside, string why) =>
        Locate(Zone("lane"), new Box(x1, y1, x2, y2)).ShouldHaveSingleItem().Inside.ShouldBe(inside, why);

    [Fact]
    public void A_thing_that_does_not_touch_the_zone_is_not_there() => Locate(Zone("lane"), new Box(0.85f, 0.1f, 0.95f, 0.9f)).ShouldBeEmpty();

    [Fact]
    public void The_share_of_the_zone_that_a_thing_hides_is_known() =>
        Locate(Zone("lane"), new Box(0.2f, 0.2f, 0.5f, 0.8f)).ShouldHaveSingleItem().Cover.ShouldBe(0.5f, 0.001f);

    [Fact]
    public void A_zone_need_not_be_convex()
    {
        // A "U" open at the top: what stands in its mouth is not in it.
        var zone = new Zone("u", new Polygon(new(0, 0), new(0.3f, 0), new(0.3f, 0.7f), new(0.7f, 0.7f), new(0.7f, 0), new(1, 0), new(1, 1), new(0, 1)));
        Locate(zone, new Box(0.4f, 0.2f, 0.6f, 0.6f)).ShouldBeEmpty();
        Locate(zone, new Box(0.4f, 0.75f, 0.6f, 0.95f)).ShouldHaveSingleItem().Inside.ShouldBeTrue();
        zone.Polygon.Area.ShouldBe(0.72f, 0.0001f);
        zone.Polygon.Overlap(new Box(0, 0, 1, 1)).ShouldBe(0.72f, 0.0001f);
    }

    [Fact]
    public void Overlaps_agree_with_counting_points()
    {
        var random = new Random(5);
        for (var round = 0; round < 200; round++)
        {
            // A star about the middle: no angle between two corners exceeds 180 degrees, so no edge crosses another.
            var count = 5 + random.Next(6);
            var corners = Enumerable.Range(0, count)
                .Select(i => (Angle: (i + random.NextDouble()) / count * 2 * Math.PI, Radius: 0.1 + 0.4 * random.NextDouble()))
                .Select(at => new Corner((float)(0.5 + at.Radius * Math.Cos(at.Angle)), (float)(0.5 + at.Radius * Math.Sin(at.Angle)))).ToArray();
            var polygon = new Polygon(corners);
            var (x, y) = (random.NextSingle() * 0.7f, random.NextSingle() * 0.7f);
            var box = new Box(x, y, x + 0.3f, y + 0.3f);
            var inside = 0;
            for (var i = 0; i < 10_000; i++)
                inside += polygon.Contains(x + 0.3f * (i % 100 + 0.5f) / 100, y + 0.3f * (i / 100 + 0.5f) / 100) ? 1 : 0;

            polygon.Overlap(box).ShouldBe(inside / 10_000f * box.Area, 0.003f);
        }
    }

    [Fact]
    public void A_polygon_of_two_corners_is_refused() => Should.Throw<ArgumentException>(() => new Polygon(new Corner(0, 0), new Corner(1, 1))).Message.ShouldContain("2 corners");

    private static IReadOnlyList<ZonedTrack> Locate(Zone zone, Box box)
    {
        using var look = new Look(Pictures.Flat(100, Begin), Camera(zone), 0);
        var track = new Track { Id = 1, Class = "car", Latest = See("car", box), Seen = true, Stand = 0 };
        var tracks = new FrameTracks(look, Visibility.Clear, new Moment(Begin, TimeSpan.Zero, TimeSpan.Zero), [track]);
        return new LocateStage().RunAsync(tracks, CancellationToken.None).AsTask().GetAwaiter().GetResult()!.In(zone.Id).Things;
    }
}
