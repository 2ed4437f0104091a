using EdgeWatch.CaseBridge.Deduplication;
using EdgeWatch.CaseBridge.Rechecks;
using EdgeWatch.Contracts;

namespace EdgeWatch.CaseBridge.Tests.Rechecks;

/// <summary>What looks propose; docs/recheck.md has the worked example.</summary>
public sealed class RecheckRulesTests
{
    private static readonly DateTimeOffset Begin = new(2026, 3, 2, 9, 10, 0, TimeSpan.Zero);
    private static readonly RecheckPlan Plan = new(Begin, Begin.AddHours(2), TimeSpan.FromMinutes(1), Looks: 5, Agreeing: 4);
    private static readonly CandidateSource Kerb = CandidateSource.Camera("street-1", "kerb");
    private static readonly CandidateSource Gate = CandidateSource.Camera("street-1", "gate");
    private static readonly CandidateSource Cover = CandidateSource.Sensor("street-1", "cover-17");

    [Fact]
    public void Four_of_five_looks_that_do_not_show_it_propose_verified()
    {
        Decide("n").ShouldSatisfyAllConditions(one => one.State.ShouldBe(RecheckStates.Looking), one => one.NextAt.ShouldBe(At(1) + Plan.Every));
        Decide("nsnn").State.ShouldBe(RecheckStates.Looking);
        var standing = Decide("nsnnn");
        (standing.State, standing.Proposal).ShouldBe((RecheckStates.Proposed, RecheckProposals.Verified));
        standing.Words.ShouldBe("kerb: not seen in 4 of 5 looks (bin, score 0.91; no overflow)");

        // The geometric mean of 1/80 four times and 20 once is 0.0548: odds of 0.0548 to 1 that it is still there.
        standing.Posterior!.Value.ShouldBe(0.052, 0.0005);
        standing.After!.Answer.ShouldBe(RecheckAnswers.NotSeen);
    }

    [Fact]
    public void Four_looks_that_show_it_propose_returned_and_the_clearest_of_them_is_the_picture()
    {
        var looks = Looks(Kerb, "ssss");
        looks[1] = looks[1] with { LikelihoodRatio = 60 };
        var standing = RecheckRules.Decide(Plan, [Kerb], looks, At(5));
        (standing.Proposal, standing.After, standing.Words).ShouldBe((RecheckProposals.Returned, looks[1], "kerb: seen in 4 of 4 looks (overflow, score 0.83)"));
        standing.Posterior!.Value.ShouldBeGreaterThan(0.95);
    }

    [Fact]
    public void Looks_that_cannot_tell_count_neither_way_and_are_made_again_ever_later()
    {
        Decide("c").NextAt.ShouldBe(At(1) + (Plan.Every * 2));
        Decide("cc").NextAt.ShouldBe(At(2) + (Plan.Every * 4));
        Decide("cccccccc").NextAt.ShouldBe(At(8) + TimeSpan.FromMinutes(15), "an eighth of the time there is");
        Decide("cn").NextAt.ShouldBe(At(2) + Plan.Every, "it sees again");
        Decide("ccnnnn").Proposal.ShouldBe(RecheckProposals.Verified);
    }

    [Fact]
    public void When_the_time_has_passed_without_enough_looks_it_says_that_it_is_impossible_and_why()
    {
        var standing = RecheckRules.Decide(Plan, [Kerb], Looks(Kerb, "cc"), Plan.Until);
        (standing.State, standing.Proposal, standing.Posterior).ShouldBe((RecheckStates.Impossible, null, null));
        standing.Words.ShouldBe("kerb: could not tell in 2 looks; nothing can be told from the look: too dark");

        RecheckRules.Decide(Plan, [Kerb], Looks(Kerb, "nns"), Plan.Until).State.ShouldBe(RecheckStates.Impossible, "three looks are too few");
        RecheckRules.Decide(Plan, [Kerb], [], Plan.Until).Words.ShouldBe("kerb: not asked yet");
        RecheckRules.Decide(Plan, [], [], Begin).ShouldSatisfyAllConditions(
            none => none.State.ShouldBe(RecheckStates.Impossible), none => none.Words.ShouldBe("no camera or sensor of ours reports in this case"));
    }

    [Fact]
    public void It_never_looks_beyond_its_time() =>
        RecheckRules.Decide(Plan, [Kerb], Looks(Kerb, "n"), Plan.Until.AddSeconds(-5)).NextAt.ShouldBe(Plan.Until);

    [Fact]
    public void One_camera_that_still_sees_it_outweighs_another_that_does_not() =>
        RecheckRules.Decide(Plan, [Kerb, Gate], [.. Looks(Kerb, "nnnn"), .. Looks(Gate, "ssss")], At(5)).Proposal.ShouldBe(RecheckProposals.Returned);

    [Fact]
    public void A_camera_that_sees_the_place_clean_waits_for_the_other_until_that_has_given_up()
    {
        RecheckRules.Decide(Plan, [Kerb, Gate], [.. Looks(Kerb, "nnnn"), .. Looks(Gate, "cccc")], At(5)).State.ShouldBe(RecheckStates.Looking);
        var standing = RecheckRules.Decide(Plan, [Kerb, Gate], [.. Looks(Kerb, "nnnnn"), .. Looks(Gate, "ccccc")], At(6));
        (standing.Proposal, standing.Words).ShouldBe((
            RecheckProposals.Verified, "kerb: not seen in 5 of 5 looks (bin, score 0.91; no overflow); gate: could not tell in 5 looks; nothing can be told from the look: too dark"));
        RecheckRules.Decide(Plan, [Kerb, Gate], [.. Looks(Kerb, "nnnnn"), .. Looks(Gate, "sn")], Plan.Until).State.ShouldBe(RecheckStates.Impossible, "they disagree");
    }

    [Fact]
    public void Of_a_sensor_one_answer_is_enough_and_the_latest_counts()
    {
        RecheckRules.Decide(Plan, [Cover], Looks(Cover, "n"), At(2)).Proposal.ShouldBe(RecheckProposals.Verified);
        RecheckRules.Decide(Plan, [Cover], Looks(Cover, "sn"), At(3)).Proposal.ShouldBe(RecheckProposals.Verified);
        RecheckRules.Decide(Plan, [Cover, Kerb], [.. Looks(Cover, "n"), .. Looks(Kerb, "nn")], At(3)).State.ShouldBe(RecheckStates.Looking, "the camera has not looked often enough");
    }

    [Fact]
    public void A_report_after_it_was_handled_proposes_returned_whatever_the_looks_said()
    {
        var report = Looks(Gate, "s")[0] with { Why = RecheckSilences.Reported, Found = "reported again at 2026-03-02 09:20:00Z: bin-overflow" };
        var standing = RecheckRules.Decide(Plan, [Kerb], [.. Looks(Kerb, "nnnn"), report], At(9));
        (standing.Proposal, standing.Words).ShouldBe((
            RecheckProposals.Returned, "kerb: not seen in 4 of 4 looks (bin, score 0.91; no overflow); gate: reported again at 2026-03-02 09:20:00Z: bin-overflow"));
    }

    private static DateTimeOffset At(int minutes) => Begin.AddMinutes(minutes);

    private static RecheckStanding Decide(string answers) => RecheckRules.Decide(Plan, [Kerb], Looks(Kerb, answers), At(answers.Length));

    /// <summary>One look a minute: (s)een, (n)ot seen, (c)annot tell.</summary>
    private static List<RecheckLook> Looks(CandidateSource source, string answers) => [.. answers.Select((answer, index) =>
    {
        var id = Guid.CreateVersion7(At(index));
        return new RecheckLook(id, source, At(index))
        {
            Answer = answer switch { 's' => RecheckAnswers.Seen, 'n' => RecheckAnswers.NotSeen, _ => RecheckAnswers.CannotTell },
            Why = answer == 'c' ? RecheckObstacles.Dark : null,
            Found = answer switch { 's' => "overflow, score 0.83", 'n' => "bin, score 0.91; no overflow", _ => "nothing can be told from the look: too dark" },
            LikelihoodRatio = answer switch { 's' => 20, 'n' => 1.0 / 80, _ => 1 },
            At = At(index),
            Evidence = id,
        };
    })];
}
