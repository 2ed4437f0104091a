using System.CommandLine;
using EdgeWatch.Configuration;
using EdgeWatch.Local;
using EdgeWatch.ModelCare;
using EdgeWatch.Terminal;

namespace EdgeWatch.Commands;

/// <summary><c>edgewatch models use NAME</c>: switches a configuration file to a model, once it is sure that the rules can live with it.</summary>
internal static class ModelsUseCommand
{
    public static Command Create()
    {
        var model = new Argument<string>("model") { Description = "A name, a name@version, or a folder." };
        var problem = new Option<string?>("--for") { Description = "Only for what this problem asks for; the other models stay for the rest.", HelpName = "PROBLEM" };
        var camera = new Option<string?>("--camera") { Description = "Only for this camera.", HelpName = "ID" };
        var config = ConfigOption.Create();
        var dry = new Option<bool>("--dry-run") { Description = "Show what would change; write nothing." };
        var command = new Command("use", "Switch a configuration file to a model; comments and order stay, and the file before is kept.") { model, problem, camera, config, dry }
            .WithExamples("./edgewatch models use street --config edgewatch.yaml", "./edgewatch models use street-int8 --camera corner --dry-run");
        command.SetAction(result => Run(
            new SwitchWish(result.GetValue(model)!, result.GetValue(problem), result.GetValue(camera)), result.GetValue(config)!, result.GetValue(dry), TimeProvider.System));
        return command;
    }

    private static int Run(SwitchWish wish, string path, bool dry, TimeProvider time)
    {
        var file = ConfigurationFile.Read(path);
        if (file.Options.Agent is not { } agent)
        {
            foreach (var problem in file.Problems)
                Screen.Instance.Error(problem.ToString());
            if (file.Problems.Count == 0)
                Screen.Instance.Error($"{path} has no 'agent:' section; models belong to an agent");
            return ExitCodes.Usage;
        }

        var plan = ModelSwitch.Plan(agent, Models.Catalogue(), wish);
        foreach (var error in plan.Errors)
            Screen.Instance.Error($"{path}: {error}");
        if (plan.Errors.Count > 0)
            return ExitCodes.Usage;
        Show(plan);
        if (plan.Changes.Count == 0)
        {
            Screen.Instance.Good($"{path} says so already; nothing was written");
            return ExitCodes.Ok;
        }

        return Write(path, plan, dry, time);
    }

    private static int Write(string path, ModelSwitch plan, bool dry, TimeProvider time)
    {
        try
        {
            var text = ModelsEdit.Apply(File.ReadAllText(path), plan.Changes);
            if (dry)
                Screen.Instance.Line($"{path} was not written (--dry-run)");
            else
                Screen.Instance.Good($"{path} was written; the file before is {ConfigurationWriter.Write(path, text, time)}. Restart the agent to take it up");
            return ExitCodes.Ok;
        }
        catch (UnsafeEditException error)
        {
            Screen.Instance.Error($"{path} cannot be edited safely: {error.Message}. Write these lines yourself:");
            foreach (var change in plan.Changes)
                Screen.Instance.Line($"  {change.Key}: write  models: {ModelsEdit.Text(change.Models)}");
            return ExitCodes.Usage;
        }
    }

    private static void Show(ModelSwitch plan)
    {
        foreach (var change in plan.Changes)
            Screen.Instance.Line($"{change.Key}: {ModelsEdit.Text(change.Models)}");
        if (plan.Classes.Count > 0)
        {
            Screen.Instance.Table(["class", "was", "threshold", "is", "threshold"], plan.Classes.Select(change => new[]
            {
                change.Class, change.OldModel, $"{change.OldThreshold:0.00}", change.NewModel, $"{change.NewThreshold:0.00}",
            }));
        }

        foreach (var note in plan.Notes)
            Screen.Instance.Warn(note);
    }
}
