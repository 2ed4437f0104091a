using System.Net;
using System.Text;
using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.EdgeAgent.Shadow;
using EdgeWatch.EdgeAgent.Stages;

namespace EdgeWatch.ModelCare;

/// <summary>A comparison as one page that asks for nothing outside itself: pictures lie in it, and its policy forbids any request.</summary>
internal static class ComparisonPage
{
    private const string Head = """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
        <title>Two models on the same looks</title>
        <style>
        :root { color-scheme: light dark; --both: #1a9850; --main: #e66101; --shadow: #2166ac; }
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
        table { border-collapse: collapse; margin: 1rem 0; }
        th, td { padding: .25rem .75rem; text-align: right; border-bottom: 1px solid #8884; }
        th:first-child, td:first-child { text-align: left; }
        tr:last-child { font-weight: 600; }
        figure { margin: 2rem 0; }
        svg { width: 100%; height: auto; display: block; }
        rect { fill: none; stroke-width: 3; vector-effect: non-scaling-stroke; }
        .both { stroke: var(--both); } .main { stroke: var(--main); } .shadow { stroke: var(--shadow); } .other { stroke-dasharray: 6 4; }
        text { font: 600 1.8px system-ui, sans-serif; paint-order: stroke; stroke: #000c; stroke-width: .4px; fill: #fff; }
        .key { display: inline-block; width: .9em; height: .9em; margin: 0 .3em 0 1em; vertical-align: -.1em; }
        </style>
        </head>
        <body>

        """;

    public static string Write(Comparison comparison)
    {
        var page = new StringBuilder(Head);
        page.Append($"<h1>{Text(comparison.Main)} and {Text(comparison.Shadow)}</h1>\n");
        page.Append($"<p>{comparison.Looks} looks compared ({Text(comparison.Looked)}). {Text(ComparisonReport.Summary(comparison))}</p>\n");
        Table(page, "class", comparison.ByClass, count => count.Class, comparison.All);
        Table(page, "camera", comparison.ByCamera, count => count.Camera, comparison.All);
        page.Append("<ul>\n");
        foreach (var note in comparison.Notes)
            page.Append($"<li>{Text(note)}</li>\n");
        page.Append("<li>Counted are things above the threshold in force; two boxes of one class are one thing where they overlap by at least half.</li>\n</ul>\n");
        page.Append($"<h2>The strongest differences</h2>\n<p>{Key("main")}{Text(comparison.Main)} alone{Key("shadow")}{Text(comparison.Shadow)} alone{Key("both")}both (the second's box is dashed)</p>\n");
        if (comparison.Pictures.Count == 0)
            page.Append("<p>No picture of a difference was kept.</p>\n");
        foreach (var look in comparison.Pictures)
            Picture(page, look);
        return page.Append("</body>\n</html>\n").ToString();
    }

    private static void Table(StringBuilder page, string title, IReadOnlyList<ClassCount> counts, Func<ClassCount, string> name, ClassCount all)
    {
        page.Append($"<table>\n<tr><th>{title}</th>{string.Concat(ComparisonReport.Columns.Select(column => $"<th>{column}</th>"))}</tr>\n");
        foreach (var (label, count) in counts.Select(count => (name(count), count)).Append(("all", all)))
            page.Append($"<tr><td>{Text(label)}</td>{string.Concat(ComparisonReport.Cells(count).Select(cell => $"<td>{cell}</td>"))}</tr>\n");
        page.Append("</table>\n");
    }

    private static void Picture(StringBuilder page, ComparedLook look)
    {
        var (width, height) = JpegSize.Of(look.Jpeg);
        page.Append($"<figure>\n<svg viewBox=\"0 0 {width} {height}\" role=\"img\">\n");
        page.Append($"<image width=\"{width}\" height=\"{height}\" href=\"data:image/jpeg;base64,{Convert.ToBase64String(look.Jpeg)}\"/>\n");
        foreach (var box in look.Boxes.Reverse())
        {
            Rectangle(page, box.Box, width, height, ClassOf(box.By));
            if (box.Other is { } other)
                Rectangle(page, other, width, height, ClassOf(box.By) + " other");
            if (box.By != SeenBy.Both)
                Label(page, box, width, height);
        }

        page.Append($"</svg>\n<figcaption>{Text(look.Camera)}, {Text(look.Moment)}: {Text(string.Join("; ", look.Boxes.Where(box => box.By != SeenBy.Both).Select(Words)))}</figcaption>\n</figure>\n");
    }

    /// <summary>Words in units of a hundredth of the picture's width, below the box's upper edge, so that they stay within the picture.</summary>
    private static void Label(StringBuilder page, ComparedBox box, int width, int height)
    {
        var unit = width / 100f;
        var (x, y) = (box.Box.X1 * width + 0.4f * unit, box.Box.Y1 * height + 1.8f * unit);
        page.Append($"<text transform=\"translate({x:F1} {y:F1}) scale({unit:F2})\">{Text(box.Class)} {box.Score:F2}</text>\n");
    }

    private static void Rectangle(StringBuilder page, Box box, int width, int height, string kind) =>
        page.Append($"<rect class=\"{kind}\" x=\"{box.X1 * width:F1}\" y=\"{box.Y1 * height:F1}\" width=\"{box.Width * width:F1}\" height=\"{box.Height * height:F1}\"/>\n");

    private static string Words(ComparedBox box) => $"{box.Class} {box.Score:F2} by the {(box.By == SeenBy.Main ? "first" : "second")} alone (its threshold is {box.Threshold:F2})";

    private static string Key(string kind) => $"<span class=\"key\" style=\"background: var(--{kind})\"></span>";

    private static string ClassOf(SeenBy by) => by.ToString().ToLowerInvariant();

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
