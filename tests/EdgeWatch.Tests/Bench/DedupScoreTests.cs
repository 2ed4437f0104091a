using EdgeWatch.Bench.Dedup;
using EdgeWatch.Bench.Dedup.Trace;

namespace EdgeWatch.EdgeWatch.Tests.Bench;

/// <summary>The counts themselves, on examples small enough to count by hand.</summary>
public sealed class DedupScoreTests
{
    private static readonly Origin Lorry = new(OriginKind.Problem, 1);
    private static readonly Origin Heap = new(OriginKind.Problem, 2);
    private static readonly Origin Statue = new(OriginKind.Noise, 1);
    private static readonly Origin Vendor = new(OriginKind.Permitted, 1);

    [Fact]
    public void One_case_for_each_problem_is_without_fault()
    {
        var result = Score((Lorry, 1), (Heap, 2), (Lorry, 1), (Heap, 2));
        (result.Problems, result.Cases, result.Duplicates, result.WrongMerges, result.Lost).ShouldBe((2, 2, 0, 0, 0));
    }

    [Fact]
    public void Every_case_of_a_problem_beyond_its_first_is_a_duplicate()
    {
        var result = Score((Lorry, 1), (Lorry, 2), (Lorry, 3), (Heap, 4));
        (result.Duplicates, result.WrongMerges).ShouldBe((2, 0));
        result.DuplicatesPerHundred.ShouldBe(100);
    }

    [Fact]
    public void A_problem_that_went_into_anothers_case_is_one_wrong_merge_however_often_it_did()
    {
        var result = Score((Lorry, 1), (Heap, 1), (Heap, 1), (Lorry, 2), (Heap, 2));
        (result.Duplicates, result.WrongMerges, result.Lost).ShouldBe((1, 1, 0));
    }

    [Fact]
    public void A_problem_that_has_its_own_case_too_is_swallowed_all_the_same() =>
        Score((Lorry, 1), (Heap, 2), (Heap, 1)).WrongMerges.ShouldBe(1);

    [Fact]
    public void A_problem_in_a_case_of_noise_is_swallowed_but_noise_in_a_problems_case_harms_nobody()
    {
        Score((Statue, 1), (Heap, 1)).WrongMerges.ShouldBe(1);
        Score((Heap, 1), (Statue, 1)).WrongMerges.ShouldBe(0);
    }

    [Fact]
    public void Cases_of_noise_and_of_what_is_permitted_are_no_duplicates()
    {
        var result = Score((Statue, 1), (Statue, 2), (Vendor, 3));
        (result.Problems, result.Duplicates, result.NoiseCases, result.PermittedCases).ShouldBe((0, 0, 2, 1));
    }

    [Fact]
    public void A_problem_of_which_every_candidate_was_kept_quiet_is_lost()
    {
        var result = Score((Heap, null), (Heap, null), (Lorry, null), (Lorry, 1));
        (result.Problems, result.Lost).ShouldBe((2, 1));
    }

    [Fact]
    public void The_mistakes_are_named()
    {
        var score = new DedupScore();
        foreach (var (origin, number) in new (Origin, long?)[] { (Lorry, 1), (Lorry, 2), (Heap, 2) })
            score.Note(new Delivery(CityTrace.Start, null!, origin, false), number);
        score.Mistakes.Select(mistake => (mistake.Kind, mistake.Case, mistake.First)).ShouldBe([("duplicate", 2, Lorry), ("wrong merge", 2, Lorry)]);
    }

    private static DedupResult Score(params (Origin Origin, long? Case)[] taken)
    {
        var score = new DedupScore();
        foreach (var (origin, number) in taken)
            score.Note(new Delivery(CityTrace.Start, null!, origin, false), number);
        return score.Result();
    }
}
