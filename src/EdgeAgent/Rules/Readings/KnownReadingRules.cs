using EdgeWatch.Contracts;

namespace EdgeWatch.EdgeAgent.Rules.Readings;

/// <summary>Every rule on readings that can stand in a configuration. Silence stands in none: it is judged for every sensor.</summary>
internal static class KnownReadingRules
{
    private static readonly Dictionary<string, (string? Problem, Func<RuleContext, IReadingRule> Make)> Known = new(StringComparer.Ordinal)
    {
        ["threshold"] = (null, ThresholdRule.Make),
        ["rate"] = (null, RateRule.Make),
        ["tilt"] = (Problems.CoverMoved, TiltRule.Make),
        ["fill"] = (Problems.BinFull, FillRule.Make),
        ["stuck"] = (Problems.SensorStuck, StuckRule.Make),
        ["battery"] = (Problems.BatteryLow, BatteryRule.Make),
    };

    public static IReadOnlyCollection<string> Names => Known.Keys;

    /// <summary>The problem that a finding of the rule reports; null for an unknown rule, or where neither options nor rule say.</summary>
    public static string? ProblemOf(Options.ReadingRuleOptions options) => options.Problem ?? (Known.TryGetValue(options.Rule, out var rule) ? rule.Problem : null);

    /// <summary>Makes a rule.</summary>
    /// <exception cref="ArgumentException">The rule is unknown, or its options lack something; the message says what.</exception>
    public static IReadingRule Make(RuleContext context) => Known.TryGetValue(context.Options.Rule, out var rule)
        ? rule.Make(context)
        : throw new ArgumentException($"there is no rule '{context.Options.Rule}' for sensors; use one of {string.Join(", ", Names)}");
}
