using System.Text;
using EdgeWatch.Evaluation.Events;

namespace EdgeWatch.Demo;

/// <summary>What became of a clip that was played as a camera: the problems its truth names, and the cases that there are.</summary>
/// <param name="Clip">File name.</param>
/// <param name="Expected">Problems that the truth names; several stills of one problem are one here.</param>
/// <param name="Found">Those that became a case.</param>
/// <param name="Missing">Those without a case.</param>
/// <param name="Unexpected">Cases that the truth does not name, or not then.</param>
/// <param name="Doubled">Problems with more cases than stills that show them.</param>
internal sealed record ClipComparison(string Clip, int Expected, int Found, IReadOnlyList<string> Missing, IReadOnlyList<string> Unexpected, IReadOnlyList<string> Doubled)
{
    /// <summary>The way through RTSP, agent, broker and bridge, and the position in the clip, are good for so many seconds.</summary>
    private const double Slack = 2;

    public bool IsRight => Missing.Count == 0 && Unexpected.Count == 0 && Doubled.Count == 0;

    /// <summary>Compares by the same judge as <c>eval --events</c>.</summary>
    /// <param name="truth">What is true of the clip.</param>
    /// <param name="cases">Cases of all cameras.</param>
    /// <param name="played">Where the clip was when; null where that is not known: then only what and where are compared.</param>
    public static ClipComparison Of(ClipTruth truth, IReadOnlyList<SeenCase> cases, ClipPosition? played)
    {
        var opened = cases.Where(seen => seen.Camera == truth.Camera).Select(seen => new OpenedEvent(seen.Zone, seen.Problem, played?.At(seen.OpenedAt))).ToArray();
        var expected = truth.Expected.Select(one => Widen(truth, one, played));
        var judged = EventJudge.Judge(truth with { Expected = [.. expected] }, opened);
        // A case outlives its reports and may take in what comes again: of the stills that show one problem in one zone, a case for one of them is asked, and one for each is right too.
        var problems = judged.Truths.GroupBy(one => one.Expected.What).ToList();
        var missing = problems.Where(stills => stills.All(one => one.Verdict == TruthVerdict.Missed)).Select(stills => stills.Key).ToList();
        return new ClipComparison(
            judged.Clip,
            problems.Count,
            problems.Count - missing.Count,
            missing,
            [.. judged.False.Select(unexpected => unexpected.Opened.What)],
            [.. judged.Duplicates.Select(twice => twice.Opened.What).Distinct(StringComparer.Ordinal)]);
    }

    /// <summary>What stands when the clip begins has stood through the lead-in already.</summary>
    private static TruthCase Widen(ClipTruth truth, TruthCase expected, ClipPosition? played)
    {
        if (expected.OpenedBetween is not var (from, to) || played is null)
            return expected;
        var zone = truth.Zones.First(zone => zone.Id == expected.Zone);
        var early = zone.Rule == "occupancy" && from <= zone.Dwell.TotalSeconds ? Slack + played.LeadIn.TotalSeconds : Slack;
        return expected with { OpenedBetween = (from - early, to + Slack) };
    }

    /// <summary>The comparison as a Markdown table.</summary>
    public static string Table(IEnumerable<ClipComparison> clips)
    {
        var text = new StringBuilder("| clip | named by the truth | found | missing | not named | second case |\n|---|---|---|---|---|---|\n");
        foreach (var clip in clips)
            text.Append($"| {clip.Clip} | {clip.Expected} | {clip.Found} | {Words(clip.Missing)} | {Words(clip.Unexpected)} | {Words(clip.Doubled)} |\n");
        return text.ToString();
    }

    private static string Words(IReadOnlyList<string> items) => items.Count == 0 ? "–" : string.Join(", ", items);
}
