using EdgeWatch.Evaluation.Scoring;

namespace EdgeWatch.Evaluation;

/// <summary>Scores what models saw. A class is judged on the pictures of the data sets that label it, and on no others.</summary>
internal static class Evaluator
{
    /// <summary>The scores of one model, in the order of its manifest's classes; classes that no data set labels are not among them.</summary>
    /// <param name="pictures">What was seen.</param>
    /// <param name="index">Number of the model in <see cref="SeenPicture.ByModel"/>.</param>
    /// <param name="name">Its name.</param>
    /// <param name="thresholds">Its classes and shipped thresholds.</param>
    public static ModelScore Of(IReadOnlyList<SeenPicture> pictures, int index, string name, IReadOnlyDictionary<string, float> thresholds)
    {
        var labelled = pictures.SelectMany(picture => picture.Set.Classes).ToHashSet(StringComparer.Ordinal);
        return new(name, [.. thresholds.Where(entry => labelled.Contains(entry.Key)).Select(entry => OfClass(pictures, index, entry.Key, entry.Value))]);
    }

    private static ClassScore OfClass(IReadOnlyList<SeenPicture> pictures, int model, string name, float threshold)
    {
        var judged = pictures.Where(picture => picture.Set.Classes.Contains(name)).ToArray();
        var all = judged.Select(picture => Match(picture, SizeRange.All)).ToArray();
        return new(
            name,
            threshold,
            Score.Of(all, threshold),
            [.. SizeRange.Sizes.Select(size => Score.Of([.. judged.Select(picture => Match(picture, size))], threshold))],
            [.. Enum.GetValues<Light>().Select(light => Score.Of([.. all.Where((_, at) => judged[at].Light == light)], threshold))],
            PrecisionCurve.Of(all, 0));

        MatchedPicture Match(SeenPicture picture, SizeRange size) => PictureMatch.Of(picture.Found(model, name), picture.Truth(name), size);
    }
}

/// <summary>The scores of one model.</summary>
/// <param name="Model">Its name.</param>
/// <param name="Classes">Of the classes that were judged.</param>
internal sealed record ModelScore(string Model, IReadOnlyList<ClassScore> Classes)
{
    /// <summary>Mean over the classes that have boxes; NaN where none has.</summary>
    public double MeanAp50 => Mean(score => score.All.Ap50);

    /// <summary>Mean over the classes that have boxes; NaN where none has.</summary>
    public double MeanAp => Mean(score => score.All.Ap);

    public ClassScore? Find(string name) => Classes.FirstOrDefault(score => score.Class == name);

    private double Mean(Func<ClassScore, double> figure) =>
        Classes.Select(figure).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average();
}
