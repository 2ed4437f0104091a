using EdgeWatch.CaseBridge.Calendar;
using EdgeWatch.CaseBridge.Cities;
using EdgeWatch.CaseBridge.Reports.Facts;

namespace EdgeWatch.CaseBridge.Reports.Indices;

/// <summary>What no single key of a profile's indices can tell.</summary>
internal static class IndexRules
{
    public static IEnumerable<CityProblem> Check(IndicesOptions indices) =>
    [
        .. CheckLimit("indices.filing", indices.Filing),
        .. CheckLimit("indices.verification", indices.Verification),
        .. CheckLimit("indices.inspection", indices.Inspection),
        .. indices.Define.SelectMany((index, number) => CheckIndex($"indices.define[{number}]", index, indices)),
    ];

    private static IEnumerable<CityProblem> CheckLimit(string key, string? limit)
    {
        if (limit is not null && !TimeLimit.TryParse(limit, out _))
            yield return new CityProblem(key, limit, $"write {TimeLimit.Expected}");
    }

    private static IEnumerable<CityProblem> CheckIndex(string key, IndexOptions index, IndicesOptions indices)
    {
        if (index.Id.Length > 0 && indices.Define.Count(other => other.Id == index.Id) > 1)
            yield return new CityProblem($"{key}.id", index.Id, "is defined twice; keep one");
        if (KnownIndices.Find(index.Id) is null && (index.Zh is null || index.En is null))
            yield return new CityProblem(key, index.Id, "is an index of the city's own; give it its names, zh and en");
        foreach (var (part, terms) in new[] { ("numerator", index.Numerator), ("denominator", index.Denominator) })
        {
            if (terms.Length == 0)
                yield return new CityProblem($"{key}.{part}", null, "name at least one measure");
            foreach (var (term, number) in terms.Select((term, number) => (term, number)).Where(pair => Measures.Find(Term.Parse(pair.term).Measure) is null))
                yield return new CityProblem($"{key}.{part}[{number}]", term, $"write one of {string.Join(", ", Measures.All.Select(measure => measure.Name))}, with a minus before it to take it off");
        }
    }
}
