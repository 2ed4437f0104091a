using EdgeWatch.CaseBridge.Reports.Facts;
using EdgeWatch.CaseBridge.Store;

namespace EdgeWatch.CaseBridge.Reports.Indices;

/// <summary>The values of a report's dimensions, in its order, as one text each.</summary>
internal sealed record GroupKey(string First, string Second, string Third)
{
    public static GroupKey All { get; } = new("", "", "");

    public static GroupKey Of(IReadOnlyList<string> values) => new(values.ElementAtOrDefault(0) ?? "", values.ElementAtOrDefault(1) ?? "", values.ElementAtOrDefault(2) ?? "");

    public IReadOnlyList<string> Values(int count) => [.. new[] { First, Second, Third }.Take(count)];
}

/// <summary>Sums of the daily facts.</summary>
internal static class FactSums
{
    /// <summary>Sums of measures for each group of a request.</summary>
    public static Dictionary<GroupKey, Dictionary<string, long>> Sums(this StoreTransaction transaction, ReportRequest request, IEnumerable<string> measures)
    {
        var sql =
            $"""
            SELECT {Keys(request.By.Select(dimension => dimension.OfFacts))}, f.measure, CAST(SUM(f.count) AS BIGINT) AS count FROM daily_facts f JOIN fact_keys k ON k.id = f.key
            WHERE f.measure IN ({string.Join(", ", measures.Select(name => $"'{Measures.Find(name)!.Name}'"))}) AND f.day BETWEEN @From AND @To
            {Conditions(request.Only.Select(only => (only.Dimension, only.Dimension.OfFacts)))}
            GROUP BY 1, 2, 3, 4
            """;
        return transaction.All<SumRow>(sql, Values.Of(request)).GroupBy(row => new GroupKey(row.FirstKey, row.SecondKey, row.ThirdKey))
            .ToDictionary(rows => rows.Key, rows => rows.ToDictionary(row => row.Measure, row => row.Count));
    }

    /// <summary>Whether a measure was ever counted.</summary>
    public static bool Knows(this StoreTransaction transaction, string measure) => transaction.One<long?>("SELECT day FROM daily_facts WHERE measure = @measure LIMIT 1", new { measure }) is not null;

    /// <summary>Three columns, whatever is asked.</summary>
    public static string Keys(IEnumerable<string> expressions) =>
        string.Join(", ", expressions.Concat(["''", "''", "''"]).Take(3).Zip(["first", "second", "third"], (expression, name) => $"{expression} AS {name}_key"));

    public static string Conditions(IEnumerable<(Dimension Dimension, string Expression)> only) => string.Concat(only.Select(pair => $" AND {pair.Expression} = @{Values.NameOf(pair.Dimension)}"));

    private sealed record SumRow
    {
        public string FirstKey { get; init; } = "";

        public string SecondKey { get; init; } = "";

        public string ThirdKey { get; init; } = "";

        public string Measure { get; init; } = "";

        public long Count { get; init; }
    }

    /// <summary>Values of a request's statements, by the names of the dimensions.</summary>
    internal sealed record Values
    {
        public long From { get; init; }

        public long To { get; init; }

        public string? OnlyStreet { get; init; }

        public string? OnlyGrid { get; init; }

        public string? OnlyDutyGrid { get; init; }

        public string? OnlyClass { get; init; }

        public string? OnlyCode { get; init; }

        public string? OnlySource { get; init; }

        public string? OnlyAgent { get; init; }

        public string? OnlyCamera { get; init; }

        public string? OnlySensor { get; init; }

        public string? OnlyModel { get; init; }

        public static Values Of(ReportRequest request)
        {
            string? Only(string name) => request.Only.FirstOrDefault(only => only.Dimension.Name == name).Value;

            return new Values
            {
                From = FactView.ToStore(request.From),
                To = FactView.ToStore(request.To),
                OnlyStreet = Only("street"),
                OnlyGrid = Only("grid"),
                OnlyDutyGrid = Only("duty-grid"),
                OnlyClass = Only(Dimension.Class),
                OnlyCode = Only("code"),
                OnlySource = Only("source"),
                OnlyAgent = Only("agent"),
                OnlyCamera = Only("camera"),
                OnlySensor = Only("sensor"),
                OnlyModel = Only("model"),
            };
        }

        public static string NameOf(Dimension dimension) => "Only" + string.Concat(dimension.Name.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
    }
}
