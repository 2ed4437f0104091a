using System.Xml.Linq;
using EdgeWatch.Commands;
using EdgeWatch.EdgeAgent.Tests.Detectors;
using EdgeWatch.Evaluation;
using EdgeWatch.Evaluation.Data;
using EdgeWatch.Evaluation.Report;
using EdgeWatch.Evaluation.Scoring;

namespace EdgeWatch.EdgeWatch.Tests.Evaluation;

/// <summary>Curves, pages of mistakes, thresholds and the README's table.</summary>
public sealed class ReportTests : IDisposable
{
    private readonly TempFolder _temp = new();

    [Fact]
    public async Task Curves_are_drawn_for_classes_with_boxes_and_mark_the_shipped_threshold()
    {
        var files = await CurvePicture.WriteAsync(await ResultAsync(), _temp.File("curves"), CancellationToken.None);

        files.Select(Path.GetFileName).ShouldBe(["red-thing.svg"]);
        var text = await File.ReadAllTextAsync(files[0]);
        XDocument.Parse(text).Root!.Name.LocalName.ShouldBe("svg");
        text.ShouldContain("shipped threshold 0.50: precision .667, recall .667");
        text.ShouldContain("<circle");
    }

    [Fact]
    public async Task Mistakes_are_shown_with_their_pictures_and_without_outside_requests()
    {
        var index = await MistakePages.WriteAsync(await ResultAsync(), _temp.File("errors"), CancellationToken.None);

        var page = await File.ReadAllTextAsync(index);
        page.ShouldContain("tiny-yolox, red-thing: 1 false alarms");
        page.ShouldContain("tiny-yolox, red-thing: 1 missed");
        page.ShouldNotContain("http");
        foreach (var file in Directory.GetFiles(_temp.File("errors"), "*.svg"))
        {
            var svg = XDocument.Parse(await File.ReadAllTextAsync(file));
            svg.Descendants().Where(node => node.Name.LocalName == "image").Single().Attribute("href")!.Value.ShouldStartWith("data:image/jpeg;base64,");
        }
    }

    [Fact]
    public void The_threshold_of_the_best_f1_lies_between_what_it_takes_and_what_it_leaves()
    {
        // Of 4 boxes: right .9, .8, .7; wrong .6; right .3; wrong .2, .2.
        var curve = Curve(4, (0.9f, true), (0.8f, true), (0.7f, true), (0.6f, false), (0.3f, true), (0.2f, false), (0.2f, false));

        var choice = ThresholdChoice.Of(curve);

        // F1: 6/7 after three, 8/9 after five.
        choice.BestF1!.Value.Threshold.ShouldBe(0.25f, 0.001f);
        choice.BestF1.Value.Point.F1.ShouldBe(8 / 9.0, 1e-12);
        choice.Precision90!.Value.Threshold.ShouldBe(0.65f, 0.001f);
        choice.Precision95!.Value.Point.Recall.ShouldBe(0.75);
    }

    [Fact]
    public void Equal_scores_are_not_parted_by_a_threshold()
    {
        var choice = ThresholdChoice.Of(Curve(2, (0.5f, true), (0.5f, false), (0.5f, true)));

        choice.BestF1!.Value.Point.Taken.ShouldBe(3);
        choice.Precision90.ShouldBeNull();
    }

    [Fact]
    public void Thresholds_are_not_chosen_on_the_test_split()
    {
        Should.Throw<DataSetException>(() => ThresholdTable.Refuse([new DataSet("pile", "test2017", ["bin"], [], [], [])])).Message.ShouldContain("--split val");
        Should.NotThrow(() => ThresholdTable.Refuse([new DataSet("pile", "val", ["bin"], [], [], [])]));
    }

    [Fact]
    public async Task The_table_replaces_only_what_stands_between_its_marks()
    {
        var plan = new AccuracyPlan("", "", new Dictionary<string, string> { ["red-thing"] = "red" }, []);
        var table = AccuracyDocument.Table(plan, [await ResultAsync()]);

        var text = AccuracyDocument.Replace($"above\n{AccuracyDocument.Start}\nold\n{AccuracyDocument.End}\nbelow\n", table, "README.md");

        text.ShouldStartWith($"above\n{AccuracyDocument.Start}\n\n| class | serves | AP50 |");
        text.ShouldEndWith($"|\n\n{AccuracyDocument.End}\nbelow\n");
        text.ShouldContain("| red-thing | red |");
        text.ShouldNotContain("old");
        Should.Throw<DataSetException>(() => AccuracyDocument.Replace("no marks", table, "README.md")).Message.ShouldContain("README.md: the lines");
    }

    [Theory]
    [InlineData("eval --readme")]
    [InlineData("eval a b --models x,y --split val --suggest-thresholds --curves c --errors e --map van=car")]
    public void The_command_line_is_understood(string line) => CommandLine.Create().Parse(line).Errors.ShouldBeEmpty();

    [Theory]
    [InlineData("eval a", "--models is missing")]
    [InlineData("eval --models x", "no data")]
    [InlineData("eval a --models x --floor 2", "--floor is not between 0 and 1")]
    [InlineData("eval a --models x --split all", "all")]
    public void What_is_missing_or_wrong_on_the_command_line_is_said(string line, string expected) =>
        CommandLine.Create().Parse(line).Errors.ShouldContain(error => error.Message.Contains(expected, StringComparison.Ordinal));

    public void Dispose() => _temp.Dispose();

    private static PrecisionCurve Curve(int boxes, params (float Score, bool Right)[] found)
    {
        var places = found.Select((item, at) => new FoundBox(new(10 * at, 0, 10 * at + 10, 10), item.Score)).ToArray();
        var matched = found.Select((item, at) => new MatchedBox(item.Right ? Outcome.Right : Outcome.Wrong, at)).ToArray();
        return PrecisionCurve.Of([new MatchedPicture(boxes, places, [matched])], 0);
    }

    /// <summary>Two found, one missed, one false.</summary>
    private async Task<EvaluationResult> ResultAsync()
    {
        var painted = new PaintedSet(_temp.File("painted"))
            .Add(128, (40, 30, 60, 40), PaintedSet.Label(0, 40, 30, 60, 40))
            .Add(128, (20, 20, 80, 60), PaintedSet.Label(0, 20, 20, 80, 60))
            .Add(128, (100, 60, 40, 40))
            .Add(128, null, PaintedSet.Label(0, 10, 10, 50, 50));
        var set = new DataSetReader(DataSetCatalogue.Empty, ClassMap.Parse([])).Read(painted.Folder, "test");
        var model = EvaluatedModel.Find([TinyModel.Write(_temp, "yolox")]);
        return await new EvaluationWork(model, [set], EvaluationWork.UsualFloor, TimeProvider.System).RunAsync(_ => { }, CancellationToken.None);
    }
}
