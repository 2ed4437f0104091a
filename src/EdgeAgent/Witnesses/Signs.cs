using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Backgrounds;
using EdgeWatch.EdgeAgent.Rules;
using EdgeWatch.EdgeAgent.Settings;

namespace EdgeWatch.EdgeAgent.Witnesses;

/// <summary>What a picture shows where a problem is, and what it shows where there is none: the classes of our models.</summary>
/// <param name="For">Seen where the problem is.</param>
/// <param name="Against">Seen where all is well; empty where nothing special is to be seen then.</param>
internal sealed record Signs(IReadOnlyList<string> For, IReadOnlyList<string> Against)
{
    private static readonly Signs Cover = new(["manhole-open"], ["manhole-closed"]);
    private static readonly Signs Bin = new(["overflow"], ["bin"]);
    private static readonly Signs Road = new(["car", "van", "bus", "truck", "motorcycle", "bicycle", "tricycle"], []);
    private static readonly Signs Refuse = new(["garbage"], []);

    /// <summary>By problem. A problem that is not here, such as high water, shows no class of ours: its picture is for a person.</summary>
    private static readonly Dictionary<string, Signs> Known = new(StringComparer.Ordinal)
    {
        [Problems.CoverMoved] = Cover,
        [Problems.ManholeOpen] = Cover,
        [Problems.ManholeAbsent] = Cover,
        [Problems.BinFull] = Bin,
        [Problems.BinOverflow] = Bin,
        [Problems.RoadOccupied] = Road,
        [Problems.Garbage] = Refuse,
    };

    /// <summary>Whether the rule also counts what no model knows: then that no class is seen does not say that nothing stands there.</summary>
    public bool Unexplained { get; init; }

    /// <summary>The signs of a problem; null where no class of ours speaks of it.</summary>
    public static Signs? Of(string problem) => Known.GetValueOrDefault(problem);

    /// <summary>The signs of a problem where a zone has a rule for it: the classes that the rule asks for. A rule that misses a registered thing asks for what should be there.</summary>
    public static Signs? Of(string problem, Zone zone)
    {
        var known = Of(problem);
        if (zone.Rules.FirstOrDefault(rule => rule.Problem == problem && !KnownRules.IsRegister(rule)) is not { } asked)
            return known;
        var classes = asked.Classes.Where(name => name != KnownClasses.Unexplained).ToList();
        return classes.Count == 0 ? null : new Signs(classes, known?.Against ?? []) { Unexplained = classes.Count < asked.Classes.Length };
    }
}
