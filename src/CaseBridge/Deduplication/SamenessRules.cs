using System.Collections.Concurrent;
using EdgeWatch.CaseBridge.Cities;

namespace EdgeWatch.CaseBridge.Deduplication;

/// <summary>
/// The figures that a bridge decides by: a rule of the class in the city's profile, else what is known of the problem (docs/deduplication.md), else the profile's own figures for
/// all others, else the bridge's radius. Immutable for whoever looks, safe for any number of them.
/// </summary>
/// <param name="samePlaceRadius">Metres, for a problem of which nothing else is said.</param>
/// <param name="city">The city's profile; null: none.</param>
internal sealed class SamenessRules(double samePlaceRadius, City? city)
{
    /// <summary>Digits at the end of a component's id that tell it from others of its class.</summary>
    private const int SerialDigits = 6;

    /// <summary>Far more than there are classes; ids of no form could be any number.</summary>
    private const int MostKept = 4096;

    private readonly ConcurrentDictionary<(string Problem, string? Class), Sameness> _found = new();

    /// <summary>What holds where nothing is configured.</summary>
    public static SamenessRules Default { get; } = new(10, null);

    /// <summary>By so much a score must be higher than the rejected one, that the same spot is told all the same.</summary>
    public double ClearChange { get; } = city?.Options.Suppression.ClearChange ?? Suppression.UsualClearChange;

    /// <param name="problem">Name of the problem.</param>
    /// <param name="component">Id of the component, whose class may have a rule of its own; null: none is known.</param>
    public Sameness Of(string problem, string? component)
    {
        var key = (problem, component?.Length > SerialDigits ? component[..^SerialDigits] : null);
        if (_found.TryGetValue(key, out var found))
            return found;
        var made = Make(problem, component);
        if (_found.Count < MostKept)
            _found[key] = made;
        return made;
    }

    private Sameness Make(string problem, string? component)
    {
        var usual = Sameness.Of(problem, samePlaceRadius);
        if (city is null)
            return usual;
        var said = city.SamenessRule(problem, component) ?? (Sameness.Knows(problem) ? null : city.Options.Sameness);
        var rejectedFor = city.Options.Suppression.RejectedFor;
        return (said is null ? usual : usual with { Radius = said.Radius, Window = said.Window, MaximumLife = said.MaximumLife, RecallWithin = said.RecallWithin }) with
        {
            QuietAfterRejection = usual.LongestQuiet < rejectedFor ? usual.LongestQuiet : rejectedFor,
        };
    }
}
