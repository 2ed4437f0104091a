using EdgeWatch.Ingest.Sensors;

namespace EdgeWatch.EdgeAgent.Rules.Readings;

/// <summary>
/// A cover that was tilted and stays so. 15° for 2 s is a cover that moves, less is a vehicle that passes over it, as makers of manhole sensors in China set
/// it; below 10° for a minute it lies in its place again.
/// </summary>
internal static class TiltRule
{
    private static readonly LevelDefaults Defaults = new()
    {
        Quantity = Quantity.Tilt,
        Above = 15,
        Clear = 10,
        For = TimeSpan.FromSeconds(2),
        ClearAfter = TimeSpan.FromMinutes(1),
    };

    public static IReadingRule Make(RuleContext context)
    {
        var quantity = context.Quantity ?? Defaults.Quantity;
        return new LevelRule("tilt", quantity, context.Limits(Defaults), ValueWords.Of(quantity));
    }
}
