using EdgeWatch.EdgeAgent.Detectors;

namespace EdgeWatch.EdgeAgent.Tests.Detectors;

public sealed class SuppressionTests
{
    [Theory]
    [InlineData(0, 0.5f)]
    [InlineData(1, 0.5f)]
    [InlineData(2, 0.5f)]
    [InlineData(7, 0.45f)]
    [InlineData(9, 0.6f)]
    [InlineData(257, 0.5f)]
    [InlineData(1500, 0.3f)]
    public void What_is_kept_is_what_the_plain_algorithm_keeps(int count, float limit)
    {
        var suppression = new Suppression();
        for (var seed = 0; seed < 5; seed++)
        {
            var candidates = RandomCandidates(count, seed);

            suppression.Run(candidates, limit).ToArray().ShouldBe(Reference(candidates, limit));
        }
    }

    [Fact]
    public void Boxes_of_different_classes_do_not_suppress_each_other()
    {
        var candidates = new CandidateList();
        candidates.Add(0, 0, 10, 10, 0.9f, 0);
        candidates.Add(0, 0, 10, 10, 0.8f, 1);
        candidates.Add(0, 0, 10, 10, 0.7f, 0);

        new Suppression().Run(candidates, 0.5f).ToArray().ShouldBe([0, 1]);
    }

    [Fact]
    public void Without_a_limit_all_remain_best_first()
    {
        var candidates = new CandidateList();
        candidates.Add(0, 0, 10, 10, 0.5f, 0);
        candidates.Add(0, 0, 10, 10, 0.9f, 0);

        new Suppression().Run(candidates, null).ToArray().ShouldBe([1, 0]);
    }

    [Fact]
    public void A_flood_of_candidates_is_cut_to_the_best()
    {
        var candidates = new CandidateList();
        for (var i = 0; i < 5000; i++)
            candidates.Add(20 * i, 0, 20 * i + 10, 10, i / 5000f, 0);

        var kept = new Suppression().Run(candidates, 0.5f);

        kept.Length.ShouldBe(Suppression.MaxCandidates);
        kept[0].ShouldBe(4999);
    }

    [Fact]
    public void What_is_not_a_number_or_not_wanted_is_left_out()
    {
        var candidates = new CandidateList([true, false]);
        candidates.Add(0, 0, float.NaN, 1, 0.9f, 0);
        candidates.Add(0, 0, 1, float.PositiveInfinity, 0.9f, 0);
        candidates.Add(0, 0, 1, 1, float.NaN, 0);
        candidates.Add(0, 0, 1, 1, 0.9f, 1);
        candidates.Add(0, 0, 1, 1, 0.9f, 0);

        candidates.Count.ShouldBe(1);
    }

    [Fact]
    public void Nothing_is_allocated_in_steady_state()
    {
        var suppression = new Suppression();
        var candidates = RandomCandidates(700, seed: 1);
        suppression.Run(candidates, 0.5f).Length.ShouldBeGreaterThan(1);

        Allocations.Least(() => suppression.Run(candidates, 0.5f)).ShouldBe(0);
    }

    private static CandidateList RandomCandidates(int count, int seed)
    {
        var random = new Random(seed);
        var candidates = new CandidateList();
        for (var i = 0; i < count; i++)
            candidates.AddCentred(random.Next(200), random.Next(200), 10 + random.Next(60), 10 + random.Next(60), (float)random.NextDouble(), random.Next(3));
        return candidates;
    }

    private static int[] Reference(CandidateList candidates, float limit)
    {
        var kept = new List<int>();
        foreach (var index in Enumerable.Range(0, candidates.Count).OrderByDescending(index => candidates.Scores[index]))
        {
            if (kept.TrueForAll(better => candidates.Classes[better] != candidates.Classes[index] || BoxOf(candidates, better).IoU(BoxOf(candidates, index)) <= limit))
                kept.Add(index);
        }

        return [.. kept];
    }

    private static Box BoxOf(CandidateList candidates, int index) => new(candidates.X1[index], candidates.Y1[index], candidates.X2[index], candidates.Y2[index]);
}
