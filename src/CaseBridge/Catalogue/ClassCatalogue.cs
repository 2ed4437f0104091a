using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using EdgeWatch.CaseBridge.Cities;

namespace EdgeWatch.CaseBridge.Catalogue;

/// <summary>
/// The classes of all standards in force, and which of them mean the same. Data with a confidence mark, because the official texts were not at hand: gathered from public
/// repositories and pages, and in parts incomplete. Immutable.
/// </summary>
internal sealed class ClassCatalogue
{
    private static readonly JsonSerializerOptions Layout = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) } };

    private readonly FrozenDictionary<ClassKey, ClassEntry> _classes;
    private readonly FrozenDictionary<ClassKey, (ClassKey Other, MapBasis Basis)[]> _map;

    private ClassCatalogue(IEnumerable<ClassEntry> classes, FrozenDictionary<ClassKey, (ClassKey Other, MapBasis Basis)[]> map)
    {
        _classes = classes.ToFrozenDictionary(entry => entry.Key);
        _map = map;
    }

    /// <summary>What ships: the national classes and, for reference, those of two cities.</summary>
    public static ClassCatalogue National { get; } = Load();

    /// <summary>Every class.</summary>
    public IEnumerable<ClassEntry> All => _classes.Values;

    /// <summary>The national classes with the city's own on top.</summary>
    public static ClassCatalogue Of(CityOptions city)
    {
        if (city.Extensions.Length == 0)
            return National;
        var own = city.Extensions.DistinctBy(extension => (extension.Standard, extension.Kind, extension.Code)).Select(extension => new ClassEntry
        {
            Standard = extension.Standard,
            Kind = extension.Kind,
            Code = extension.Code,
            Zh = extension.Zh,
            En = extension.En,
            Confidence = ClassConfidence.City,
            City = city.Id,
            Parent = extension.Parent,
        });
        return new ClassCatalogue(National.All.Where(entry => entry.City != city.Id).Concat(own), National._map);
    }

    /// <summary>The class with exactly this key; null where there is none.</summary>
    public ClassEntry? Find(ClassKey key) => _classes.GetValueOrDefault(key);

    /// <summary>The city's own class where it has one with this code, else the national one.</summary>
    public ClassEntry? Find(ClassKey key, string? city) => (city is null ? null : Find(key with { City = city })) ?? Find(key with { City = null });

    /// <summary>
    /// Classes of another standard that mean the same, the surest first: directly, or over a third standard. A city's own class has those of its parent; it is not sought
    /// further, as what it adds to its parent no other standard knows.
    /// </summary>
    public IReadOnlyList<ClassMatch> Counterparts(ClassKey key, string standard)
    {
        if (key.Standard == standard)
            return Find(key) is { } same ? [new ClassMatch(same, MapBasis.Name)] : [];
        var found = new Dictionary<ClassKey, MapBasis>();
        foreach (var (other, basis) in Neighbours(key))
        {
            if (other.Standard == standard)
                Note(found, other, basis);
            foreach (var (further, second) in other.Standard == standard ? [] : Neighbours(other))
            {
                if (further.Standard == standard)
                    Note(found, further, basis > second ? basis : second);
            }
        }

        return [.. found.OrderBy(pair => pair.Value).ThenBy(pair => pair.Key.Code, StringComparer.Ordinal).Select(pair => new ClassMatch(_classes[pair.Key], pair.Value))];
    }

    /// <summary>
    /// The class that a case about a component is coded by: until 2013 the component's own, since 2026 the matter "…异常" of the same number. Null where the standard has none.
    /// </summary>
    public ClassEntry? MatterOf(ClassEntry component) =>
        component.Standard != Standards.Gbt2026.Name ? component : Find(component.Key with { Kind = ClassKinds.Matter });

    private IEnumerable<(ClassKey Other, MapBasis Basis)> Neighbours(ClassKey key)
    {
        if (key.City is not null && Find(key) is { Parent: { } parent })
            return Neighbours(new ClassKey(key.Standard, key.Kind, parent)).Select(pair => (pair.Other, MapBasis.Meaning));
        return _map.GetValueOrDefault(key, []);
    }

    private static void Note(Dictionary<ClassKey, MapBasis> found, ClassKey key, MapBasis basis)
    {
        if (!found.TryGetValue(key, out var known) || basis < known)
            found[key] = basis;
    }

    private static ClassCatalogue Load()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("classes.json")!;
        var file = JsonSerializer.Deserialize<CatalogueFile>(stream, Layout)!;
        var map = file.Map.SelectMany(link => new[] { (From: Key(link.From), To: Key(link.To), link.Basis), (From: Key(link.To), To: Key(link.From), link.Basis) })
            .GroupBy(link => link.From).ToFrozenDictionary(group => group.Key, group => group.Select(link => (link.To, link.Basis)).ToArray());
        return new ClassCatalogue(file.Classes.Concat(file.Extensions), map);
    }

    /// <summary><c>GB/T 30428.2-2013 component 0101</c>.</summary>
    private static ClassKey Key(string text) => text.Split(' ') is [var body, var number, var kind, var code]
        ? new ClassKey($"{body} {number}", kind, code)
        : throw new InvalidDataException($"'{text}' in classes.json is no key of a class");

    private sealed record CatalogueFile(ClassEntry[] Classes, ClassEntry[] Extensions, MapLink[] Map);

    private sealed record MapLink(string From, string To, MapBasis Basis);
}
