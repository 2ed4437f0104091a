using EdgeWatch.Evaluation;
using EdgeWatch.Evaluation.Data;
using EdgeWatch.Evaluation.Report;
using EdgeWatch.Local;
using EdgeWatch.Terminal;

namespace EdgeWatch.Commands;

/// <summary><c>edgewatch eval --readme</c>: measures what models/accuracy.yaml lists and writes docs/accuracy.md and the README's table.</summary>
internal static class EvalReadme
{
    public static async Task<int> RunAsync(EvalRequest request, CancellationToken stop)
    {
        var file = Models.Catalogue().Roots.Select(root => Path.Combine(root, AccuracyPlan.FileName)).FirstOrDefault(File.Exists)
            ?? throw new DataSetException($"there is no {AccuracyPlan.FileName} beside the models; it lists which model is measured on which data");
        var plan = AccuracyPlan.Read(file);
        var reader = new DataSetReader(DataSetCatalogue.OfModels(), request.Map);
        var runs = new List<(AccuracyRun Run, EvaluationResult Result)>();
        foreach (var run in plan.Runs)
        {
            DataSet[] sets = [.. run.Data.Select(name => reader.Read(Path.Combine(plan.Data, name), run.Split))];
            var work = new EvaluationWork(EvaluatedModel.Find(run.Models), sets, request.Floor, TimeProvider.System);
            runs.Add((run, await Screen.Instance.ProgressAsync(work.Title, progress => work.RunAsync(progress, stop))));
            EvaluationReport.Show(runs[^1].Result);
        }

        await WriteAsync(plan, runs, stop);
        return ExitCodes.Ok;
    }

    private static async Task WriteAsync(AccuracyPlan plan, List<(AccuracyRun Run, EvaluationResult Result)> runs, CancellationToken stop)
    {
        var (readme, document) = (Path.Combine(plan.Root, "README.md"), Path.Combine(plan.Root, "docs", "accuracy.md"));
        var table = AccuracyDocument.Table(plan, runs.Where(run => run.Run.InReadme).Select(run => run.Result));
        var text = AccuracyDocument.Replace(await File.ReadAllTextAsync(readme, stop), table, readme);
        await File.WriteAllTextAsync(document, AccuracyDocument.Document(runs), stop);
        await File.WriteAllTextAsync(readme, text, stop);
        Screen.Instance.Good($"{readme} and {document} are written");
    }
}
