using System.Text.RegularExpressions;
using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Options;

namespace EdgeWatch.Configuration;

/// <summary>Sets each camera with a mistake aside, with the mistake in words, so that the others run.</summary>
internal static partial class CameraQuarantine
{
    public static EdgeWatchOptions Apply(EdgeWatchOptions options, IReadOnlyList<ConfigurationProblem> problems)
    {
        if (options.Agent is not { } agent)
            return options;
        var byCamera = problems.Where(IsOfOneCamera).ToLookup(problem => int.Parse(CameraKey().Match(problem.Key).Groups["index"].Value));
        var cameras = agent.Cameras.Select((camera, index) => byCamera[index].Any() ? Aside(camera, index, agent, byCamera[index]) : camera);
        return options with { Agent = agent with { Cameras = [.. cameras] } };
    }

    /// <summary>Whether a problem hurts one camera only; the others are about the whole file.</summary>
    public static bool IsOfOneCamera(ConfigurationProblem problem) => CameraKey().IsMatch(problem.Key);

    private static CameraOptions Aside(CameraOptions camera, int index, AgentOptions agent, IEnumerable<ConfigurationProblem> problems)
    {
        var clashes = agent.Cameras.Take(index).Any(other => other.Id == camera.Id);
        return camera with
        {
            Id = Identifiers.IsValid(camera.Id) && !clashes ? camera.Id : $"camera-{index + 1}",
            Refusal = string.Join("; ", problems.Select(problem => $"line {problem.Line}: {problem.Key} = {problem.Value}: {problem.Remedy}")),
        };
    }

    [GeneratedRegex(@"^agent\.cameras\[(?<index>\d+)\]", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex CameraKey();
}
