using EdgeWatch.Evaluation.Scoring;

namespace EdgeWatch.Evaluation.Report;

/// <summary>The tables of an evaluation.</summary>
internal static class ScoreTables
{
    /// <summary>All of them: the comparison where there are several models, then each model's classes, sizes and light.</summary>
    public static IEnumerable<ReportTable> Of(EvaluationResult result) =>
        (result.Models.Count > 1 ? [Comparison(result)] : Enumerable.Empty<ReportTable>())
            .Concat(result.Models.SelectMany(model => (ReportTable[])[Classes(result, model), Conditions(result, model)]))
            .Concat(result.Times.Count > 0 ? [Times(result)] : []);

    /// <summary>AP50 and AP50-95 of all models, and each one's difference from the first in points.</summary>
    public static ReportTable Comparison(EvaluationResult result)
    {
        var names = result.Models.SelectMany(model => model.Classes).Select(score => score.Class).Distinct(StringComparer.Ordinal).ToArray();
        var columns = result.Models.SelectMany((model, at) => at == 0 ? new[] { $"{model.Model} AP50", "AP50-95" } : [$"{model.Model} AP50", "±", "AP50-95", "±"]);
        var common = names.Where(name => result.Models.All(model => model.Find(name) is not null)).ToArray();
        var mean = new[] { result.Models.All(model => model.Classes.Count == common.Length) ? "mean" : "mean of the common", "" }
            .Concat(Cells(result, model => (Mean(common, model, score => score.Ap50), Mean(common, model, score => score.Ap))));
        return new(
            $"{result.Data}: {string.Join(" and ", result.Models.Select(model => model.Model))}; ± in points against {result.Models[0].Model}",
            ["class", "boxes", .. columns],
            [.. names.Select(name => Row(result, name)), [.. mean]]);
    }

    /// <summary>Figures by class.</summary>
    public static ReportTable Classes(EvaluationResult result, ModelScore model) => new(
        $"{model.Model} on {result.Data}, {result.Pictures.Count} pictures",
        ["class", "pictures", "boxes", "AP50", "AP50-95", "threshold", "precision", "recall", "F1", "false looks"],
        [
            .. model.Classes.Select(score => new[]
            {
                score.Class, $"{score.All.Pictures}", $"{score.All.Boxes}", Number.Share(score.All.Ap50), Number.Share(score.All.Ap), $"{score.Threshold:0.00}",
                Number.Share(score.All.Precision), Number.Share(score.All.Recall), Number.Share(score.All.F1), Number.ShareOf(score.All.FalseLooks, score.All.Without),
            }),
            ["mean", "", "", Number.Share(model.MeanAp50), Number.Share(model.MeanAp), "", "", "", "", ""],
        ]);

    /// <summary>AP50 by size and light, with the boxes that each rests on.</summary>
    public static ReportTable Conditions(EvaluationResult result, ModelScore model) => new(
        $"{model.Model} on {result.Data}: AP50 (boxes) by size and by light ({Lights(result)})",
        ["class", .. SizeRange.Sizes.Select(size => size.Name), .. Enum.GetNames<Light>().Select(name => name.ToLowerInvariant())],
        [.. model.Classes.Select(score => (string[])[score.Class, .. score.BySize.Concat(score.ByLight).Select(part => Number.ShareOf(part.Ap50, part.Boxes))])]);

    /// <summary>Time per picture.</summary>
    public static ReportTable Times(EvaluationResult result) => new(
        $"Time per picture, one thread, {result.Times[0].Pictures} pictures in turn: letterbox, network, decoding, suppression",
        ["model", "median ms", $"ratio to {result.Times[0].Model}"],
        [.. result.Times.Select(time => new[] { time.Model, $"{time.Median.TotalMilliseconds:0.0}", $"{time.Ratio:0.00}" })]);

    private static double Mean(string[] names, ModelScore model, Func<Score, double> figure) =>
        names.Select(name => figure(model.Find(name)!.All)).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average();

    private static string[] Row(EvaluationResult result, string name)
    {
        var boxes = result.Models.Select(model => model.Find(name)?.All.Boxes).First(count => count is not null);
        return [name, $"{boxes}", .. Cells(result, model => model.Find(name) is { } score ? (score.All.Ap50, score.All.Ap) : (double.NaN, double.NaN))];
    }

    private static IEnumerable<string> Cells(EvaluationResult result, Func<ModelScore, (double Ap50, double Ap)> of)
    {
        var first = of(result.Models[0]);
        return result.Models.SelectMany((model, at) => of(model) is var found && at == 0
            ? new[] { Number.Share(found.Ap50), Number.Share(found.Ap) }
            : [Number.Share(found.Ap50), Number.Points(found.Ap50 - first.Ap50), Number.Share(found.Ap), Number.Points(found.Ap - first.Ap)]);
    }

    private static string Lights(EvaluationResult result) =>
        string.Join(", ", Enum.GetValues<Light>().Select(light => $"{light.ToString().ToLowerInvariant()} {result.Pictures.Count(picture => picture.Light == light)}")) + " pictures";
}
