using EdgeWatch.Evaluation.Scoring;

namespace EdgeWatch.Evaluation.Report;

/// <summary>The mistakes of a model in one class at its shipped threshold, at overlap 0.5, worst first.</summary>
/// <param name="False">Surest first.</param>
/// <param name="Missed">Largest first: to miss those says most.</param>
internal sealed record Mistakes(IReadOnlyList<Mistake> False, IReadOnlyList<Mistake> Missed)
{
    public static Mistakes Of(EvaluationResult result, int model, ClassScore score)
    {
        var (wrong, missed) = (new List<Mistake>(), new List<Mistake>());
        foreach (var picture in result.Pictures.Where(picture => picture.Set.Classes.Contains(score.Class)))
            AddOf(picture, model, score, wrong, missed);
        return new([.. wrong.OrderByDescending(mistake => mistake.Score)], [.. missed.OrderByDescending(mistake => mistake.Box.Area)]);
    }

    private static void AddOf(SeenPicture picture, int model, ClassScore score, List<Mistake> wrong, List<Mistake> missed)
    {
        var truth = picture.Truth(score.Class);
        var match = PictureMatch.Of(picture.Found(model, score.Class), truth, SizeRange.All);
        var met = new HashSet<int>();
        foreach (var (found, matched) in match.Found.Zip(match.ByOverlap[0]).Where(pair => pair.First.Score >= score.Threshold))
        {
            if (matched.Outcome == Outcome.Wrong)
                wrong.Add(new(picture, found.Box, found.Score));
            met.Add(matched.Truth);
        }

        for (var at = 0; at < truth.Count; at++)
        {
            if (!truth[at].Crowd && !met.Contains(at))
                missed.Add(new(picture, truth[at].Box, match.Found.Where(found => found.Box.Fit(truth[at].Box, false) >= 0.5).Select(found => found.Score).DefaultIfEmpty().Max()));
        }
    }
}

/// <summary>One mistake at the shipped threshold.</summary>
/// <param name="Picture">In which picture.</param>
/// <param name="Box">Where, in its pixels.</param>
/// <param name="Score">Of a false alarm, its own; of a miss, the best of its class that lay on it, 0 where none did.</param>
internal sealed record Mistake(SeenPicture Picture, Rectangle Box, float Score);
