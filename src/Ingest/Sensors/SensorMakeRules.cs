namespace EdgeWatch.Ingest.Sensors;

/// <summary>What no single key of a described make can tell.</summary>
internal static class SensorMakeRules
{
    public static IReadOnlyList<SensorProblem> Check(SensorMakeOptions options)
    {
        var problems = new List<SensorProblem>();
        CheckPath("time", options.Time, problems);
        CheckPath("history", options.History, problems);
        if (options.TimeZone is { } zone && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
            problems.Add(new("timeZone", zone, "write a name of the IANA time zone database, such as Asia/Shanghai"));
        foreach (var (field, index) in options.Fields.Select((field, index) => (field, index)))
        {
            CheckPath($"fields[{index}].path", field.Path, problems);
            if (!Quantities.TryParse(field.Quantity, out var quantity))
                problems.Add(new($"fields[{index}].quantity", field.Quantity, $"write one of {string.Join(", ", Enum.GetValues<Quantity>().Select(Quantities.NameOf))}"));
            else if (!SensorUnits.Fits(quantity, field.Unit ?? ""))
                problems.Add(new($"fields[{index}].unit", field.Unit, $"{field.Quantity} is not measured so; units are {SensorUnits.Known}"));
        }

        return problems;
    }

    private static void CheckPath(string key, string? path, List<SensorProblem> problems)
    {
        if (path is not null && !JsonPath.TryParse(path, out _, out var error))
            problems.Add(new(key, path, error));
    }
}
