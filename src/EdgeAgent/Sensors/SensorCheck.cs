using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Options;
using EdgeWatch.EdgeAgent.Rules.Readings;

namespace EdgeWatch.EdgeAgent.Sensors;

/// <summary>A mistake in a sensor's options.</summary>
/// <param name="Key">Key within the sensor: <c>rules[0].problem</c>.</param>
/// <param name="Value">What stands there; null: nothing.</param>
/// <param name="Remedy">What to write instead.</param>
internal sealed record SensorMistake(string Key, string? Value, string Remedy);

/// <summary>What no single key of a sensor can tell. A sensor with a mistake is set aside with it; the others run.</summary>
internal static class SensorCheck
{
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestInterval = TimeSpan.FromDays(90);

    /// <summary>Every sensor of the agent, with its profile and its mistakes; the id of one that repeats another's is made different.</summary>
    public static IReadOnlyList<SensorSettings> All(AgentOptions agent, IReadOnlyList<SensorOptions> sensors)
    {
        var known = new SensorSurroundings(agent);
        var (ids, devices) = (new HashSet<string>(StringComparer.Ordinal), new Dictionary<(string, string), string>());
        var result = new List<SensorSettings>(sensors.Count);
        foreach (var sensor in sensors)
        {
            var settings = SensorSettings.Of(sensor, known.ProfileOf(sensor), known.OnlySource);
            var errors = Mistakes(sensor, known).Select(mistake => $"{mistake.Key} = {mistake.Value ?? "(absent)"}: {mistake.Remedy}").ToList();
            if (sensor.Refusal is not null)
                errors.Insert(0, sensor.Refusal);
            if (!ids.Add(settings.Id))
            {
                errors.Add($"id = {sensor.Id}: another sensor has it already; give each its own");
                ids.Add((settings = settings with { Id = $"{sensor.Id}.{result.Count + 1}" }).Id);
            }
            else if (errors.Count == 0 && !devices.TryAdd((settings.Source, settings.Device), settings.Id))
            {
                errors.Add($"device = {sensor.Device}: sensor {devices[(settings.Source, settings.Device)]} of the same source has it already; give each its own");
            }

            result.Add(errors.Count == 0 ? settings : settings with { Error = string.Join("; ", errors) });
        }

        return result;
    }

    /// <summary>The mistakes of one sensor.</summary>
    public static IEnumerable<SensorMistake> Mistakes(SensorOptions sensor, SensorSurroundings known)
    {
        var settings = SensorSettings.Of(sensor, known.ProfileOf(sensor), known.OnlySource);
        if (sensor.Profile is not null && known.ProfileOf(sensor) is null)
            yield return new("profile", sensor.Profile, $"no such profile; write one of {List(known.Profiles)}");
        if (settings.Source.Length == 0)
            yield return new("source", null, $"name the source that it reports through, one of {List(known.Sources)}");
        else if (!known.Sources.Contains(settings.Source))
            yield return new("source", settings.Source, $"no such source; write one of {List(known.Sources)}");
        if (sensor.Camera is not null && !known.Cameras.ContainsKey(sensor.Camera))
            yield return new("camera", sensor.Camera, $"no such camera; write one of {List(known.Cameras.Keys)}");
        else if (sensor.Zone is not null && (sensor.Camera is null || !known.Cameras[sensor.Camera].Contains(sensor.Zone)))
            yield return new("zone", sensor.Zone, sensor.Camera is null ? "name the camera that has the zone" : $"camera {sensor.Camera} has no such zone; write one of {List(known.Cameras[sensor.Camera])}");
        if (settings.Mounting is { } mounting && mounting.Full > mounting.Height)
            yield return new("full", $"{mounting.Full}", $"write at most {mounting.Height}, the height of the sensor over the empty floor");
        if (settings.UsualAngles.Count is not (0 or 3))
            yield return new("usualAngles", $"{settings.UsualAngles.Count} angles", "write three angles in degrees: [x, y, z]");
        if (settings.Interval < ShortestInterval || settings.Interval > LongestInterval)
            yield return new("interval", $"{settings.Interval}", "write 1s to 90d");
        if (settings.SilentAfter < settings.Interval)
            yield return new("silentAfter", $"{settings.SilentAfter}", "write at least the interval; a few times as much, as radio loses some reports");
        if (settings.Make is null)
            yield return new("make", null, "name the make, here or in a profile: a built-in one (docs/sensors.md) or one of sensorMakes");
        else if (!known.Makes.Contains(settings.Make))
            yield return new("make", settings.Make, $"no such make; write one of {List(known.Makes)}, or describe it in agent.sensorMakes");
        foreach (var mistake in known.MistakesOf(sensor.Rules.Length > 0 ? null : sensor.Profile, settings))
            yield return mistake;
    }

    /// <summary>The mistakes of rules.</summary>
    public static IEnumerable<SensorMistake> OfRules(SensorSettings settings)
    {
        for (var index = 0; index < settings.Rules.Count; index++)
        {
            var (rule, key) = (settings.Rules[index], $"rules[{index}]");
            if (!KnownReadingRules.Names.Contains(rule.Rule))
                yield return new($"{key}.rule", rule.Rule, $"no such rule; write one of {List(KnownReadingRules.Names)}");
            else if (KnownReadingRules.ProblemOf(rule) is not { } problem)
                yield return new($"{key}.problem", null, $"write one of {List(Problems.All)}");
            else if (!Problems.All.Contains(problem, StringComparer.Ordinal))
                yield return new($"{key}.problem", problem, $"no such problem; write one of {List(Problems.All)}");
            else if (MistakeOf(rule, settings) is { } mistake)
                yield return mistake with { Key = $"{key}.{mistake.Key}" };
        }

        foreach (var twice in settings.Rules.GroupBy(rule => (rule.Rule, rule.Quantity, KnownReadingRules.ProblemOf(rule))).Where(group => group.Count() > 1))
            yield return new("rules", twice.Key.Rule, "judges the same quantity for the same problem twice; give each a problem of its own");
    }

    private static SensorMistake? MistakeOf(ReadingRuleOptions rule, SensorSettings settings)
    {
        if (rule is { Above: not null, Below: not null })
            return new("below", $"{rule.Below}", "write 'above' or 'below', not both; two rules watch two limits");
        if (rule.Clear is { } clear && ((rule.Above is { } above && clear > above) || (rule.Below is { } below && clear < below)))
            return new("clear", $"{clear}", "write a value on the well side of the limit");
        if (rule.Rule == "rate" && rule.Over is { } over && over < settings.Interval)
            return new("over", $"{over}", $"write at least the interval of {settings.Interval}; a shorter span holds no two readings");
        try
        {
            _ = KnownReadingRules.Make(new RuleContext(rule, settings.Interval, settings.SilentAfter));
            return null;
        }
        catch (ArgumentException lacking)
        {
            return new("rule", rule.Rule, lacking.Message);
        }
    }

    private static string List(IEnumerable<string> names) => string.Join(", ", names.DefaultIfEmpty("none"));
}
