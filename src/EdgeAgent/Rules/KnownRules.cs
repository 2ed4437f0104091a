using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Options;
using EdgeWatch.EdgeAgent.Settings;
using EdgeWatch.EdgeAgent.Stages;

namespace EdgeWatch.EdgeAgent.Rules;

/// <summary>Every rule that can stand in a configuration.</summary>
internal static class KnownRules
{
    private static readonly Dictionary<string, Func<string, RuleOptions, IRule<Scene>>> Makers = new(StringComparer.Ordinal)
    {
        ["occupancy"] = (zone, options) => new OccupancyRule(zone, options),
        ["state"] = (zone, options) => new StateRule(zone, options),

        // A missing cover shows in two ways: the open hole is seen, or the cover is not.
        ["absence"] = (zone, options) => options.Problem == Problems.ManholeOpen ? new StateRule(zone, options) : new AbsenceRule(zone, options),
    };

    public static IReadOnlyCollection<string> Names => Makers.Keys;

    /// <summary>Whether a rule registers its classes as things that always lie in the zone.</summary>
    public static bool IsRegister(RuleOptions options) => options.Rule == "absence" && options.Problem != Problems.ManholeOpen;

    /// <summary>Makes the rule of one zone from checked options.</summary>
    public static IRule<Scene> Make(Zone zone, RuleOptions options) =>
        Makers.TryGetValue(options.Rule, out var make)
            ? make(zone.Id, options)
            : throw new ArgumentException($"zone {zone.Id}: there is no rule '{options.Rule}'; use one of {string.Join(", ", Names)}", nameof(options));
}
