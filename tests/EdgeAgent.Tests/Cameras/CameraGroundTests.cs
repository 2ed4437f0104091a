using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Cameras;
using EdgeWatch.EdgeAgent.Options;
using EdgeWatch.Geography.Coordinates;

namespace EdgeWatch.EdgeAgent.Tests.Cameras;

/// <summary>A camera 5 m above a street that looks north along it: what stands d metres ahead and a metres to the right is seen at (0.5 + 0.9 a/d, 0.25 + 4/d).</summary>
public class CameraGroundTests
{
    private static readonly Wgs84 Pole = new(118.58, 24.81, 0);

    private static Wgs84 At(double ahead, double aside) => new(
        Pole.Lon + (aside / (Wgs84.MetresPerDegree * Math.Cos(double.DegreesToRadians(Pole.Lat)))), Pole.Lat + (ahead / Wgs84.MetresPerDegree), 0);

    private static (double X, double Y) Seen(double ahead, double aside) => (0.5 + (0.9 * aside / ahead), 0.25 + (4 / ahead));

    private static GroundPointOptions Point(double ahead, double aside) => new()
    {
        X = Seen(ahead, aside).X, Y = Seen(ahead, aside).Y, Lon = At(ahead, aside).Lon, Lat = At(ahead, aside).Lat, ErrorRadius = 0.05,
    };

    internal static GroundPointOptions[] Kerbs { get; } = [Point(8, -3), Point(8, 3), Point(15, -4), Point(20, 5), Point(40, -6), Point(40, 6)];

    private static Subject Box(double ahead, double aside, float score = 0.8f)
    {
        var (x, y) = Seen(ahead, aside);
        return new Subject("bag", score, (float)x - 0.02f, (float)y - 0.05f, (float)x + 0.02f, (float)y);
    }

    [Theory]
    [InlineData(10, 2)]
    [InlineData(25, -4)]
    [InlineData(35, 0)]
    public void A_box_stands_where_its_foot_is_within_an_error_that_grows_with_the_distance(double ahead, double aside)
    {
        var ground = CameraGround.Of(Kerbs).Ground.ShouldNotBeNull();

        var place = ground.PlaceOf([Box(ahead, aside)]).ShouldNotBeNull();

        (place.System, place.From).ShouldBe((CoordinateSystems.Wgs84, "calibration"));
        new Wgs84(place.Lon, place.Lat, 0).DistanceTo(At(ahead, aside)).ShouldBeLessThan(place.ErrorRadius);
        place.ErrorRadius.ShouldBeInRange(1, 30);
        ground.PlaceOf([Box(38, aside)])!.ErrorRadius.ShouldBeGreaterThan(place.ErrorRadius);
    }

    [Fact]
    public void Of_several_subjects_the_clearest_says_where()
    {
        var ground = CameraGround.Of(Kerbs).Ground.ShouldNotBeNull();

        ground.PlaceOf([Box(30, 0, 0.6f), Box(10, 2, 0.9f)]).ShouldBe(ground.PlaceOf([Box(10, 2)]));
    }

    [Fact]
    public void What_shows_no_foot_or_nothing_at_all_has_no_place()
    {
        var ground = CameraGround.Of(Kerbs).Ground.ShouldNotBeNull();

        ground.PlaceOf([]).ShouldBeNull();
        ground.PlaceOf([new Subject("bag", 0.8f, 0.4f, 0.8f, 0.5f, 1)]).ShouldBeNull("it is cut off by the lower edge");
        ground.PlaceOf([new Subject("bag", 0.8f, 0.4f, 0.1f, 0.5f, 0.2f)]).ShouldBeNull("it is in the sky");
    }

    [Fact]
    public void Points_in_GCJ_02_give_the_same_ground()
    {
        var shifted = Kerbs.Select(point => Gcj02.FromWgs84(point.Lon, point.Lat) is var (lon, lat) ? point with { Lon = lon, Lat = lat, System = CoordinateSystems.Gcj02 } : point).ToArray();

        var place = CameraGround.Of(shifted).Ground!.PlaceOf([Box(20, 1)])!;

        new Wgs84(place.Lon, place.Lat, 0).DistanceTo(At(20, 1)).ShouldBeLessThan(place.ErrorRadius);
    }

    [Fact]
    public void Points_on_one_line_are_refused_with_what_to_do_and_no_points_are_no_mistake()
    {
        CameraGround.Of([Point(8, 2), Point(15, 2), Point(20, 2), Point(40, 2)]).Refusal.ShouldNotBeNull().ShouldContain("left and right");
        CameraGround.Of([]).ShouldBe((null, null));
    }
}
