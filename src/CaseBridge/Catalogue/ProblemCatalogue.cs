using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;

namespace EdgeWatch.CaseBridge.Catalogue;

/// <summary>A problem in words and codes.</summary>
/// <param name="Name">Our own stable name.</param>
/// <param name="Family">Problems of one family in one place are one problem, seen in different ways.</param>
/// <param name="Kind"><c>street</c>, or <c>equipment</c>: the sensor itself is at fault, and nothing is said of the street.</param>
/// <param name="Zh">Name in Chinese.</param>
/// <param name="En">Name in English.</param>
/// <param name="Codes">Codes in the standards that are in force side by side; empty where no standard that we know has a class for it.</param>
internal sealed record Problem(string Name, string Family, string Kind, string Zh, string En, IReadOnlyList<ProblemCode> Codes);

/// <summary>One class of one standard; a class is keyed by standard, version, kind and code together.</summary>
/// <param name="Standard">Such as <c>GB/T 47678.5</c>.</param>
/// <param name="Version">Year of the standard.</param>
/// <param name="Kind"><c>event</c> or <c>component</c>.</param>
/// <param name="Code">Digits without the separator.</param>
/// <param name="Zh">The class's name in the standard.</param>
/// <param name="Confidence"><c>confirmed</c>: two independent sources agree; <c>unconfirmed</c>: one source only.</param>
internal sealed record ProblemCode(string Standard, string Version, string Kind, string Code, string Zh, string Confidence);

/// <summary>The problems that this version knows. A candidate with another name is taken all the same and shown by that name.</summary>
internal static class ProblemCatalogue
{
    public static IReadOnlyList<Problem> All { get; } = Load();

    private static readonly FrozenDictionary<string, Problem> ByName = All.ToFrozenDictionary(known => known.Name, StringComparer.Ordinal);

    public static bool Knows(string problem) => ByName.ContainsKey(problem);

    /// <summary>Whether two names may mean one problem: an open manhole, its missing cover and its moved cover are one.</summary>
    public static bool AreKin(string? one, string other) => one is not null && (one == other || Family(one) == Family(other));

    /// <summary>Whether it is a fault of the sensor. A name that is not known is taken for a problem of the street.</summary>
    public static bool IsEquipment(string problem) => ByName.GetValueOrDefault(problem) is { Kind: "equipment" };

    private static string Family(string problem) => ByName.GetValueOrDefault(problem)?.Family ?? problem;

    private static List<Problem> Load()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("problems.json")!;
        return JsonSerializer.Deserialize<List<Problem>>(stream, JsonSerializerOptions.Web)!;
    }
}
