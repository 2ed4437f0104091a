using System.CommandLine;
using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.ModelCare;
using EdgeWatch.Terminal;

namespace EdgeWatch.Commands;

/// <summary><c>edgewatch models init FILE.onnx</c>: makes a model folder of an export, as far as the file itself tells.</summary>
internal static class ModelsInitCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "The ONNX file." };
        var name = new Option<string?>("--name") { Description = "Name of the model; default: that of the file.", HelpName = "NAME" };
        var folder = new Option<string?>("--folder") { Description = "Folder to make; default: the name, here.", HelpName = "DIR" };
        var labels = new Option<string?>("--labels") { Description = "Class names, one a line, where the file carries none.", HelpName = "FILE" };
        var size = new Option<int?>("--size") { Description = "Side of the input in pixels, where the file leaves it open.", HelpName = "PIXELS" };
        var command = new Command("init", "Make a model folder of an ONNX file: layout, input and class names are read from it.") { file, name, folder, labels, size }
            .WithExamples("./edgewatch models init stalls.onnx --name my-stalls", "./edgewatch models init stalls.onnx --labels classes.txt --folder my-models/stalls");
        command.SetAction(result => Run(
            result.GetValue(file)!, result.GetValue(name), result.GetValue(folder), result.GetValue(labels), result.GetValue(size)));
        return command;
    }

    private static int Run(string file, string? name, string? folder, string? labels, int? size)
    {
        string[]? names = labels is null ? null : [.. File.ReadLines(labels).Select(line => line.Trim()).Where(line => line.Length > 0)];
        var draft = ModelDraft.Read(file, names, size);
        var called = name ?? ModelDraft.NameOf(Path.GetFileNameWithoutExtension(file));
        var target = folder ?? called;
        draft.Write(target, called);
        Screen.Instance.Good($"{target}: layout {draft.Layout}, input {draft.Width} × {draft.Height}, classes {string.Join(", ", draft.Labels.Select(ModelDraft.NameOf))}");
        Screen.Instance.Line($"Guessed from the layout, so check them in {Path.Combine(target, ModelFolder.ManifestFile)}: colour, white, resize. Yours to write: thresholds, problems, licence, and the card.");
        Screen.Instance.Line($"Then: ./edgewatch models verify {target}");
        return ExitCodes.Ok;
    }
}
