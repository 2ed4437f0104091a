using EdgeWatch.CaseBridge.Cities;

namespace EdgeWatch.CaseBridge.Rechecks;

/// <summary>By what rules one recheck looks: the city's, as they were when it began.</summary>
/// <param name="From">Not before.</param>
/// <param name="Until">After it, a person decides without.</param>
/// <param name="Every">Time between looks.</param>
/// <param name="Looks">Looks of each camera that count: the latest.</param>
/// <param name="Agreeing">How many of them must agree.</param>
internal sealed record RecheckPlan(DateTimeOffset From, DateTimeOffset Until, TimeSpan Every, int Looks, int Agreeing)
{
    public static RecheckPlan Of(RecheckOptions options, DateTimeOffset from) => new(from, from + options.Within, options.Every, Math.Max(options.Looks, options.Agreeing), options.Agreeing);
}
