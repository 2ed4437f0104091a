using EdgeWatch.EdgeAgent.Tests.Detectors;
using EdgeWatch.Evaluation;
using EdgeWatch.Evaluation.Data;
using EdgeWatch.Evaluation.Report;
using EdgeWatch.Evaluation.Scoring;

namespace EdgeWatch.EdgeWatch.Tests.Evaluation;

/// <summary>The whole path: painted pictures on disk, the agent's own detector with the tiny models of the tests, scores, files.</summary>
public sealed class EvaluationWorkTests : IDisposable
{
    private const int Red = 0;
    private const int Blue = 1;

    private readonly TempFolder _temp = new();

    [Fact]
    public async Task What_is_painted_and_labelled_is_found_missed_and_false_as_it_should_be()
    {
        var painted = new PaintedSet(_temp.File("painted"))
            .Add(128, (40, 30, 60, 40), PaintedSet.Label(Red, 40, 30, 60, 40))
            .Add(80, (20, 20, 80, 60), PaintedSet.Label(Red, 20, 20, 80, 60))
            .Add(40, (100, 60, 40, 40))
            .Add(128, null, PaintedSet.Label(Red, 10, 10, 50, 50), PaintedSet.Label(Blue, 100, 20, 40, 40));

        var result = await RunAsync(painted);

        var red = result.Models[0].Find("red-thing")!;
        (red.All.Pictures, red.All.Boxes, red.All.Right, red.All.Taken).ShouldBe((4, 3, 2, 3));
        red.Threshold.ShouldBe(0.5f);
        red.ByLight.Select(part => part.Pictures).ShouldBe([2, 1, 1]);
        red.ByLight[(int)Light.Night].Boxes.ShouldBe(0);
        result.Models[0].Find("blue-thing")!.All.ShouldSatisfyAllConditions(blue => blue.Ap50.ShouldBe(0), blue => blue.Recall.ShouldBe(0), blue => blue.Precision.ShouldBe(double.NaN));
    }

    [Fact]
    public async Task Two_models_are_compared_in_one_table_and_timed_in_turn()
    {
        var painted = new PaintedSet(_temp.File("painted")).Add(128, (40, 30, 60, 40), PaintedSet.Label(Red, 40, 30, 60, 40));
        var (work, _) = Work(painted, "yolox", "detr");

        var result = await work.TimeAsync(await work.RunAsync(_ => { }, CancellationToken.None), _ => { }, CancellationToken.None);

        var table = ScoreTables.Comparison(result);
        table.Columns.ShouldBe(["class", "boxes", "tiny-yolox AP50", "AP50-95", "tiny-detr AP50", "±", "AP50-95", "±"]);
        table.Rows[0].ShouldSatisfyAllConditions(row => row[0].ShouldBe("red-thing"), row => row[2].ShouldBe("1"), row => row[5].ShouldBe("0.0"));
        result.Times.Count.ShouldBe(2);
        result.Times[0].Ratio.ShouldBe(1);
        var names = EvaluationFigures.Of(result).Select(figure => figure.Name).ToArray();
        names.ShouldBeUnique();
        names.ShouldContain("eval.ap50.red-thing");
        names.ShouldContain("eval.tiny-detr.ap50Loss.max");
        names.ShouldContain("eval.tiny-detr.timeRatio");
    }

    [Fact]
    public async Task A_picture_that_cannot_be_read_is_told_and_does_not_stop_the_others()
    {
        var painted = new PaintedSet(_temp.File("painted")).Add(128, (40, 30, 60, 40), PaintedSet.Label(Red, 40, 30, 60, 40));
        painted.Write("test/images/broken.jpg", [1, 2, 3]);

        var result = await RunAsync(painted);

        result.Pictures.Count.ShouldBe(1);
        result.Unreadable.Single().Path.ShouldEndWith("broken.jpg");
        result.Notes().ShouldContain(note => note.Contains("1 of 2 pictures cannot be read", StringComparison.Ordinal) && note.Contains("broken.jpg", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_model_that_knows_none_of_the_classes_is_refused_with_both_lists()
    {
        var painted = new PaintedSet(_temp.File("painted")).Add(128, null, PaintedSet.Label(Red, 10, 10, 50, 50));

        var error = await Should.ThrowAsync<DataSetException>(() => RunAsync(painted, map: "red-thing=car,blue-thing=bus"));

        error.Message.ShouldContain("labelled are car, bus");
    }

    [Fact]
    public async Task The_file_holds_figures_by_name_and_all_scores_with_null_where_there_is_none()
    {
        var painted = new PaintedSet(_temp.File("painted")).Add(128, (40, 30, 60, 40), PaintedSet.Label(Red, 40, 30, 60, 40));
        var file = _temp.File("out/figures.json");

        await EvaluationFile.WriteAsync(await RunAsync(painted), file, CancellationToken.None);

        var json = System.Text.Json.Nodes.JsonNode.Parse(await File.ReadAllTextAsync(file))!;
        json["figures"]!.AsArray().Single(figure => (string)figure!["name"]! == "eval.ap50.red-thing")!["value"]!.GetValue<double>().ShouldBe(1);
        var blue = json["models"]![0]!["classes"]![1]!;
        ((string)blue["class"]!).ShouldBe("blue-thing");
        blue["all"]!["ap50"].ShouldBeNull();
        blue["byLight"]!["night"]!["boxes"]!.GetValue<int>().ShouldBe(0);
    }

    [SharedDataFact("models/general/yolox_nano_416.onnx")]
    public async Task A_general_model_reaches_its_published_precision_on_the_coco_pictures()
    {
        var folder = GeneralModel.Write(_temp.File("general"), "yolox_nano_416", "yolox", "bgr", 255, "letterbox-topleft");
        var set = new DataSetReader(DataSetCatalogue.Empty, ClassMap.Parse([])).Read(Path.Combine(Repository.SharedData!, "datasets/coco-val128"), "val");

        var result = await new EvaluationWork(EvaluatedModel.Find([folder]), [set], 0.001f, TimeProvider.System).RunAsync(_ => { }, CancellationToken.None);

        // shared/README.md, by another tool on the same pictures.
        result.Models[0].MeanAp.ShouldBe(0.338, 0.01);
        result.Models[0].MeanAp50.ShouldBe(0.500, 0.01);
    }

    public void Dispose() => _temp.Dispose();

    private Task<EvaluationResult> RunAsync(PaintedSet painted, string map = "")
    {
        var (work, _) = Work(painted, ["yolox"], map);
        return work.RunAsync(_ => { }, CancellationToken.None);
    }

    private (EvaluationWork Work, DataSet Set) Work(PaintedSet painted, params string[] layouts) => Work(painted, layouts, "");

    private (EvaluationWork Work, DataSet Set) Work(PaintedSet painted, string[] layouts, string map)
    {
        var set = new DataSetReader(DataSetCatalogue.Empty, ClassMap.Parse([map])).Read(painted.Folder, "test");
        return (new(EvaluatedModel.Find([.. layouts.Select(layout => TinyModel.Write(_temp, layout))]), [set], EvaluationWork.UsualFloor, TimeProvider.System), set);
    }
}
