using System.Globalization;
using EdgeWatch.CaseBridge.Catalogue;
using EdgeWatch.CaseBridge.Reports.Indices;

namespace EdgeWatch.CaseBridge.Reports.Api;

/// <summary>A report as rows of text, for a sheet or a page.</summary>
/// <param name="Title">What it is.</param>
/// <param name="Heads">Headings.</param>
/// <param name="Rows">Each as long as the headings.</param>
internal sealed record ReportTable(string Title, IReadOnlyList<string> Heads, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    /// <summary>One line for each group and index.</summary>
    public static ReportTable Of(IndexReport report, string language)
    {
        string In(string zh, string en) => language == "zh" ? zh : en;

        return new ReportTable(
            In("评价指标", "Evaluation indices"),
            [.. HeadsOf(report.By, language), In("指标", "Index"), In("算式", "Formula"), In("分子", "Numerator"), In("分母", "Denominator"), In("指标值", "Value"), In("说明", "Note")],
            [
                .. report.Rows.Append(report.Total).SelectMany(row => row.Figures.Zip(report.Definitions, (figure, index) => (string[])
                [
                    .. Keys(report.By, row.Key, language), In(index.Zh, index.En), index.Formula.In(language), Number(figure.Numerator), Number(figure.Denominator), Percent(figure.Value), Note(figure, language),
                ])),
            ]);
    }

    public static ReportTable Of(PatrolReport report, string language)
    {
        string In(string zh, string en) => language == "zh" ? zh : en;

        return new ReportTable(
            In("机巡日报", "Machine patrol"),
            [
                .. HeadsOf(report.By, language), In("分析视频路数", "Videos analysed"), In("检出数", "Detections"), In("符合立案标准数", "Meet the filing standard"), In(report.Definition.Zh, report.Definition.En),
                In("改类立案数", "Filed as another class"), In("不符合数", "Rejected"), In("待核实数", "Waiting"), In("新开案件数", "Opened a case"), In("并入已有案件数", "Duplicates joined"), In("静默数", "Kept quiet"),
            ],
            [
                .. report.Rows.Append(report.Total).Select(row => (string[])
                [
                    .. Keys(report.By, row.Key, language), row.Videos is { } videos ? Number(videos) : In("不可测", "not measurable"), Number(row.Detections), Number(row.Qualified),
                    row.Accuracy.Value is { } accuracy ? Percent(accuracy) : "–", Number(row.Corrected), Number(row.Rejected), Number(row.Pending), Number(row.Opened), Number(row.Joined), Number(row.Quiet),
                ]),
            ]);
    }

    public static ReportTable Of(CoverageReport report, string language)
    {
        string In(string zh, string en) => language == "zh" ? zh : en;

        return new ReportTable(
            In("巡查覆盖（零报告）", "Coverage, from the zero reports"),
            [
                .. HeadsOf(report.By, language), In("应巡摄像机", "Cameras"), In("已巡", "Looked through"), In("覆盖率", "Coverage"), In("在线", "Live"), In("失明", "Blind"), In("未报告", "Silent"),
                In("应巡次数", "Looks due"), In("已巡次数", "Looks made"), In("巡查完成率", "Share of looks made"),
            ],
            [
                .. report.Rows.Append(report.Total).Select(row => (string[])
                [
                    .. Keys(report.By, row.Key, language), Number(row.Cameras), Number(row.Seen), Percent(row.Coverage), Number(row.Live), Number(row.Blind), Number(row.Silent), Number(row.LooksDue),
                    Number(row.LooksMade), Percent(row.LookShare),
                ]),
            ]);
    }

    private static IEnumerable<string> HeadsOf(IReadOnlyList<string> by, string language) =>
        by.Select(name => Dimension.Find(name)!).Select(dimension => language == "zh" ? dimension.Zh : dimension.En);

    private static IEnumerable<string> Keys(IReadOnlyList<string> by, IReadOnlyDictionary<string, string> key, string language) => by.Select((name, number) => key.Count == 0
        ? number == 0 ? (language == "zh" ? "合计" : "Total") : ""
        : Value(name, key[name], language));

    private static string Value(string dimension, string value, string language)
    {
        if (value.Length == 0)
            return language == "zh" ? "（未知）" : "(not known)";
        return dimension == Dimension.Class && ProblemCatalogue.All.FirstOrDefault(problem => problem.Name == value) is { } known ? (language == "zh" ? known.Zh : known.En) : value;
    }

    private static string Note(IndexFigure figure, string language)
    {
        if (figure.NotMeasurable is { } why)
            return language == "zh" ? $"不可测：{why.Zh}" : $"not measurable, because {why.En}";
        return figure.LeftOut is { } left ? (language == "zh" ? $"另有{left}件立案无时限，未计入" : $"{left} filed without a limit are left out") : "";
    }

    private static string Number(long? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string Percent(double? value) => value?.ToString("0.00%", CultureInfo.InvariantCulture) ?? "";
}
