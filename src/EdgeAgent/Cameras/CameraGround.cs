using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Options;
using EdgeWatch.Geography.Calibration;
using EdgeWatch.Geography.Coordinates;

namespace EdgeWatch.EdgeAgent.Cameras;

/// <summary>Where on the ground a calibrated camera sees a thing.</summary>
internal sealed class CameraGround
{
    /// <summary>How <see cref="Place.From"/> names it.</summary>
    public const string From = "calibration";

    /// <summary>Errors are given in pixels of a picture of this size, whatever size a camera's has: points are clicked and boxes are found at much the same share of it.</summary>
    private static readonly CalibrationOptions Picture = new() { Width = 1280, Height = 720 };

    /// <summary>Standard deviation of a box's lower edge, in pixels of that picture.</summary>
    private const double BoxError = 4;

    /// <summary>What a thing's own extent makes uncertain: two cameras see two ends of it.</summary>
    private const double LeastError = 1;

    private readonly GroundCalibration _calibration;

    private CameraGround(GroundCalibration calibration) => _calibration = calibration;

    /// <summary>By how much the points fit worse than their errors allow; 1 where they fit, and where there are only four.</summary>
    public double Misfit => _calibration.Misfit;

    /// <summary>Calibrates from the camera's ground points. Neither ground nor refusal where it has none.</summary>
    /// <returns>The ground, or what is wrong with the points and what to do.</returns>
    public static (CameraGround? Ground, string? Refusal) Of(IReadOnlyList<GroundPointOptions> points)
    {
        if (points.Count == 0)
            return (null, null);
        var result = GroundCalibration.Solve([.. points.Select(point => new GroundPoint(point.X, point.Y, ToWgs84(point)))], Picture);
        return (result.Calibration is { } calibration ? new CameraGround(calibration) : null, result.Refusal);
    }

    /// <summary>Where the clearest of the subjects stands; null where its foot is not seen, or so near the horizon that it could be anywhere.</summary>
    public Place? PlaceOf(IReadOnlyList<Subject> subjects) =>
        subjects.MaxBy(subject => subject.Score) is { } clearest && _calibration.FootOf(clearest.X1, clearest.X2, clearest.Y2, BoxError) is { } foot
            ? new Place(foot.Lon, foot.Lat, CoordinateSystems.Wgs84, Math.Round(Math.Max(LeastError, foot.ErrorRadius), 1), From)
            : null;

    private static Wgs84 ToWgs84(GroundPointOptions point)
    {
        var (lon, lat) = point.System == CoordinateSystems.Gcj02 ? Gcj02.ToWgs84(point.Lon, point.Lat) : (point.Lon, point.Lat);
        return new Wgs84(lon, lat, point.ErrorRadius);
    }
}
