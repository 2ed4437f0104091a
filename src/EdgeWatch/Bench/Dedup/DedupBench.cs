using EdgeWatch.Bench.Dedup.City;
using EdgeWatch.Bench.Dedup.Rivals;
using EdgeWatch.Bench.Dedup.Trace;
using EdgeWatch.Figures;
using EdgeWatch.Terminal;

namespace EdgeWatch.Bench.Dedup;

/// <summary>
/// The bridge and four rivals on the same days of the same districts. Each rival's parameter is chosen on a district of its own, which is then not counted:
/// the one with the fewest errors in all.
/// </summary>
internal sealed class DedupBench(DistrictPlan plan, int firstSeed, int seeds, int days, TextWriter? mistakes)
{
    /// <summary>Far from the seeds that count.</summary>
    private const int TuningSeed = 1000;

    private readonly List<Mistake> _made = [];

    public async Task<IReadOnlyList<Figure>> RunAsync(CancellationToken stop)
    {
        var rivals = await ChooseAsync(stop);
        var entrants = rivals.Prepend(new RivalChoice("EdgeWatch", "–", () => new BridgeUnderTest())).ToList();
        var results = entrants.ToDictionary(entrant => entrant, _ => new List<DedupResult>());
        for (var seed = firstSeed; seed < firstSeed + seeds; seed++)
        {
            var city = new CityTrace(plan, seed, days);
            var trace = city.Play().ToList();
            foreach (var entrant in entrants)
                results[entrant].Add(await PlayAsync(entrant, trace, city.Permissions, seed, entrant == entrants[0], stop));
            Screen.Instance.Line($"seed {seed}: {trace.Count} messages, {results[entrants[0]][^1].Problems} real problems");
        }

        Show(entrants, results);
        ShowMistakes();
        return Figures(results[entrants[0]], rivals.Select(rival => results[rival].Aggregate((one, other) => one + other)).ToList());
    }

    private async Task<IReadOnlyList<RivalChoice>> ChooseAsync(CancellationToken stop)
    {
        var trace = new CityTrace(plan, TuningSeed, days).Play().ToList();
        var chosen = new List<RivalChoice>();
        foreach (var rival in new[] { NoDeduplication.Choices, CameraCooldown.Choices, OpenAlarm.Choices, ClassAndRadius.Choices })
        {
            var tried = new List<(RivalChoice Choice, double Errors)>();
            foreach (var choice in rival)
                tried.Add((choice, (await PlayAsync(choice, trace, [], TuningSeed, false, stop)).ErrorsPerHundred));
            chosen.Add(tried.MinBy(trial => trial.Errors).Choice);
        }

        return chosen;
    }

    private async Task<DedupResult> PlayAsync(RivalChoice choice, List<Delivery> trace, IEnumerable<Permission> permissions, int seed, bool isOurs, CancellationToken stop)
    {
        using var system = choice.Create();
        foreach (var permission in permissions)
            system.Permit(permission);
        var score = await DedupRun.PlayAsync(system, trace, new Reviewer(seed), stop);
        if (!isOurs)
            return score.Result();
        _made.AddRange(score.Mistakes);
        foreach (var (kind, delivery, number, first) in mistakes is null ? [] : score.Mistakes)
        {
            var data = delivery.Candidate.Data;
            mistakes!.WriteLine(
                $"seed {seed}: {kind}: {delivery.At:MM-dd HH:mm} {delivery.Candidate.Source} {data.Judgement.Zone} {data.Problem} of {delivery.Origin.Kind} {delivery.Origin.Number} "
                + $"since {data.Since:HH:mm}, place {data.Place?.From} ± {data.Place?.ErrorRadius} m, in case {number} of {first.Kind} {first.Number}: {system.Explain(delivery.Candidate.Id)}");
        }

        return score.Result();
    }

    private void Show(List<RivalChoice> entrants, Dictionary<RivalChoice, List<DedupResult>> results) => Screen.Instance.Table(
        ["", "parameter", "seed", "problems", "cases", "duplicates per 100", "wrong merges per 100", "lost per 100", "cases from noise", "cases of what is permitted"],
        entrants.SelectMany(entrant => results[entrant].Select((result, index) => new[]
        {
            entrant.Name, entrant.Parameter, $"{firstSeed + index}", $"{result.Problems}", $"{result.Cases}",
            $"{result.DuplicatesPerHundred:0.00}", $"{result.WrongMergesPerHundred:0.00}", $"{result.LostPerHundred:0.00}", $"{result.NoiseCases}", $"{result.PermittedCases}",
        })));

    /// <summary>Where ours went wrong: by class, and by how the candidate's place was known.</summary>
    private void ShowMistakes() => Screen.Instance.Table(
        ["mistakes of EdgeWatch", "problem", "place from", "times"],
        _made.GroupBy(one => (one.Kind, one.Delivery.Candidate.Data.Problem, From: one.Delivery.Candidate.Data.Place?.From ?? "none")).OrderByDescending(group => group.Count())
            .Select(group => new[] { group.Key.Kind, group.Key.Problem, group.Key.From, $"{group.Count()}" }));

    private static IReadOnlyList<Figure> Figures(List<DedupResult> ours, List<DedupResult> rivals)
    {
        var all = ours.Aggregate((one, other) => one + other);
        return
        [
            new("dedup.problems", all.Problems, "1"),
            new("dedup.duplicatesPerHundred", all.DuplicatesPerHundred, "per 100 problems"),
            new("dedup.duplicatesPerHundredWorstSeed", ours.Max(result => result.DuplicatesPerHundred), "per 100 problems"),
            new("dedup.wrongMergesPerHundred", all.WrongMergesPerHundred, "per 100 problems"),
            new("dedup.wrongMergesPerHundredWorstSeed", ours.Max(result => result.WrongMergesPerHundred), "per 100 problems"),
            new("dedup.lostPerHundred", all.LostPerHundred, "per 100 problems"),
            new("dedup.bestRivalDuplicatesPerHundred", rivals.Min(result => result.DuplicatesPerHundred), "per 100 problems"),
            new("dedup.ratioToBestRival", all.DuplicatesPerHundred / rivals.Min(result => result.DuplicatesPerHundred), "1"),
        ];
    }
}
