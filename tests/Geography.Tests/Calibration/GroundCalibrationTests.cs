using EdgeWatch.Geography.Calibration;
using EdgeWatch.Geography.Coordinates;

namespace EdgeWatch.Geography.Tests.Calibration;

public sealed class GroundCalibrationTests
{
    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    public void Exact_points_give_the_exact_ground(int count)
    {
        var calibration = Solve([.. Street.Marks.Take(count).Select(mark => Street.Point(mark))]);

        calibration.Residuals.ShouldAllBe(residual => residual < 1e-6);
        calibration.Misfit.ShouldBe(1);
        foreach (var (east, north) in new[] { (2.0, 20.0), (-3, 30), (0, 60) })
        {
            var (x, y) = Street.Project(east, north);
            calibration.ToGround(x / Street.Width, y / Street.Height, 0)!.Value.DistanceTo(Street.Plane.FromPlane(east, north)).ShouldBeLessThan(1e-4);
        }
    }

    [Fact]
    public void The_true_place_lies_within_the_error_radius_in_some_95_of_100()
    {
        var random = new Random(7);
        var (inside, all, stretch) = (0, 0, 0.0);
        foreach (var count in new[] { 4, 5, 6, 8 })
        {
            for (var round = 0; round < 100; round++)
            {
                var calibration = Solve([.. Street.Marks.Take(count).Select(mark => Street.Point(mark, () => Gauss(random) * 2))]);
                foreach (var (east, north) in new[] { (2.0, 20.0), (-3, 30), (0, 50) })
                {
                    var (x, y) = Street.Project(east, north);
                    var found = calibration.ToGround((x + (Gauss(random) * 3)) / Street.Width, (y + (Gauss(random) * 3)) / Street.Height, 3)!.Value;
                    var error = found.DistanceTo(Street.Plane.FromPlane(east, north));
                    inside += error <= found.ErrorRadius ? 1 : 0;
                    stretch += error / found.ErrorRadius;
                    all++;
                }
            }
        }

        ((double)inside / all).ShouldBeInRange(0.92, 0.995);
        // A radius that always held because it is huge would be worth nothing: on average the error is a good third of it.
        (stretch / all).ShouldBeInRange(0.25, 0.55);
    }

    [Fact]
    public void The_error_radius_grows_with_distance_and_with_badly_surveyed_points()
    {
        var good = Solve([.. Street.Marks.Select(mark => Street.Point(mark))]);
        var rough = Solve([.. Street.Marks.Select(mark => Street.Point(mark, errorRadius: 2))]);

        var near = Radius(good, 0, 15);
        Radius(good, 0, 40).ShouldBeGreaterThan(3 * near);
        Radius(rough, 0, 15).ShouldBeGreaterThan(near + 0.3);
    }

    [Fact]
    public void A_point_that_does_not_fit_shows_and_widens_every_radius()
    {
        var points = Street.Marks.Select(mark => Street.Point(mark)).ToArray();
        var good = Solve(points);
        points[6] = points[6] with { Place = Street.Plane.FromPlane(Street.Marks[6].East + 4, Street.Marks[6].North + 3) };
        var bad = Solve(points);

        bad.Misfit.ShouldBeGreaterThan(5);
        bad.Residuals[6].ShouldBeGreaterThan(1);
        Radius(bad, 0, 20).ShouldBeGreaterThan(3 * Radius(good, 0, 20));
    }

    [Fact]
    public void The_foot_of_a_box_is_the_middle_of_its_lower_edge_and_must_be_seen()
    {
        var calibration = Solve([.. Street.Marks.Select(mark => Street.Point(mark))]);
        var (x, y) = Street.Project(1, 25);
        var (middle, foot) = (x / Street.Width, y / Street.Height);

        calibration.FootOf(middle - 0.05, middle + 0.05, foot, 3)!.Value.DistanceTo(Street.Plane.FromPlane(1, 25)).ShouldBeLessThan(1e-4);
        calibration.FootOf(middle - 0.05, middle + 0.05, 1, 3).ShouldBeNull();
    }

    [Fact]
    public void The_sky_has_no_place_on_the_ground()
    {
        var calibration = Solve([.. Street.Marks.Select(mark => Street.Point(mark))]);

        calibration.ToGround(0.5, 0.02, 3).ShouldBeNull();
        // A hair below the horizon, at pixel row 182.5, the ground is kilometres away.
        calibration.ToGround(0.5, 183.0 / Street.Height, 3).ShouldBeNull();
    }

    [Fact]
    public void Points_that_determine_no_plane_are_refused_with_what_to_do()
    {
        Refusal([.. Street.Marks.Take(3).Select(mark => Street.Point(mark))]).ShouldContain("four are needed");
        Refusal([.. Enumerable.Range(0, 6).Select(step => Street.Point((-2 + (0.5 * step), 13 + (5.0 * step))))]).ShouldContain("nearly on one line");
        Refusal([Street.Point((-4, 13)), Street.Point((0, 13)), Street.Point((4, 13)), Street.Point((0, 40))]).ShouldContain("three of four lie on one line");
        Refusal([.. Street.Marks.Take(3).Select(mark => Street.Point(mark)), Street.Point(Street.Marks[0])]).ShouldContain("two are the same");
        Refusal([.. Street.Marks.Take(3).Select(mark => Street.Point(mark)), Street.Point(Street.Marks[3]) with { X = 1.2 }]).ShouldContain("outside the picture");
    }

    [Fact]
    public void Exchanged_places_are_noticed()
    {
        var points = Street.Marks.Take(4).Select(mark => Street.Point(mark)).ToArray();
        (points[0], points[1]) = (points[0] with { Place = points[1].Place }, points[1] with { Place = points[0].Place });

        Refusal(points).ShouldContain("two places are exchanged");
    }

    private static GroundCalibration Solve(IReadOnlyList<GroundPoint> points)
    {
        var result = GroundCalibration.Solve(points, Street.Options);
        return result.Calibration.ShouldNotBeNull(result.Refusal);
    }

    private static string Refusal(IReadOnlyList<GroundPoint> points)
    {
        var result = GroundCalibration.Solve(points, Street.Options);
        result.Calibration.ShouldBeNull();
        return result.Refusal!;
    }

    private static double Radius(GroundCalibration calibration, double east, double north)
    {
        var (x, y) = Street.Project(east, north);
        return calibration.ToGround(x / Street.Width, y / Street.Height, 3)!.Value.ErrorRadius;
    }

    private static double Gauss(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
