using EdgeWatch.Evaluation.Data;
using EdgeWatch.Evaluation.Scoring;

namespace EdgeWatch.Evaluation.Report;

/// <summary>Thresholds to ship, chosen on pictures of validation.</summary>
internal static class ThresholdTable
{
    /// <summary>Thresholds are chosen where they are not judged.</summary>
    /// <exception cref="DataSetException">The split is one of test.</exception>
    public static void Refuse(IEnumerable<DataSet> sets)
    {
        if (sets.FirstOrDefault(set => set.Split.Contains("test", StringComparison.OrdinalIgnoreCase)) is { } test)
        {
            throw new DataSetException(
                $"thresholds are not chosen on the split '{test.Split}' of {test.Name}: what is chosen there can no longer be judged there. Give --split val");
        }
    }

    public static ReportTable Of(EvaluationResult result, ModelScore model) => new(
        $"{model.Model}: thresholds by {result.Data}",
        ["class", "boxes", "shipped", "precision", "recall", "best F1", "precision", "recall", "F1", "precision ≥ .90", "recall", "precision ≥ .95", "recall"],
        [.. model.Classes.Select(Row)]);

    private static string[] Row(ClassScore score)
    {
        var choice = ThresholdChoice.Of(score.Curve);
        return
        [
            score.Class, $"{score.All.Boxes}", $"{score.Threshold:0.00}", Number.Share(score.All.Precision), Number.Share(score.All.Recall),
            Threshold(choice.BestF1), Number.Share(choice.BestF1?.Point.Precision ?? double.NaN), Recall(choice.BestF1), Number.Share(choice.BestF1?.Point.F1 ?? double.NaN),
            Threshold(choice.Precision90), Recall(choice.Precision90), Threshold(choice.Precision95), Recall(choice.Precision95),
        ];
    }

    private static string Threshold(ChosenThreshold? chosen) => chosen is { } found ? $"{found.Threshold:0.00##}" : "–";

    private static string Recall(ChosenThreshold? chosen) => Number.Share(chosen?.Point.Recall ?? double.NaN);
}
