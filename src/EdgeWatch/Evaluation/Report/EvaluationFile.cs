using System.Text.Encodings.Web;
using System.Text.Json;
using EdgeWatch.Evaluation.Scoring;
using EdgeWatch.Figures;

namespace EdgeWatch.Evaluation.Report;

/// <summary>
/// The result as JSON: <c>machine</c>, <c>command</c> and <c>figures</c> as of every verb that measures, and beside them all scores by model, class, size and light.
/// Shares are 0..1, null where undefined.
/// </summary>
internal static class EvaluationFile
{
    private static readonly JsonSerializerOptions Layout = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task WriteAsync(EvaluationResult result, string path, CancellationToken stop)
    {
        var head = FigureFile.Here(EvaluationFigures.Of(result));
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        await File.WriteAllTextAsync(path, JsonSerializer.Serialize(Content(result, head), Layout) + "\n", stop);
    }

    private static object Content(EvaluationResult result, FigureFile head) => new
    {
        head.Machine,
        head.Command,
        head.Figures,
        Data = result.Sets.Select(set => new { set.Name, set.Split, Pictures = set.Pictures.Count, set.Classes }),
        result.Floor,
        Notes = result.Notes(),
        Unreadable = result.Unreadable.Select(picture => picture.Reason),
        Models = result.Models.Select(model => new { model.Model, MeanAp50 = Defined(model.MeanAp50), MeanAp = Defined(model.MeanAp), Classes = model.Classes.Select(Content) }),
        Times = result.Times.Select(time => new { time.Model, Milliseconds = time.Median.TotalMilliseconds, time.Ratio, time.Pictures }),
    };

    private static object Content(ClassScore score) => new
    {
        score.Class,
        Threshold = Math.Round(score.Threshold, 4),
        All = Content(score.All),
        BySize = SizeRange.Sizes.Zip(score.BySize).ToDictionary(pair => pair.First.Name, pair => Content(pair.Second)),
        ByLight = Enum.GetNames<Light>().Zip(score.ByLight).ToDictionary(pair => pair.First.ToLowerInvariant(), pair => Content(pair.Second)),
    };

    private static object Content(Score score) => new
    {
        score.Pictures,
        score.Boxes,
        Ap50 = Defined(score.Ap50),
        Ap = Defined(score.Ap),
        score.Right,
        Wrong = score.Taken - score.Right,
        Missed = score.Boxes - score.Right,
        Precision = Defined(score.Precision),
        Recall = Defined(score.Recall),
        F1 = Defined(score.F1),
        score.Without,
        FalseLooks = Defined(score.FalseLooks),
    };

    private static double? Defined(double value) => double.IsFinite(value) ? value : null;
}
