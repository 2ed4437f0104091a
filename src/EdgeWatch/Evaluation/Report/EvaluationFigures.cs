using EdgeWatch.Evaluation.Scoring;
using EdgeWatch.Figures;

namespace EdgeWatch.Evaluation.Report;

/// <summary>The figures of an evaluation by name, for scripts and gates. What is undefined (no boxes, no detections) is left out.</summary>
internal static class EvaluationFigures
{
    /// <summary>
    /// <c>eval.ap50.CLASS</c> and its like of the first model; of several models also <c>eval.MODEL.ap50.CLASS</c> of each, and what it loses against the first.
    /// </summary>
    public static IReadOnlyList<Figure> Of(EvaluationResult result) =>
    [
        .. OfModel("eval", result.Models[0])
            .Concat(result.Models.Count == 1 ? [] : result.Models.SelectMany(model => OfModel($"eval.{model.Model}", model)))
            .Concat(result.Models.Skip(1).SelectMany(model => Losses(result.Models[0], model)))
            .Concat(result.Times.SelectMany(Times))
            .Append(new("eval.pictures", result.Pictures.Count, "pictures"))
            .Append(new("eval.unreadable", result.Unreadable.Count, "pictures"))
            .Append(new("eval.seconds", result.Took.TotalSeconds, "s"))
            .Where(figure => double.IsFinite(figure.Value)),
    ];

    private static IEnumerable<Figure> OfModel(string prefix, ModelScore model) =>
        model.Classes.SelectMany(score => OfClass(prefix, score)).Append(new($"{prefix}.ap50.mean", model.MeanAp50, "1")).Append(new($"{prefix}.ap.mean", model.MeanAp, "1"));

    private static IEnumerable<Figure> OfClass(string prefix, ClassScore score) =>
    [
        new($"{prefix}.ap50.{score.Class}", score.All.Ap50, "1"),
        new($"{prefix}.ap.{score.Class}", score.All.Ap, "1"),
        new($"{prefix}.precision.{score.Class}", score.All.Precision, "1"),
        new($"{prefix}.recall.{score.Class}", score.All.Recall, "1"),
        new($"{prefix}.f1.{score.Class}", score.All.F1, "1"),
        new($"{prefix}.boxes.{score.Class}", score.All.Boxes, "boxes"),
    ];

    private static IEnumerable<Figure> Losses(ModelScore first, ModelScore other)
    {
        var losses = first.Classes.Select(score => (score.Class, Loss: score.All.Ap50 - (other.Find(score.Class)?.All.Ap50 ?? double.NaN))).Where(pair => double.IsFinite(pair.Loss)).ToArray();
        return losses.Select(pair => new Figure($"eval.{other.Model}.ap50Loss.{pair.Class}", pair.Loss, "1"))
            .Append(new($"eval.{other.Model}.ap50Loss.max", losses.Select(pair => pair.Loss).DefaultIfEmpty(double.NaN).Max(), "1"));
    }

    private static IEnumerable<Figure> Times(ModelTime time) =>
        [new($"eval.{time.Model}.time", time.Median.TotalMilliseconds, "ms"), new($"eval.{time.Model}.timeRatio", time.Ratio, "1")];
}
