using EdgeWatch.EdgeAgent.Detectors;

namespace EdgeWatch.EdgeAgent.Witnesses;

/// <summary>
/// How much likelier an observation is if the problem is real than if it is not (Good 1950, the weight of evidence). docs/corroboration.md works an example.
/// </summary>
internal static class LikelihoodRatio
{
    /// <summary>A single look, or a single reading, is never worth more than this, whatever its rates: what fools it once fools it again.</summary>
    public const double Most = 100;

    /// <summary>A class that shows the problem: seen with its recall if the problem is real, with its false rate if not.</summary>
    public static double OfSign(bool seen, ClassRates rates)
    {
        var (recall, falseLooks) = rates.Bounded;
        return seen ? recall / falseLooks : (1 - recall) / (1 - falseLooks);
    }

    /// <summary>A class that shows that all is well: the other way round.</summary>
    public static double OfContrary(bool seen, ClassRates rates) => 1 / OfSign(seen, rates);

    public static double Bounded(double ratio) => Math.Clamp(ratio, 1 / Most, Most);
}
