using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Stages;

namespace EdgeWatch.EdgeAgent.Witnesses;

/// <summary>What one look shows of a problem.</summary>
/// <param name="Ratio">How much likelier it is if the problem is there than if it is not; 1 where the look could not tell.</param>
/// <param name="Found">In words.</param>
/// <param name="Seen">What tells most; null where nothing was seen.</param>
/// <param name="Obstacle">Why it could not tell: one of <see cref="RecheckObstacles"/>; null where it could.</param>
internal sealed record Sight(double Ratio, string Found, Subject? Seen = null, string? Obstacle = null)
{
    /// <summary>Where answers begin to mean something: below it, and above its inverse, a look could not tell.</summary>
    private const double Telling = 2;

    public bool Shows => Obstacle is null && Ratio >= Telling;

    public bool ShowsAllWell => Obstacle is null && Ratio <= 1 / Telling;

    public static Sight Hindered(string obstacle, string found, Subject? seen = null) => new(1, found, seen, obstacle);

    /// <summary>Of a look in which nothing can be seen.</summary>
    public static Sight Of(Visibility visibility)
    {
        var (obstacle, words) = visibility switch
        {
            Visibility.TooDark => (RecheckObstacles.Dark, "too dark"),
            Visibility.WashedOut => (RecheckObstacles.WashedOut, "washed out by light"),
            Visibility.Blurred => (RecheckObstacles.Blurred, "blurred"),
            Visibility.Frozen => (RecheckObstacles.Frozen, "the picture is frozen"),
            Visibility.Moved => (RecheckObstacles.Moved, "the camera looks elsewhere than where the zone was drawn"),
            _ => (RecheckObstacles.Moved, "the camera does not hold still"),
        };
        return Hindered(obstacle, $"nothing can be told from the look: {words}");
    }
}
