using System.CommandLine;
using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.Local;
using EdgeWatch.Terminal;

namespace EdgeWatch.Commands;

/// <summary><c>edgewatch models list | verify</c>: what models are there, and whether they are whole.</summary>
internal static class ModelsCommand
{
    public static Command Create()
    {
        var list = new Command("list", "Show every model: its classes, size and licence, and what is missing.")
            .WithExamples("./edgewatch models list");
        list.SetAction(_ => List());
        var verify = new Command("verify", "Check every model's files against their hashes; fails where one is broken.")
            .WithExamples("./edgewatch models verify");
        verify.SetAction(_ => Verify());
        return new Command("models", "List and verify the models at hand.") { list, verify };
    }

    private static int List()
    {
        Screen.Instance.Table(
            ["model", "state", "problems", "classes", "size", "licence"],
            Models.Catalogue().Models.Select(model => new[]
            {
                model.Name,
                Word(model.State),
                string.Join(", ", model.Manifest?.Problems ?? []),
                string.Join(", ", model.Manifest?.Classes.Select(item => item.Name) ?? []),
                model.Bytes == 0 ? "" : $"{model.Bytes / 1e6:F1} MB",
                model.Manifest?.Licence ?? "",
            }));
        foreach (var model in Models.Catalogue().Models.Where(model => model.Reason is not null))
            Screen.Instance.Warn($"{model.Name}: {model.Reason}");
        return ExitCodes.Ok;
    }

    private static int Verify()
    {
        var models = Models.Catalogue().Models;
        foreach (var model in models)
        {
            if (model.State == ModelState.Ready)
                Screen.Instance.Good($"{model.Name}: whole");
            else if (model.State == ModelState.WeightsMissing)
                Screen.Instance.Warn($"{model.Name}: {model.Reason}");
            else
                Screen.Instance.Error($"{model.Name}: {model.Reason}");
        }

        return models.Any(model => model.State == ModelState.Broken) ? ExitCodes.Failed : ExitCodes.Ok;
    }

    private static string Word(ModelState state) => state switch
    {
        ModelState.Ready => "ready",
        ModelState.WeightsMissing => "weights missing",
        _ => "broken",
    };
}
