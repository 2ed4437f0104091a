namespace EdgeWatch.EdgeAgent.Rules.Readings;

/// <summary>Any quantity beyond a limit: water that stands too high, a door that stays open, a box that is too warm.</summary>
internal static class ThresholdRule
{
    private static readonly LevelDefaults Defaults = new() { ClearAfter = TimeSpan.FromMinutes(1) };

    public static IReadingRule Make(RuleContext context)
    {
        var quantity = context.Quantity ?? throw new ArgumentException("rule threshold: give the quantity that is judged");
        return new LevelRule("threshold", quantity, context.Limits(Defaults with { Quantity = quantity }), ValueWords.Of(quantity));
    }
}
