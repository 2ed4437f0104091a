using System.Globalization;
using System.Text;
using EdgeWatch.Figures;

namespace EdgeWatch.Evaluation.Events;

/// <summary>The evaluation of whole clips: by clip and in total.</summary>
/// <param name="Models">Models that looked.</param>
/// <param name="Clips">Clips, by name.</param>
internal sealed record EventReport(IReadOnlyList<string> Models, IReadOnlyList<PlayedClip> Clips)
{
    private const string None = "–";

    public int True => Clips.Sum(clip => clip.Judgement.Found);

    /// <summary>False candidates and duplicates; what comes again in every round of a clip counts once.</summary>
    public int Wrong => Clips.Sum(clip => clip.DifferentFalse + clip.Judgement.Duplicates.Count());

    public int Missed => Clips.Sum(clip => clip.Judgement.Missed.Count());

    /// <summary>Not a number where no event opened.</summary>
    public double Precision => (double)True / (True + Wrong);

    /// <summary>Not a number where no truth names a problem.</summary>
    public double Recall => (double)True / (True + Missed);

    public QuietExposure Quiet => QuietExposure.Of(Clips);

    public IReadOnlyList<Figure> Figures()
    {
        var (quiet, delays) = (Quiet, Delays(Clips));
        Figure[] all =
        [
            new("eval.events.precision", Precision, "1"),
            new("eval.events.recall", Recall, "1"),
            new("eval.events.falsePerCameraDay", quiet.PerCameraDay, "1/d"),
            new("eval.events.falsePerCameraDayUpper95", quiet.UpperPerCameraDay, "1/d"),
            new("eval.events.quietHours", quiet.Played.TotalHours, "h"),
            new("eval.events.quietFootageHours", quiet.Footage.TotalHours, "h"),
            new("eval.events.true", True, "1"),
            new("eval.events.false", Clips.Sum(clip => clip.DifferentFalse), "1"),
            new("eval.events.duplicates", Clips.Sum(clip => clip.Judgement.Duplicates.Count()), "1"),
            new("eval.events.missed", Missed, "1"),
            new("eval.events.delayMedian", Median(delays), "s"),
            new("eval.events.delayMax", delays.Length == 0 ? double.NaN : delays[^1], "s"),
        ];

        // What cannot be said, such as the recall where nothing was to be found, is left out rather than written as a number.
        return [.. all.Where(figure => double.IsFinite(figure.Value))];
    }

    public static string[] Columns { get; } = ["clip", "length", "played", "looks", "named", "true", "missed", "false", "duplicate", "delay median", "max"];

    /// <summary>One row a clip, and the total.</summary>
    public IEnumerable<string[]> Rows() =>
        Clips.Select(clip => Row(clip.Judgement.Clip, [clip])).Append(Row("total", Clips));

    /// <summary>Every event that is wrong and every problem that was missed, in words.</summary>
    public IEnumerable<string> Mistakes()
    {
        foreach (var (play, judgement) in Clips)
        {
            foreach (var kind in judgement.Events.Where(judged => judged.Verdict != EventVerdict.True).GroupBy(judged => (judged.Opened.What, judged.Verdict, judged.Reason)))
            {
                var first = kind.First().Opened;
                var again = kind.Count() > 1 ? $", {kind.Count()} times in {Minutes(play.Played)}" : "";
                yield return string.Create(
                    CultureInfo.InvariantCulture,
                    $"{judgement.Clip}: {(kind.Key.Verdict == EventVerdict.False ? "false" : "duplicate")} {first.What} at {first.At:F1} s ({first.Seen}; score {first.Score:F2}){again}: {kind.Key.Reason}");
            }

            foreach (var missed in judgement.Missed)
                yield return $"{judgement.Clip}: missed {missed.Expected.What}, due {missed.Expected.WindowText}";
            if (play.Unasked.Count > 0)
                yield return $"{judgement.Clip}: could not ask for {string.Join(", ", play.Unasked)}: no model knows them";
        }
    }

    public string ToMarkdown()
    {
        var text = new StringBuilder($"# Events on clips, as measured\n\nWhat the columns mean stands in [clips.md](clips.md). Models: {string.Join(", ", Models)}.\n\n");
        text.Append($"| {string.Join(" | ", Columns)} |\n|{string.Concat(Columns.Select(_ => "---|"))}\n");
        foreach (var row in Rows())
            text.Append($"| {string.Join(" | ", row)} |\n");
        text.Append('\n').Append(Summary()).Append("\n\n");
        foreach (var line in Quiet.Lines())
            text.Append(line).Append("\n\n");
        if (Mistakes().Any())
            text.Append("What was wrong:\n\n");
        foreach (var mistake in Mistakes())
            text.Append($"- {mistake}\n");
        return text.ToString();
    }

    public string Summary() => string.Create(
        CultureInfo.InvariantCulture,
        $"Precision {True} / ({True} + {Wrong}) = {Precision:F3}, recall {True} / ({True} + {Missed}) = {Recall:F3}.");

    private static string[] Row(string name, IReadOnlyList<PlayedClip> clips)
    {
        var delays = Delays(clips);
        return
        [
            name,
            Minutes(Sum(clips, clip => clip.Play.Length)),
            Minutes(Sum(clips, clip => clip.Play.Played)),
            $"{clips.Sum(clip => clip.Play.Looks)}",
            Count(clips, clip => clip.Judgement.Named),
            Count(clips, clip => clip.Judgement.Found),
            Count(clips, clip => clip.Judgement.Missed.Count()),
            Count(clips, clip => clip.DifferentFalse),
            Count(clips, clip => clip.Judgement.Duplicates.Count()),
            delays.Length == 0 ? None : string.Create(CultureInfo.InvariantCulture, $"{Median(delays):F1} s"),
            delays.Length == 0 ? None : string.Create(CultureInfo.InvariantCulture, $"{delays[^1]:F1} s"),
        ];
    }

    private static string Count(IReadOnlyList<PlayedClip> clips, Func<PlayedClip, int> of) => clips.Sum(of) is var sum and > 0 ? $"{sum}" : None;

    private static TimeSpan Sum(IReadOnlyList<PlayedClip> clips, Func<PlayedClip, TimeSpan> part) => clips.Aggregate(TimeSpan.Zero, (sum, clip) => sum + part(clip));

    private static string Minutes(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:F2} min");

    private static double[] Delays(IReadOnlyList<PlayedClip> clips) => [.. clips.SelectMany(clip => clip.Judgement.Delays).Order()];

    private static double Median(double[] sorted) =>
        sorted.Length == 0 ? double.NaN : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
}
