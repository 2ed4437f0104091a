using System.CommandLine;
using EdgeWatch.Configuration;
using EdgeWatch.EdgeAgent.Options;
using EdgeWatch.EdgeAgent.Sensors;
using EdgeWatch.Local;
using EdgeWatch.ModelCare;
using EdgeWatch.Terminal;

namespace EdgeWatch.Commands;

/// <summary><c>edgewatch check FILE</c>: every mistake of a configuration at once.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var file = new Argument<string?>("file") { Description = "The YAML file; --config FILE does as well.", Arity = ArgumentArity.ZeroOrOne };
        var config = ConfigOption.Create();
        var schema = new Option<bool>("--schema") { Description = "Print the JSON schema of the file instead, for editors." };
        var command = new Command("check", "Check a configuration: every mistake with file, line, key, value and remedy.") { file, config, schema }
            .WithExamples("./edgewatch check edgewatch.yaml", "./edgewatch check --schema > edgewatch.schema.json");
        command.SetAction(result => result.GetValue(schema) ? PrintSchema() : Check(result.GetValue(file) ?? result.GetValue(config)!));
        return command;
    }

    private static int PrintSchema()
    {
        Console.Out.Write(ConfigurationSchema.Write());
        return ExitCodes.Ok;
    }

    private static int Check(string path)
    {
        var file = ConfigurationFile.Read(path);
        ConfigurationProblem[] problems = [.. file.Problems, .. ModelQuestions.Check(file, Models.Catalogue())];
        foreach (var problem in problems)
            Screen.Instance.Error(problem.ToString());
        if (problems.Length == 0)
        {
            Screen.Instance.Good($"{path}: {Describe(file.Options)}");
            return ExitCodes.Ok;
        }

        Screen.Instance.Line($"{problems.Length} mistakes in {path}; nothing was started.");
        return ExitCodes.Usage;
    }

    private static string Sensors(AgentOptions agent)
    {
        var sensors = agent.Sensors.Length + (agent.SensorRegister is { Length: > 0 } register ? SensorRegister.Read(register).Count : 0);
        return sensors == 0 ? "" : $", {sensors} sensors through {agent.SensorSources.Length} sources";
    }

    private static string Describe(EdgeWatchOptions options)
    {
        var parts = new List<string>();
        if (options.Agent is { } agent)
            parts.Add($"agent '{agent.Id}' with {agent.Cameras.Length} cameras and {agent.Cameras.Sum(camera => camera.Zones.Length)} zones{Sensors(agent)}");
        if (options.Bridge is { } bridge)
            parts.Add($"bridge '{bridge.Id}' on {bridge.Listen}");
        return string.Join(", ", parts);
    }
}
