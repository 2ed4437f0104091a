using System.Globalization;
using System.Text;
using EdgeWatch.Evaluation.Scoring;

namespace EdgeWatch.Evaluation.Report;

/// <summary>
/// The worst mistakes as pages without outside requests: for each model and class one SVG of false alarms and one of misses, each tile the surroundings of the box
/// with the box drawn over it, the pictures inside the file; <c>index.html</c> shows all of them.
/// </summary>
internal static class MistakePages
{
    private const int Tile = 220;
    private const int Caption = 34;
    private const int Across = 4;

    /// <summary>Most tiles of a page.</summary>
    private const int Most = 12;

    private const string FalseColour = "#ff3b30";
    private const string TruthColour = "#34c759";

    /// <summary>Writes the pages and returns the index.</summary>
    public static async Task<string> WriteAsync(EvaluationResult result, string folder, CancellationToken stop)
    {
        Directory.CreateDirectory(folder);
        var index = new StringBuilder("<!doctype html><meta charset=\"utf-8\"><title>Mistakes</title><style>body{font:15px sans-serif;margin:24px}img{max-width:100%}</style>\n");
        Add(index, $"<h1>Mistakes on {Text(result.Data)}, at the shipped thresholds</h1>");
        Add(index, $"<p><b style=\"color:{FalseColour}\">Red</b>: the false alarm or the missed thing. <b style=\"color:{TruthColour}\">Green</b>: what is labelled of the class.</p>");
        for (var model = 0; model < result.Models.Count; model++)
        {
            foreach (var score in result.Models[model].Classes)
                await AddClassAsync(result, model, score, folder, index, stop);
        }

        var file = Path.Combine(folder, "index.html");
        await File.WriteAllTextAsync(file, index.ToString(), stop);
        return file;
    }

    private static async Task AddClassAsync(EvaluationResult result, int model, ClassScore score, string folder, StringBuilder index, CancellationToken stop)
    {
        var mistakes = Mistakes.Of(result, model, score);
        foreach (var (kind, all, title) in new[] { ("false", mistakes.False, "false alarms, surest first"), ("missed", mistakes.Missed, "missed, largest first") })
        {
            var heading = $"{result.Models[model].Model}, {score.Class}: {all.Count} {title}";
            Add(index, $"<h2>{Text(heading)}</h2>");
            if (all.Count == 0)
                continue;
            var name = $"{result.Models[model].Model}-{score.Class}-{kind}.svg".Replace('/', '_');
            await File.WriteAllTextAsync(Path.Combine(folder, name), Page(heading, score.Class, [.. all.Take(Most)]), stop);
            Add(index, $"<img src=\"{Text(name)}\" alt=\"{Text(heading)}\">");
        }
    }

    private static string Page(string heading, string name, Mistake[] mistakes)
    {
        var (width, height) = (Across * Tile, 30 + (mistakes.Length + Across - 1) / Across * (Tile + Caption));
        var svg = new StringBuilder();
        Add(svg, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" font-family=\"sans-serif\" font-size=\"12\">");
        Add(svg, $"<rect width=\"{width}\" height=\"{height}\" fill=\"#fff\"/><text x=\"4\" y=\"20\" font-size=\"15\" font-weight=\"bold\">{Text(heading)}</text>");
        for (var at = 0; at < mistakes.Length; at++)
            AddTile(svg, at % Across * Tile, 30 + at / Across * (Tile + Caption), name, mistakes[at]);
        svg.Append("</svg>\n");
        return svg.ToString();
    }

    private static void AddTile(StringBuilder svg, int left, int top, string name, Mistake mistake)
    {
        var picture = mistake.Picture;
        var view = View(mistake);
        var (scale, kind) = ((Tile - 6) / view.Width, Path.GetExtension(picture.Picture.Path) is ".png" or ".PNG" ? "png" : "jpeg");
        Add(svg, $"<svg x=\"{left + 3}\" y=\"{top + 3}\" width=\"{Tile - 6}\" height=\"{Tile - 6}\" viewBox=\"{view.X1:0.#} {view.Y1:0.#} {view.Width:0.#} {view.Height:0.#}\">");
        Add(svg, $"<image width=\"{picture.Width}\" height=\"{picture.Height}\" href=\"data:image/{kind};base64,{Convert.ToBase64String(File.ReadAllBytes(picture.Picture.Path))}\"/>");
        foreach (var truth in picture.Truth(name).Where(truth => !truth.Crowd))
            AddBox(svg, truth.Box, TruthColour, 2 / scale);
        AddBox(svg, mistake.Box, FalseColour, 3 / scale);
        svg.Append("</svg>\n");
        var file = Path.GetFileName(picture.Picture.Path);
        Add(svg, $"<text x=\"{left + 5}\" y=\"{top + Tile + 12}\">{Text(file.Length > 30 ? file[..29] + "…" : file)}</text>");
        Add(svg, $"<text x=\"{left + 5}\" y=\"{top + Tile + 27}\">score {mistake.Score:0.00}, {mistake.Box.Width:0} × {mistake.Box.Height:0} px</text>");
    }

    /// <summary>A square around the box, three times as large, but not so small that nothing is told.</summary>
    private static Rectangle View(Mistake mistake)
    {
        var side = Math.Min(Math.Max(160, 3 * Math.Max(mistake.Box.Width, mistake.Box.Height)), Math.Max(mistake.Picture.Width, mistake.Picture.Height));
        return Rectangle.Centred((mistake.Box.X1 + mistake.Box.X2) / 2, (mistake.Box.Y1 + mistake.Box.Y2) / 2, side, side);
    }

    private static void AddBox(StringBuilder svg, Rectangle box, string colour, double stroke) =>
        Add(svg, $"<rect x=\"{box.X1:0.#}\" y=\"{box.Y1:0.#}\" width=\"{box.Width:0.#}\" height=\"{box.Height:0.#}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{stroke:0.##}\"/>");

    private static string Text(string text) => System.Net.WebUtility.HtmlEncode(text);

    private static void Add(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
