using System.CommandLine;
using EdgeWatch.Evaluation;
using EdgeWatch.Figures;
using EdgeWatch.Local;
using EdgeWatch.Terminal;

namespace EdgeWatch.Commands;

/// <summary><c>edgewatch eval</c>: how well a model detects, by the agent's own detector.</summary>
internal static class EvalCommand
{
    // AP counts every detection, however unsure; the shipped floor would cut the curve's tail.
    private const float Floor = 0.01f;

    public static Command Create()
    {
        var data = new Argument<string>("data") { Description = "Folder of a data set in the YOLO layout (data.yaml, images, labels)." };
        var model = new Option<string>("--model") { Description = "Name or folder of the model.", HelpName = "MODEL", Required = true };
        var split = new Option<string>("--split") { Description = "train, val or test.", HelpName = "SPLIT", DefaultValueFactory = _ => "test" };
        var json = JsonOption.Create();
        var command = new Command("eval", "Measure a model on labelled pictures: AP50, AP50-95, precision and recall by class.") { data, model, split, json }
            .WithExamples("./edgewatch eval ../shared/datasets/waste --model street-waste --json figures.json");
        command.SetAction((result, stop) => RunAsync(result.GetValue(data)!, result.GetValue(model)!, result.GetValue(split)!, result.GetValue(json), stop));
        return command.WithEvents();
    }

    private static async Task<int> RunAsync(string folder, string model, string split, string? json, CancellationToken stop)
    {
        var data = YoloDataSet.Read(folder, split);
        await using var detector = Models.OpenDetector(model, Floor);
        var scores = await Screen.Instance.ProgressAsync($"{model} on {data.Pictures.Count} pictures", progress => DetectorEvaluation.RunAsync(detector, data, progress, stop));
        if (scores.Count == 0)
        {
            Screen.Instance.Error($"{model} knows none of the classes of {folder}: it knows {string.Join(", ", detector.Classes.Keys)}; the data set labels {string.Join(", ", data.Classes)}");
            return ExitCodes.Usage;
        }

        Screen.Instance.Table(["class", "boxes", "AP50", "AP50-95", "threshold", "precision", "recall"], scores.Select(score => new[]
        {
            score.Class, $"{score.Boxes}", $"{score.Ap50:F3}", $"{score.Ap:F3}", $"{score.Threshold:F2}", $"{score.Precision:F3}", $"{score.Recall:F3}",
        }));
        await JsonOption.WriteAsync([.. scores.SelectMany(FiguresOf)], json, stop);
        return ExitCodes.Ok;
    }

    private static IEnumerable<Figure> FiguresOf(ClassScore score) =>
    [
        new($"eval.ap50.{score.Class}", score.Ap50, "1"),
        new($"eval.ap.{score.Class}", score.Ap, "1"),
        new($"eval.precision.{score.Class}", score.Precision, "1"),
        new($"eval.recall.{score.Class}", score.Recall, "1"),
    ];
}
