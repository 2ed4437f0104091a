using System.CommandLine;
using EdgeWatch.Configuration;
using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.Local;
using EdgeWatch.ModelCare;
using EdgeWatch.Terminal;

namespace EdgeWatch.Commands;

/// <summary><c>edgewatch models list | verify | use | …</c>: what models are there, whether they are whole, and which the configuration uses.</summary>
internal static class ModelsCommand
{
    public static Command Create() => new("models", "List, verify, switch, compare and bring models.") { List(), Verify(), ModelsUseCommand.Create(), ModelsCompareCommand.Create(), ModelsInitCommand.Create() };

    private static Command List()
    {
        var config = ConfigOption.Create();
        var json = new Option<bool>("--json") { Description = "Print JSON to standard output instead." };
        var command = new Command("list", "Show every model: version, layout, classes, problems, size, licence, whether it is used and whether it is whole.") { config, json }
            .WithExamples("./edgewatch models list", "./edgewatch models list --config edgewatch.yaml --json");
        command.SetAction(result => List(result.GetValue(config)!, result.GetValue(json)));
        return command;
    }

    private static int List(string config, bool json)
    {
        var catalogue = Models.Catalogue();
        var used = File.Exists(config) && ConfigurationFile.Read(config).Options.Agent is { } agent ? ModelUse.Folders(agent, catalogue) : null;
        var rows = catalogue.Models.Select(model => new ModelRow(model, used?.Contains(model.Folder), ModelVerification.Run(model.Folder))).ToArray();
        if (json)
        {
            Console.Out.WriteLine(ModelRow.ToJson(rows));
            return ExitCodes.Ok;
        }

        Screen.Instance.Table(ModelRow.Columns, rows.Select(row => row.Cells()));
        foreach (var defect in rows.SelectMany(row => row.Defects))
            Screen.Instance.Warn(defect.ToString());
        return ExitCodes.Ok;
    }

    private static Command Verify()
    {
        var names = new Argument<string[]>("names") { Description = "Names or folders of models; none: all at hand.", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("verify", "Check models: manifest, labels, hashes, weights, one run, card; exit code 1 where one has a defect.") { names }
            .WithExamples("./edgewatch models verify", "./edgewatch models verify street");
        command.SetAction(result => Verify(result.GetValue(names)!));
        return command;
    }

    private static int Verify(string[] names)
    {
        var catalogue = Models.Catalogue();
        var defects = 0;
        foreach (var model in names.Length == 0 ? catalogue.Models : [.. names.Select(name => ModelUse.Find(name, catalogue))])
        {
            // A general model whose weights do not ship is no defect of this machine, unless somebody asks for it.
            if (names.Length == 0 && model.State == ModelState.WeightsMissing)
            {
                Screen.Instance.Warn($"{model.Name}: {model.Reason}");
                continue;
            }

            var found = ModelVerification.Run(model.Folder);
            defects += found.Count;
            foreach (var defect in found)
                Screen.Instance.Error(defect.ToString());
            if (found.Count == 0)
                Screen.Instance.Good($"{model.Name} {model.Manifest!.Version}: whole");
        }

        return defects > 0 ? ExitCodes.Failed : ExitCodes.Ok;
    }
}
