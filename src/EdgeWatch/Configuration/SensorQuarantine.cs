using System.Text.RegularExpressions;
using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Options;

namespace EdgeWatch.Configuration;

/// <summary>Sets each sensor with a mistake aside, with the mistake in words, so that the others run. Rows of a register are set aside by the agent, which reads it.</summary>
internal static partial class SensorQuarantine
{
    public static EdgeWatchOptions Apply(EdgeWatchOptions options, IReadOnlyList<ConfigurationProblem> problems)
    {
        if (options.Agent is not { } agent)
            return options;
        var bySensor = problems.Where(problem => SensorKey().IsMatch(problem.Key)).ToLookup(problem => int.Parse(SensorKey().Match(problem.Key).Groups["index"].Value));
        var sensors = agent.Sensors.Select((sensor, index) => bySensor[index].Any() ? Aside(sensor, index, agent, bySensor[index]) : sensor);
        return options with { Agent = agent with { Sensors = [.. sensors] } };
    }

    /// <summary>Whether a problem hurts one sensor only; the others are about the whole file.</summary>
    public static bool IsOfOneSensor(ConfigurationProblem problem) =>
        SensorKey().IsMatch(problem.Key) || problem.Key.StartsWith("agent.sensorRegister[", StringComparison.Ordinal);

    private static SensorOptions Aside(SensorOptions sensor, int index, AgentOptions agent, IEnumerable<ConfigurationProblem> problems)
    {
        var clashes = agent.Sensors.Take(index).Any(other => other.Id == sensor.Id);
        return sensor with
        {
            Id = Identifiers.IsValid(sensor.Id) && !clashes ? sensor.Id : $"sensor-{index + 1}",
            Refusal = string.Join("; ", problems.Select(problem => $"line {problem.Line}: {problem.Key} = {problem.Value}: {problem.Remedy}")),
        };
    }

    [GeneratedRegex(@"^agent\.sensors\[(?<index>\d+)\]", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex SensorKey();
}
