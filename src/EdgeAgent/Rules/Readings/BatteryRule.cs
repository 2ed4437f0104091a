using EdgeWatch.Ingest.Sensors;

namespace EdgeWatch.EdgeAgent.Rules.Readings;

/// <summary>A battery that is nearly empty. A cold night or a long transmission lowers it for a moment, hence an hour.</summary>
internal static class BatteryRule
{
    private static readonly LevelDefaults Defaults = new()
    {
        Quantity = Quantity.Battery,
        Below = 15,
        Clear = 25,
        Normal = 100,
        For = TimeSpan.FromHours(1),
        ClearAfter = TimeSpan.FromHours(1),
    };

    public static IReadingRule Make(RuleContext context)
    {
        var quantity = context.Quantity ?? Defaults.Quantity;
        var defaults = quantity == Defaults.Quantity ? Defaults : Defaults with { Below = null, Clear = null, Normal = null };
        return new LevelRule("battery", quantity, context.Limits(defaults), ValueWords.Of(quantity));
    }
}
