using EdgeWatch.CaseBridge.Catalogue;

namespace EdgeWatch.Receiver;

/// <summary>What can be filed with the receiver: every class that a problem is coded by in any standard, and each problem by its own name.</summary>
internal static class ReceiverServices
{
    private static readonly Dictionary<string, (string Name, string Group)> ByCode = Read();

    public static bool Knows(string code) => ByCode.ContainsKey(code) || ClassCatalogue.National.All.Any(known => known.Code == code);

    public static string? NameOf(string? code) => code is null ? null
        : ByCode.TryGetValue(code, out var service) ? service.Name
        : ClassCatalogue.National.All.FirstOrDefault(known => known.Code == code)?.Zh;

    public static GeoReportAnswer List() => new("services", "service", ByCode.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => new (string, string?)[]
    {
        ("service_code", pair.Key), ("service_name", pair.Value.Name), ("description", pair.Value.Name), ("metadata", "false"), ("type", "realtime"), ("keywords", null), ("group", pair.Value.Group),
    }));

    private static Dictionary<string, (string Name, string Group)> Read()
    {
        var services = new Dictionary<string, (string, string)>(StringComparer.Ordinal);
        foreach (var problem in ProblemCatalogue.All)
        {
            services.TryAdd(problem.Name, ($"{problem.Zh} ({problem.En})", problem.Family));
            foreach (var code in problem.Codes)
                services.TryAdd(code.Code, (code.Zh, problem.Family));
        }

        return services;
    }
}
