using EdgeWatch.CaseBridge.Reports.Facts;

namespace EdgeWatch.CaseBridge.Reports.Indices;

/// <summary>Words in both languages of the console.</summary>
internal sealed record Words(string Zh, string En)
{
    public string In(string language) => language == "zh" ? Zh : En;
}

/// <summary>An index for one group.</summary>
/// <param name="Id">Which index.</param>
/// <param name="Numerator">Above the line; absent where it is not measurable.</param>
/// <param name="Denominator">Below the line; absent where it is not measurable.</param>
/// <param name="Value">Their quotient; absent where it is not measurable, or there is nothing to divide by.</param>
/// <param name="NotMeasurable">Why there is no value.</param>
/// <param name="LeftOut">Cases filed in these days that could not be counted, as no rule of the profile has a limit for them; absent where there are none.</param>
internal sealed record IndexFigure(string Id, long? Numerator, long? Denominator, double? Value, Words? NotMeasurable, long? LeftOut);

/// <summary>What is known at all, and so can be measured.</summary>
internal sealed record Knowledge
{
    public required bool HasFilingLimit { get; init; }

    public required bool HasVerificationLimit { get; init; }

    public required bool HasInspectionLimit { get; init; }

    /// <summary>Null without a profile.</summary>
    public required bool? HasHandlingLimits { get; init; }

    public required bool HearsOfHandling { get; init; }

    public required bool HearsOfClosing { get; init; }

    public required bool HasLaterChecks { get; init; }

    public required bool HasLooks { get; init; }

    /// <summary>Whether looks are told apart by what the report asks for.</summary>
    public required bool TellsLooksApart { get; init; }

    public required bool HasCells { get; init; }

    /// <summary>Whether cells are told apart by what the report asks for.</summary>
    public required bool TellsCellsApart { get; init; }
}

/// <summary>Works indices out. Pure. Where data are lacking it says so and what to do, and gives no figure.</summary>
internal static class Evaluation
{
    public static IndexFigure Evaluate(IndexDefinition index, IReadOnlyDictionary<string, long> sums, Knowledge known)
    {
        if (index.Measures.Select(measure => Lack(measure, known)).OfType<Words>().FirstOrDefault() is { } lack)
            return new IndexFigure(index.Id, null, null, null, lack, null);
        var (numerator, denominator) = (Sum(index.Numerator, sums), Sum(index.Denominator, sums));
        var leftOut = index.Measures.Any(measure => measure.Name.StartsWith(Measures.Due, StringComparison.Ordinal)) && sums.GetValueOrDefault(Measures.FiledWithoutLimit) is > 0 and var without ? without : (long?)null;
        if (denominator != 0)
            return new IndexFigure(index.Id, numerator, denominator, Math.Round((double)numerator / denominator, 6), null, leftOut);
        var (zh, en) = (string.Join("+", index.Denominator.Select(term => Measures.Find(term.Measure)!.Zh)), string.Join(" + ", index.Denominator.Select(term => Measures.Find(term.Measure)!.En)));
        return new IndexFigure(index.Id, numerator, denominator, null, new Words($"{zh}为零", $"there is none to divide by ({en})"), leftOut);
    }

    private static long Sum(IReadOnlyList<Term> terms, IReadOnlyDictionary<string, long> sums) => terms.Sum(term => term.Sign * sums.GetValueOrDefault(term.Measure));

    private static Words? Lack(Measure measure, Knowledge known) => measure.Need switch
    {
        Need.FilingLimit when !known.HasFilingLimit => NoLimit("立案", "filing"),
        Need.VerificationLimit when !known.HasVerificationLimit => NoLimit("核实", "verification"),
        Need.InspectionLimit when !known.HasInspectionLimit => NoLimit("核查", "inspection"),
        Need.InspectionLimit or Need.Handling when !known.HearsOfHandling =>
            new("尚无任何处置反馈：请接入城市案件平台或登记处置结果", "nobody has reported any case as handled yet: connect the city's case platform, or enter it"),
        Need.HandlingLimits or Need.Handling or Need.Closing when measure.Name.StartsWith(Measures.Due, StringComparison.Ordinal) && known.HasHandlingLimits is not true => known.HasHandlingLimits is null
            ? new("未配置城市规则文件，没有处置时限", "no city profile is configured, so that nothing has a limit")
            : new("城市规则文件中没有任何处置时限（rules[].filing）", "the city's profile has no limit for handling (rules[].filing)"),
        Need.Closing when !known.HearsOfClosing => new("尚无任何结案反馈：请接入城市案件平台或登记结案", "nobody has closed any case yet: connect the city's case platform, or enter it"),
        Need.LaterChecks when !known.HasLaterChecks => new("没有倒查数据：尚未导入监督员、公众等其他来源的案件", "there are no later checks: no case of another source (patrol, public) was imported"),
        Need.Looks => LookLack(measure, known),
        _ => null,
    };

    private static Words? LookLack(Measure measure, Knowledge known)
    {
        if (!known.HasLooks)
            return new("没有零报告", "no agent has sent a zero report");
        if (!known.TellsLooksApart)
            return new("巡查次数不能按所选维度区分", "looks are not told apart by what was asked for");
        if (measure.Name is not (Measures.Cells or Measures.CellsSeen))
            return null;
        if (!known.HasCells)
            return new("未配置单元网格", "no register of unit grid cells is configured");
        return known.TellsCellsApart ? null : new("单元网格总数不能按所选维度区分", "the number of cells is not told apart by what was asked for");
    }

    private static Words NoLimit(string zh, string key) => new($"城市规则文件未规定{zh}时限（indices.{key}）", $"the city's profile sets no limit for it (indices.{key})");
}
