using EdgeWatch.CaseBridge.Cities;
using EdgeWatch.CaseBridge.Reports.Indices;

namespace EdgeWatch.CaseBridge.Tests.Reports;

public class IndexRulesTests
{
    [Fact]
    public void A_city_defines_an_index_otherwise_and_adds_its_own()
    {
        var indices = new IndicesOptions
        {
            Define =
            [
                new() { Id = "closing-rate", Numerator = ["closed"], Denominator = ["filed", "-filed-voided"] },
                new() { Id = "correction-rate", Zh = "改类率", En = "Correction rate", Numerator = ["filed-corrected"], Denominator = ["filed"] },
            ],
        };
        IndexRules.Check(indices).ShouldBeEmpty();

        var defined = KnownIndices.For(indices);

        defined.Count.ShouldBe(KnownIndices.All.Count + 1);
        var closing = IndexDescription.Of(defined.Single(index => index.Id == "closing-rate"));
        (closing.Zh, closing.Formula.Zh).ShouldBe(("结案率", "结案数 / (立案数 − 立案后作废数)"));
        var sums = new Dictionary<string, long> { ["closed"] = 3, ["filed"] = 6, ["filed-voided"] = 2 };
        Evaluation.Evaluate(defined.Single(index => index.Id == "closing-rate"), sums, Everything).ShouldBe(new IndexFigure("closing-rate", 3, 4, 0.75, null, null));
        Evaluation.Evaluate(defined[^1], sums, Everything).Value.ShouldBe(0);
    }

    [Fact]
    public void Every_mistake_is_named_with_its_key_and_remedy()
    {
        var problems = IndexRules.Check(new IndicesOptions
        {
            Filing = "soon",
            Define =
            [
                new() { Id = "filing-rate", Numerator = ["filled"], Denominator = [] },
                new() { Id = "own", Numerator = ["filed"], Denominator = ["-received"] },
                new() { Id = "filing-rate", Numerator = ["filed"], Denominator = ["received"] },
            ],
        });
        problems.Select(problem => problem.Key).ShouldBe(
            ["indices.filing", "indices.define[0].id", "indices.define[0].numerator[0]", "indices.define[0].denominator", "indices.define[1]", "indices.define[2].id"]);
    }

    [Fact]
    public void Nothing_is_divided_by_zero()
    {
        var figure = Evaluation.Evaluate(KnownIndices.Find("filing-rate")!, new Dictionary<string, long>(), Everything);
        (figure.Numerator, figure.Denominator, figure.Value).ShouldBe((0, 0, null));
        figure.NotMeasurable!.En.ShouldBe("there is none to divide by (received)");
    }

    [Fact]
    public void What_lacks_is_told_for_each_index_that_needs_it()
    {
        var nothing = new Knowledge
        {
            HasFilingLimit = false, HasVerificationLimit = false, HasInspectionLimit = false, HasHandlingLimits = null, HearsOfHandling = false, HearsOfClosing = false, HasLaterChecks = false,
            HasLooks = false, TellsLooksApart = true, HasCells = false, TellsCellsApart = true,
        };
        var figures = KnownIndices.All.Select(index => Evaluation.Evaluate(index, new Dictionary<string, long> { ["received"] = 1, ["filed"] = 1, ["detections"] = 1 }, nothing)).ToList();
        figures.Where(figure => figure.Value is not null).Select(figure => figure.Id).ShouldBe(["filing-rate", "accurate-filing-rate", "repeat-rate", "recognition-accuracy"]);
        figures.Where(figure => figure.Value is null).ShouldAllBe(figure => figure.NotMeasurable!.En.Length > 0 && figure.NotMeasurable.Zh.Length > 0 && figure.Numerator == null);
    }

    private static Knowledge Everything { get; } = new()
    {
        HasFilingLimit = true, HasVerificationLimit = true, HasInspectionLimit = true, HasHandlingLimits = true, HearsOfHandling = true, HearsOfClosing = true, HasLaterChecks = true,
        HasLooks = true, TellsLooksApart = true, HasCells = true, TellsCellsApart = true,
    };
}
