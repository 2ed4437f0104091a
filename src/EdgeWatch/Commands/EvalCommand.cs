using System.CommandLine;
using EdgeWatch.Evaluation;
using EdgeWatch.Evaluation.Data;
using EdgeWatch.Evaluation.Report;
using EdgeWatch.Terminal;

namespace EdgeWatch.Commands;

/// <summary><c>edgewatch eval</c>: how well models detect, by the agent's own detector.</summary>
internal static class EvalCommand
{
    public static Command Create()
    {
        var options = new EvalOptions();
        var command = new Command("eval", "Measure models on labelled pictures: AP50, AP50-95, precision and recall by class, size and light.").WithExamples(
            "./edgewatch eval ../shared/datasets/waste --model street --json figures.json",
            "./edgewatch eval --models street,coco-yolox-nano --data ../shared/datasets/waste --data ../shared/datasets/traffic-cam-vn --split val --time",
            "./edgewatch eval coco/annotations/instances_val2017.json --images coco/val2017 --model coco-yolox-nano --markdown report.md",
            "./edgewatch eval --model street --data ../shared/datasets/waste --curves curves --errors errors",
            "./edgewatch eval --model street --data ../shared/datasets/waste --split val --suggest-thresholds",
            "./edgewatch eval --readme",
            "./edgewatch eval --events --clips ../shared/clips",
            "./edgewatch eval --events --clips ../shared/clips --hours 1 --json events.json");
        options.AddTo(command);
        command.SetAction((result, stop) => options.Read(result) switch
        {
            { Events: true } request => EvalEvents.RunAsync(request, stop),
            { Readme: true } request => EvalReadme.RunAsync(request, stop),
            var request => RunAsync(request, stop),
        });
        return command;
    }

    private static async Task<int> RunAsync(EvalRequest request, CancellationToken stop)
    {
        var reader = new DataSetReader(request.OwnNames ? DataSetCatalogue.Empty : DataSetCatalogue.OfModels(), request.Map);
        DataSet[] sets = [.. request.Data.Select(path => reader.Read(path, request.Split, request.Images))];
        if (request.SuggestThresholds)
            ThresholdTable.Refuse(sets);
        var work = new EvaluationWork(EvaluatedModel.Find(request.Models), sets, request.Floor, TimeProvider.System);
        var result = await Screen.Instance.ProgressAsync(work.Title, progress => work.RunAsync(progress, stop));
        if (request.Time)
            result = await Screen.Instance.ProgressAsync("timing the models in turn", progress => work.TimeAsync(result, progress, stop));
        foreach (var table in request.SuggestThresholds ? result.Models.Select(model => ThresholdTable.Of(result, model)) : [])
            EvaluationReport.Show(table);
        await EvaluationReport.ShowAndWriteAsync(result, request, stop);
        return ExitCodes.Ok;
    }
}
