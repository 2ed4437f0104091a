using EdgeWatch.CaseBridge.Confidence;
using EdgeWatch.CaseBridge.Deduplication;
using EdgeWatch.Contracts;

namespace EdgeWatch.CaseBridge.Tests.Confidence;

/// <summary>The worked example of docs/corroboration.md, and what must hold of any case.</summary>
public class CaseOddsTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private static readonly CandidateSource Cover = CandidateSource.Sensor("street-1", "cover-17");
    private static readonly CandidateSource Gate = CandidateSource.Camera("street-1", "gate");

    private static readonly TrackRecord[] Records =
    [
        new(Problems.CoverMoved, ReporterKinds.Sensor, 8, 2, 10 * 0.86),
        new(Problems.ManholeOpen, ReporterKinds.Camera, 15, 5, 20 * 0.65),
    ];

    private static readonly Finding Tilted = new(Cover, Problems.CoverMoved, 0.9, At);
    private static readonly Finding Hole = new(Gate, Problems.ManholeOpen, 0.8, At.AddSeconds(5));

    [Fact]
    public void A_finding_alone_stands_at_its_priors_odds_times_its_own_against_the_usual()
    {
        var confidence = Weigh([Tilted]);
        confidence.Prior.ShouldBe(0.75, 1e-12);
        confidence.Record.ShouldBe(new VerdictCount(Problems.CoverMoved, "sensor", 8, 2));
        var factor = confidence.Factors.ShouldHaveSingleItem();
        factor.Ratio.ShouldBe(2.25, 1e-12);
        factor.Words.ShouldBe("its own odds 9:1, where the 10 of its kind that were judged said 4:1");
        confidence.Posterior.ShouldBe(0.871, 0.0005);
    }

    [Theory]
    [InlineData(CorroborationAnswers.Agrees, 0.81 / 0.10, 0.982, "agrees: hole seen")]
    [InlineData(CorroborationAnswers.Contradicts, 0.19 / 0.90, 0.588, "contradicts: hole seen")]
    [InlineData(CorroborationAnswers.CannotTell, 1.0, 0.871, "cannot tell: hole seen")]
    public void A_camera_that_was_asked_multiplies_the_odds_by_its_likelihood_ratio(string said, double ratio, double posterior, string words)
    {
        var confidence = Weigh([Tilted], Asked(said, ratio));
        confidence.Posterior.ShouldBe(posterior, 0.0005);
        confidence.Factors[1].ShouldBe(new Factor(FactorKinds.Corroboration, Gate.ToString(), words, ratio, said));
    }

    [Fact]
    public void A_camera_that_found_it_too_multiplies_by_its_own_odds()
    {
        var confidence = Weigh([Hole, Tilted]);
        confidence.Posterior.ShouldBe(0.976, 0.0005);
        confidence.Factors.Select(factor => factor.Kind).ShouldBe([FactorKinds.Finding, FactorKinds.Independent]);
        confidence.Factors[0].Source.ShouldBe(Cover.ToString());
        confidence.Factors[1].Ratio.ShouldBe(6.10, 0.01);
        confidence.Factors[1].Words.ShouldBe("found manhole-open by itself; 6.1:1 on its own");
    }

    [Fact]
    public void The_figures_of_the_document_are_these()
    {
        var document = File.ReadAllText(Repository.File("docs", "corroboration.md"));
        foreach (var figure in (string[])["odds 6.75    0.871", "odds 54.7    0.982", "odds 1.43    0.588", "odds 6.10", "odds 41.1    0.976"])
            document.ShouldContain(figure);
    }

    [Fact]
    public void With_no_verdict_and_no_witness_a_case_is_as_likely_as_its_rule_says()
    {
        foreach (var share in (double[])[0.05, 0.5, 0.73, 0.97])
            CaseOdds.Weigh([Tilted with { Share = share }], [], None).Posterior.ShouldBe(share, 1e-9);
        CaseOdds.Weigh([Tilted], [], None).Factors[0].Words.ShouldBe("its own odds 9:1; none of its kind was judged yet");
    }

    [Fact]
    public void With_many_verdicts_a_usual_finding_is_as_likely_as_verdicts_say() =>
        CaseOdds.Weigh([Tilted], [], (problem, reporter) => new TrackRecord(problem, reporter, 7_000, 3_000, 10_000 * 0.9)).Posterior.ShouldBe(0.7, 0.001);

    [Fact]
    public void A_source_counts_once_by_its_latest_word()
    {
        var again = Tilted with { Share = 0.6, At = At.AddMinutes(1) };
        Weigh([Tilted, again]).ShouldBeEquivalentTo(Weigh([again]));
        var (yes, no) = (Asked(CorroborationAnswers.Agrees, 8.1), Asked(CorroborationAnswers.Contradicts, 0.2) with { At = At.AddMinutes(1) });
        Weigh([Tilted], yes, no).ShouldBeEquivalentTo(Weigh([Tilted], no));
    }

    [Fact]
    public void A_source_that_found_it_by_itself_does_not_count_again_when_it_is_asked() =>
        Weigh([Tilted, Hole], Asked(CorroborationAnswers.Agrees, 50)).ShouldBeEquivalentTo(Weigh([Tilted, Hole]));

    [Fact]
    public void Whatever_is_said_in_whatever_order_odds_stay_within_their_bounds_and_are_the_product_of_their_factors()
    {
        for (var seed = 1; seed <= 500; seed++)
        {
            var random = new Random(seed);
            var findings = Enumerable.Range(0, random.Next(1, 5)).Select(_ => new Finding(
                random.Next(2) == 0 ? CandidateSource.Sensor("a", $"s-{random.Next(3)}") : CandidateSource.Camera("a", $"c-{random.Next(3)}"),
                random.Next(2) == 0 ? Problems.CoverMoved : Problems.ManholeOpen, random.NextDouble() < 0.1 ? random.Next(2) : random.NextDouble(), At.AddSeconds(random.Next(100)))).ToArray();
            var answers = Enumerable.Range(0, random.Next(4)).Select(_ => new Answer(
                $"/agents/a/cameras/c-{random.Next(5)}", CorroborationAnswers.Agrees, "seen", At.AddSeconds(random.Next(100)), Math.Pow(10, (random.NextDouble() * 12) - 6))).ToArray();
            var confidence = CaseOdds.Weigh(findings, answers, RecordOf);
            var product = confidence.Factors.Aggregate(CaseOdds.OfShare(confidence.Prior), (odds, factor) => odds * factor.Ratio);
            confidence.Posterior.ShouldBeInRange(0.001 - 1e-12, 0.999 + 1e-12, $"seed {seed}");
            confidence.Posterior.ShouldBe(CaseOdds.ToShare(Math.Clamp(product, 1.0 / 999, 999)), 1e-9, $"seed {seed}");
            CaseOdds.Posterior(findings, answers, RecordOf).ShouldBe(confidence.Posterior, $"seed {seed}");
            confidence.Factors.ShouldAllBe(factor => factor.Ratio >= 0.01 && factor.Ratio <= 100);
            confidence.Factors.Select(factor => factor.Source).ShouldBeUnique();
            random.Shuffle(findings);
            random.Shuffle(answers);
            CaseOdds.Weigh(findings, answers, RecordOf).ShouldBeEquivalentTo(confidence, $"seed {seed}");
        }
    }

    private static Answer Asked(string said, double ratio) => new(Gate.ToString(), said, "hole seen", At.AddSeconds(5), ratio);

    private static CaseConfidence Weigh(Finding[] findings, params Answer[] answers) => CaseOdds.Weigh(findings, answers, RecordOf);

    private static TrackRecord RecordOf(string problem, string reporter) =>
        Records.FirstOrDefault(record => record.Problem == problem && record.Reporter == reporter) ?? None(problem, reporter);

    private static TrackRecord None(string problem, string reporter) => new(problem, reporter, 0, 0, 0);
}
