using EdgeWatch.EdgeAgent.Options;
using EdgeWatch.Ingest.Sensors;

namespace EdgeWatch.EdgeAgent.Rules.Readings;

/// <summary>A rule's options with what they need to know of their sensor.</summary>
/// <param name="Options">As configured.</param>
/// <param name="Interval">How often the sensor reports.</param>
/// <param name="SilentAfter">How long it may be silent; for so long a value stands.</param>
internal sealed record RuleContext(ReadingRuleOptions Options, TimeSpan Interval, TimeSpan SilentAfter)
{
    /// <summary>The quantity that the options name; null where they name none.</summary>
    public Quantity? Quantity { get; } = Options.Quantity is null ? null : Enum.GetValues<Quantity>().First(quantity => Quantities.NameOf(quantity) == Options.Quantity);

    /// <summary>The limits, with a rule's defaults for what the options leave out.</summary>
    /// <exception cref="ArgumentException">There is no limit.</exception>
    public LevelLimits Limits(LevelDefaults defaults)
    {
        var isAbove = Options.Below is null && (Options.Above is not null || defaults.Above is not null);
        var limit = (isAbove ? Options.Above ?? defaults.Above : Options.Below ?? defaults.Below)
            ?? throw new ArgumentException($"rule {Options.Rule}: give 'above' or 'below'");
        return new LevelLimits
        {
            Above = isAbove,
            Limit = limit,
            Clear = Options.Clear ?? (limit == (isAbove ? defaults.Above : defaults.Below) ? defaults.Clear : null) ?? (isAbove == limit >= 0 ? 0.9 : 1.1) * limit,
            Normal = Options.Normal ?? defaults.Normal ?? (isAbove ? Math.Min(0, 2 * limit) : Quantities.UnitOf(Quantity ?? defaults.Quantity) == "%" ? 100 : Math.Max(0, 2 * limit)),
            For = Options.For ?? defaults.For,
            ClearAfter = Options.ClearAfter ?? defaults.ClearAfter,
            Stands = SilentAfter,
            Readings = Options.Readings ?? 1,
        };
    }
}

/// <summary>What a rule takes for what its options leave out.</summary>
internal sealed record LevelDefaults
{
    public Quantity Quantity { get; init; }

    public double? Above { get; init; }

    public double? Below { get; init; }

    public double? Clear { get; init; }

    public double? Normal { get; init; }

    public TimeSpan For { get; init; }

    public TimeSpan ClearAfter { get; init; }
}
