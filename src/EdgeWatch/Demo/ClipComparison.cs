using System.Text;

namespace EdgeWatch.Demo;

/// <summary>What became of a clip: the problems its truth names, and the cases that there are.</summary>
/// <param name="Clip">File name.</param>
/// <param name="Expected">Problems that the truth names.</param>
/// <param name="Found">Those that became one case.</param>
/// <param name="Missing">Those without a case.</param>
/// <param name="Unexpected">Cases that the truth does not name.</param>
/// <param name="Doubled">Problems with more than one case.</param>
internal sealed record ClipComparison(string Clip, int Expected, int Found, IReadOnlyList<string> Missing, IReadOnlyList<string> Unexpected, IReadOnlyList<string> Doubled)
{
    public bool IsRight => Missing.Count == 0 && Unexpected.Count == 0 && Doubled.Count == 0;

    public static ClipComparison Of(ClipTruth truth, IReadOnlyList<SeenCase> cases)
    {
        var mine = cases.Where(seen => seen.Camera == truth.Camera).ToArray();
        bool IsSeen(TruthCase expected) => mine.Any(seen => seen.Zone == expected.Zone && seen.Problem == expected.Problem);
        bool IsExpected(SeenCase seen) => truth.Expected.Any(expected => seen.Zone == expected.Zone && seen.Problem == expected.Problem);
        return new ClipComparison(
            Path.GetFileName(truth.Path),
            truth.Expected.Count,
            truth.Expected.Count(IsSeen),
            [.. truth.Expected.Where(expected => !IsSeen(expected)).Select(expected => $"{expected.Problem} in {expected.Zone}")],
            [.. mine.Where(seen => !IsExpected(seen)).Select(seen => $"{seen.Problem} in {seen.Zone}")],
            [.. mine.GroupBy(seen => (seen.Zone, seen.Problem)).Where(group => group.Count() > 1).Select(group => $"{group.Key.Problem} in {group.Key.Zone}")]);
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
