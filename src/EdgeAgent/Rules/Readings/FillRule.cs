using EdgeWatch.Ingest.Sensors;

namespace EdgeWatch.EdgeAgent.Rules.Readings;

/// <summary>
/// A container that is full. A sensor that measures a distance needs its height over the empty floor; <see cref="Sensors.Mounting"/> makes the fill level of it.
/// A lid that swings before the sensor must not open it, hence an hour; an emptied bin clears it at once.
/// </summary>
internal static class FillRule
{
    private static readonly LevelDefaults Defaults = new()
    {
        Quantity = Quantity.FillLevel,
        Above = 85,
        Clear = 70,
        For = TimeSpan.FromHours(1),
    };

    public static IReadingRule Make(RuleContext context)
    {
        var quantity = context.Quantity ?? Defaults.Quantity;
        return new LevelRule("fill", quantity, context.Limits(Defaults), ValueWords.Of(quantity));
    }
}
