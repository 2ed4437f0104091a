using System.Globalization;
using EdgeWatch.Contracts;

namespace EdgeWatch.CaseBridge.Confidence;

/// <summary>
/// Bayes' rule in odds: prior odds times the likelihood ratio of each independent witness. Pure; the same findings and answers in any order give the same.
/// docs/corroboration.md states the formula, where each number comes from, and a worked example.
/// </summary>
internal static class CaseOdds
{
    /// <summary>No witness counts for more, either way: its rates were measured on some hundreds of trials, which cannot show a rarer mistake.</summary>
    public const double LargestRatio = 100;

    /// <summary>Nothing is certain: the posterior stays within 0.001..0.999.</summary>
    public const double LargestOdds = 999;

    /// <param name="findings">What sources found by themselves; at least one.</param>
    /// <param name="answers">What sources said when they were asked.</param>
    /// <param name="recordOf">Verdicts so far on a problem's name by a kind of reporter.</param>
    public static CaseConfidence Weigh(IReadOnlyList<Finding> findings, IReadOnlyList<Answer> answers, Func<string, string, TrackRecord> recordOf)
    {
        // Several reports of one source are not independent: it counts once, by its latest word.
        var found = LatestOf(findings)
            .Select(finding => new Weighed(finding, recordOf(finding.Problem, finding.Source.Kind)))
            .OrderByDescending(weighed => weighed.Odds)
            .ThenBy(weighed => weighed.Finding.Source.ToString(), StringComparer.Ordinal)
            .ToList();
        var leading = found[0];
        List<Factor> factors =
        [
            new Factor(FactorKinds.Finding, leading.Finding.Source.ToString(), WordsOf(leading), leading.Ratio),
            .. found.Skip(1).Select(Independent),
            .. Counted(findings, answers).Select(Corroborating),
        ];
        var prior = leading.Record.Prior;
        var odds = factors.Aggregate(OfShare(prior), (product, factor) => product * factor.Ratio);
        return new CaseConfidence(
            prior,
            new VerdictCount(leading.Finding.Problem, leading.Finding.Source.Kind, leading.Record.Confirmed, leading.Record.Rejected),
            ToShare(Math.Clamp(odds, 1 / LargestOdds, LargestOdds)),
            factors);
    }

    /// <summary>The posterior alone, without the words.</summary>
    /// <inheritdoc cref="Weigh"/>
    public static double Posterior(IReadOnlyList<Finding> findings, IReadOnlyList<Answer> answers, Func<string, string, TrackRecord> recordOf)
    {
        if (findings.Count != 1 || answers.Count > 0)
            return Weigh(findings, answers, recordOf).Posterior;
        var only = new Weighed(findings[0], recordOf(findings[0].Problem, findings[0].Source.Kind));
        return ToShare(Math.Clamp(only.Odds, 1 / LargestOdds, LargestOdds));
    }

    /// <summary>The latest finding of each source.</summary>
    public static IEnumerable<Finding> LatestOf(IReadOnlyList<Finding> findings) =>
        findings.GroupBy(finding => finding.Source).Select(same => same.MaxBy(finding => (finding.At, finding.Problem, finding.Share))!);

    /// <summary>The answers that count: of each source that found nothing by itself its latest.</summary>
    public static IEnumerable<Answer> Counted(IReadOnlyList<Finding> findings, IReadOnlyList<Answer> answers)
    {
        var finders = findings.Select(finding => finding.Source.ToString()).ToHashSet(StringComparer.Ordinal);
        return answers
            .Where(answer => !finders.Contains(answer.Source))
            .GroupBy(answer => answer.Source, StringComparer.Ordinal)
            .OrderBy(same => same.Key, StringComparer.Ordinal)
            .Select(same => same.MaxBy(answer => (answer.At, answer.Said, answer.LikelihoodRatio))!);
    }

    public static double OfShare(double share) => share / (1 - share);

    public static double ToShare(double odds) => odds / (1 + odds);

    private static double Bounded(double ratio) => Math.Clamp(ratio, 1 / LargestRatio, LargestRatio);

    /// <summary>
    /// Were nothing else known, the second source's report would stand at its own odds over even ones. A street problem is likelier absent than present at any one
    /// moment, so that its true ratio is no smaller; and that another found it too never speaks against it.
    /// </summary>
    private static Factor Independent(Weighed second) => new(
        FactorKinds.Independent, second.Finding.Source.ToString(), $"found {second.Finding.Problem} by itself; {Said(second.Odds)} on its own", Bounded(Math.Max(1, second.Odds)));

    private static Factor Corroborating(Answer answer) => new(
        FactorKinds.Corroboration,
        answer.Source,
        $"{(answer.Said == CorroborationAnswers.CannotTell ? "cannot tell" : answer.Said)}: {answer.Found}",
        Bounded(answer.LikelihoodRatio),
        answer.Said);

    private static string WordsOf(Weighed leading) => leading.Record.Judged == 0
        ? $"its own odds {Said(OfBoundedShare(leading.Finding.Share))}; none of its kind was judged yet"
        : $"its own odds {Said(OfBoundedShare(leading.Finding.Share))}, where the {leading.Record.Judged} of its kind that were judged said {Said(OfBoundedShare(leading.Record.UsualShare))}";

    /// <summary>A rule that gives 0 or 1 is as sure as one can be, not certain.</summary>
    private static double OfBoundedShare(double share) => OfShare(Math.Clamp(share, 0.01, 0.99));

    private static string Said(double odds) => odds >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{odds:0.##}:1")
        : string.Create(CultureInfo.InvariantCulture, $"1:{1 / odds:0.##}");

    /// <summary>A finding with the record of its kind.</summary>
    private sealed record Weighed(Finding Finding, TrackRecord Record)
    {
        /// <summary>The finding's own odds against those that its kind usually gives itself: the record holds the usual ones already.</summary>
        public double Ratio { get; } = Bounded(OfBoundedShare(Finding.Share) / OfBoundedShare(Record.UsualShare));

        public double Odds => OfShare(Record.Prior) * Ratio;
    }
}
