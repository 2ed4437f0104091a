using System.Globalization;
using System.Text;
using EdgeWatch.Evaluation.Scoring;

namespace EdgeWatch.Evaluation.Report;

/// <summary>Precision over recall at overlap 0.5 as a picture (SVG): one of each class, a line for each model, a dot where its shipped threshold stands.</summary>
internal static class CurvePicture
{
    private const int Left = 60;
    private const int Top = 46;
    private const int Side = 400;
    private const int Legend = 24;

    // The legend is wider than the plot.
    private const int Wide = 680;

    // Told apart by people with any colour vision (Okabe and Ito, 2008).
    private static readonly string[] Colours = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"];

    /// <summary>Writes <c>CLASS.svg</c> for every class that has boxes, and returns the files.</summary>
    public static async Task<IReadOnlyList<string>> WriteAsync(EvaluationResult result, string folder, CancellationToken stop)
    {
        Directory.CreateDirectory(folder);
        var files = new List<string>();
        foreach (var name in result.Models.SelectMany(model => model.Classes).Where(score => score.All.Boxes > 0).Select(score => score.Class).Distinct(StringComparer.Ordinal))
        {
            files.Add(Path.Combine(folder, $"{name}.svg"));
            await File.WriteAllTextAsync(files[^1], Draw(name, result.Data, [.. result.Models.Select(model => (model.Model, model.Find(name)))]), stop);
        }

        return files;
    }

    /// <summary>One class as an SVG document.</summary>
    public static string Draw(string name, string data, IReadOnlyList<(string Model, ClassScore? Score)> models)
    {
        var drawn = models.Where(model => model.Score is not null).ToArray();
        var (width, height) = (Wide, Top + Side + 60 + Legend * drawn.Length);
        var svg = new StringBuilder();
        Add(svg, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" font-family=\"sans-serif\" font-size=\"13\">");
        Add(svg, $"<rect width=\"{width}\" height=\"{height}\" fill=\"#fff\"/>");
        Add(svg, $"<text x=\"{Left}\" y=\"26\" font-size=\"15\" font-weight=\"bold\">{Text(name)}: precision over recall, {Text(data)}, {drawn[0].Score!.All.Boxes} boxes</text>");
        Axes(svg);
        for (var at = 0; at < drawn.Length; at++)
            Line(svg, Colours[at % Colours.Length], Top + Side + 66 + Legend * at, drawn[at].Model, drawn[at].Score!);
        svg.Append("</svg>\n");
        return svg.ToString();
    }

    private static void Axes(StringBuilder svg)
    {
        for (var tenth = 0; tenth <= 10; tenth += 2)
        {
            var (x, y) = Place(tenth / 10.0, tenth / 10.0);
            Add(svg, $"<path d=\"M{Left} {y:0.#}h{Side}M{x:0.#} {Top}v{Side}\" stroke=\"#ddd\"/>");
            Add(svg, $"<text x=\"{Left - 8}\" y=\"{y + 4:0.#}\" text-anchor=\"end\">{tenth / 10.0:0.0}</text>");
            Add(svg, $"<text x=\"{x:0.#}\" y=\"{Top + Side + 18}\" text-anchor=\"middle\">{tenth / 10.0:0.0}</text>");
        }

        Add(svg, $"<rect x=\"{Left}\" y=\"{Top}\" width=\"{Side}\" height=\"{Side}\" fill=\"none\" stroke=\"#444\"/>");
        Add(svg, $"<text x=\"{Left + Side / 2}\" y=\"{Top + Side + 38}\" text-anchor=\"middle\">recall</text>");
        Add(svg, $"<text transform=\"translate(18 {Top + Side / 2}) rotate(-90)\" text-anchor=\"middle\">precision</text>");
    }

    private static void Line(StringBuilder svg, string colour, int legend, string model, ClassScore score)
    {
        var points = score.Curve.Points.Select(point => Place(point.Recall, point.Precision)).ToArray();
        if (points.Length > 0)
            Add(svg, $"<polyline points=\"{string.Join(' ', points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{point.X:0.#},{point.Y:0.#}")))}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\" stroke-linejoin=\"round\"/>");
        var words = $"{model}: AP50 {Number.Share(score.All.Ap50)}";
        if (score.Curve.At(score.Threshold) is { } shipped)
        {
            var (x, y) = Place(shipped.Recall, shipped.Precision);
            Add(svg, $"<circle cx=\"{x:0.#}\" cy=\"{y:0.#}\" r=\"6\" fill=\"{colour}\" stroke=\"#fff\" stroke-width=\"2\"/>");
            words += $"; ● shipped threshold {score.Threshold:0.00}: precision {Number.Share(shipped.Precision)}, recall {Number.Share(shipped.Recall)}";
        }

        Add(svg, $"<path d=\"M{Left} {legend}h18\" stroke=\"{colour}\" stroke-width=\"3\"/>");
        Add(svg, $"<text x=\"{Left + 26}\" y=\"{legend + 4}\" font-size=\"12\">{Text(words)}</text>");
    }

    private static (double X, double Y) Place(double recall, double precision) => (Left + Side * recall, Top + Side * (1 - precision));

    private static string Text(string text) => System.Net.WebUtility.HtmlEncode(text);

    private static void Add(StringBuilder svg, FormattableString line) => svg.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
