using System.Net;
using System.Text;
using EdgeWatch.CaseBridge.Reports.Indices;

namespace EdgeWatch.CaseBridge.Reports.Api;

/// <summary>Reports as a page to print on A4. It asks nothing of the network but its own style sheet, and runs no script.</summary>
internal static class PrintPage
{
    /// <summary>Below the API's root.</summary>
    public const string StylePath = "/reports/print.css";

    public const string Style =
        """
        @page { size: A4 landscape; margin: 14mm; }
        body { font: 10pt/1.4 "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", sans-serif; color: #111; margin: 1.5rem; }
        h1 { font-size: 15pt; margin: 0; }
        h2 { font-size: 12pt; margin: 1.2rem 0 .4rem; }
        p { margin: .2rem 0; }
        .warning { font-weight: bold; }
        table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
        thead { display: table-header-group; }
        tr { break-inside: avoid; }
        th, td { border: .3pt solid #888; padding: 2pt 4pt; text-align: left; vertical-align: top; }
        th { background: #eee; }
        td.number { text-align: right; white-space: nowrap; }
        @media print { body { margin: 0; } }
        """;

    /// <param name="language"><c>zh</c> or <c>en</c>.</param>
    /// <param name="city">Name of the city; null where none is configured.</param>
    /// <param name="request">What was asked for.</param>
    /// <param name="state">How far the facts are counted.</param>
    /// <param name="madeAt">When, in the city's own time.</param>
    /// <param name="tables">One below the other.</param>
    public static string Write(string language, string? city, ReportRequest request, ReportState state, DateTimeOffset madeAt, IEnumerable<ReportTable> tables)
    {
        string In(string zh, string en) => language == "zh" ? zh : en;

        var title = In("城市管理智能发现报表", "Street problems: report");
        var html = new StringBuilder();
        html.Append($"<!doctype html><html lang=\"{(language == "zh" ? "zh-CN" : "en")}\"><head><meta charset=\"utf-8\"><title>{Text(title)}</title>");
        html.Append($"<link rel=\"stylesheet\" href=\"/api{StylePath}\"></head><body><h1>{Text(city is null ? title : $"{city} {title}")}</h1>");
        html.Append($"<p>{request.From:yyyy-MM-dd} – {request.To:yyyy-MM-dd}{string.Concat(request.Only.Select(only => Text($" · {In(only.Dimension.Zh, only.Dimension.En)}: {only.Value}")))}</p>");
        html.Append($"<p>{In("制表时间", "Made at")} {madeAt:yyyy-MM-dd HH:mm zzz}</p>");
        if (state.Waiting > 0 || state.Recounting)
            html.Append($"<p class=\"warning\">{In("尚有变更未计入，数字可能变化。", "Not all changes are counted yet: figures may still move.")}</p>");
        foreach (var table in tables)
            Append(html, table);
        return html.Append("</body></html>").ToString();
    }

    private static void Append(StringBuilder html, ReportTable table)
    {
        html.Append($"<h2>{Text(table.Title)}</h2><table><thead><tr>");
        foreach (var head in table.Heads)
            html.Append($"<th>{Text(head)}</th>");
        html.Append("</tr></thead><tbody>");
        foreach (var row in table.Rows)
        {
            html.Append("<tr>");
            foreach (var cell in row)
                html.Append(cell is [>= '0' and <= '9', ..] && cell.All(letter => char.IsAsciiDigit(letter) || letter is '.' or '%') ? $"<td class=\"number\">{cell}</td>" : $"<td>{Text(cell)}</td>");
            html.Append("</tr>");
        }

        html.Append("</tbody></table>");
    }

    private static string Text(string value) => WebUtility.HtmlEncode(value);
}
