using EdgeWatch.Evaluation.Data;

namespace EdgeWatch.Evaluation;

/// <summary>All that one evaluation found.</summary>
/// <param name="Sets">On which data.</param>
/// <param name="Floor">Least score of a detection that was counted.</param>
/// <param name="Pictures">What was seen.</param>
/// <param name="Unreadable">Pictures left out.</param>
/// <param name="Models">Scores, in the order asked for; the first is what the others are compared with.</param>
/// <param name="Took">Wall time of decoding and detecting.</param>
internal sealed record EvaluationResult(
    IReadOnlyList<DataSet> Sets,
    float Floor,
    IReadOnlyList<SeenPicture> Pictures,
    IReadOnlyList<UnreadablePicture> Unreadable,
    IReadOnlyList<ModelScore> Models,
    TimeSpan Took)
{
    /// <summary>The data in words: <c>waste test</c>.</summary>
    public string Data => string.Join(", ", Sets.Select(set => $"{set.Name} {set.Split}"));

    /// <summary>Time per picture of each model, where it was asked for.</summary>
    public IReadOnlyList<ModelTime> Times { get; init; } = [];

    /// <summary>What a reader of the figures must know: gaps in the labels, names that are not judged, pictures left out.</summary>
    public IEnumerable<string> Notes()
    {
        foreach (var set in Sets.Where(set => set.Gaps.Count > 0))
            yield return $"{set.Name} labels {string.Join(", ", set.Gaps)} only in part: their precision and AP are lower bounds";
        foreach (var set in Sets.Where(set => set.LeftOut.Count > 0))
            yield return $"{set.Name}: {set.LeftOut.Count} of its names are not judged ({string.Join(", ", set.LeftOut.Take(6))}{(set.LeftOut.Count > 6 ? " …" : "")})";
        var known = Models.SelectMany(model => model.Classes).Select(score => score.Class).ToHashSet(StringComparer.Ordinal);
        foreach (var (set, unknown) in Sets.Select(set => (set, set.Classes.Where(name => !known.Contains(name)).ToArray())).Where(pair => pair.Item2.Length > 0))
            yield return $"{set.Name} also labels {string.Join(", ", unknown)}, which no model knows";
        if (Unreadable.Count > 0)
            yield return $"{Unreadable.Count} of {Pictures.Count + Unreadable.Count} pictures cannot be read and are left out: {string.Join("; ", Unreadable.Take(5).Select(picture => picture.Reason))}{(Unreadable.Count > 5 ? " …" : "")}";
    }
}

/// <summary>What one picture costs a model: letterbox, network, decoding and suppression, one thread.</summary>
/// <param name="Model">Its name.</param>
/// <param name="Median">Over the pictures.</param>
/// <param name="Ratio">Its time over the first model's, the median over the pictures of the ratio within one picture.</param>
/// <param name="Pictures">How many were timed.</param>
internal sealed record ModelTime(string Model, TimeSpan Median, double Ratio, int Pictures);
