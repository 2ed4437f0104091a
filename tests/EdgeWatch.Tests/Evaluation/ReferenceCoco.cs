namespace EdgeWatch.EdgeWatch.Tests.Evaluation;

/// <summary>
/// COCO's protocol written down slowly, straight from its definition (cocodataset.org, "Detection evaluation", and the text of pycocotools), to hold the
/// product's against. It shares no code with the product: boxes are left, top, width, height as in COCO's files, lists are searched again and again.
/// </summary>
internal static class ReferenceCoco
{
    public sealed record Truth(double X, double Y, double W, double H, double Area, bool Crowd);

    public sealed record Seen(double X, double Y, double W, double H, double Score);

    public sealed record Picture(IReadOnlyList<Truth> Truths, IReadOnlyList<Seen> Detections);

    public static double Ap(IReadOnlyList<Picture> pictures, double overlap, double least, double most)
    {
        var wanted = pictures.Sum(picture => picture.Truths.Count(truth => !IsIgnored(truth, least, most)));
        if (wanted == 0)
            return double.NaN;
        var judged = new List<(double Score, bool Hit)>();
        foreach (var picture in pictures)
            judged.AddRange(Judge(picture, overlap, least, most));
        var ranked = judged.Select((item, order) => (item, order)).OrderBy(pair => -pair.item.Score).ThenBy(pair => pair.order).Select(pair => pair.item).ToList();

        // For each recall level: the best precision among all prefixes of the ranking that reach it.
        var prefixes = Enumerable.Range(1, ranked.Count).Select(length => (
            Recall: (double)ranked.Take(length).Count(item => item.Hit) / wanted,
            Precision: (double)ranked.Take(length).Count(item => item.Hit) / length)).ToList();
        double sum = 0;
        for (var level = 0; level <= 100; level++)
        {
            var reaching = prefixes.Where(prefix => prefix.Recall >= 0.01 * level).ToList();
            sum += reaching.Count == 0 ? 0 : reaching.Max(prefix => prefix.Precision);
        }

        return sum / 101;
    }

    /// <summary>Precision and recall at overlap 0.5 of the detections that reach a threshold, everything below it thrown away first.</summary>
    public static (int Right, int Wrong) At(IReadOnlyList<Picture> pictures, double threshold)
    {
        var judged = pictures.SelectMany(picture => Judge(picture with { Detections = [.. picture.Detections.Where(seen => seen.Score >= threshold)] }, 0.5, 0, 1e10)).ToList();
        return (judged.Count(item => item.Hit), judged.Count(item => !item.Hit));
    }

    private static IEnumerable<(double Score, bool Hit)> Judge(Picture picture, double overlap, double least, double most)
    {
        var used = new HashSet<Truth>(ReferenceEqualityComparer.Instance);
        foreach (var seen in picture.Detections.Select((item, order) => (item, order)).OrderBy(pair => -pair.item.Score).ThenBy(pair => pair.order).Take(100).Select(pair => pair.item))
        {
            // First choice: the real thing that fits best; the later of two that fit alike.
            var real = BestOf(picture.Truths.Where(truth => !IsIgnored(truth, least, most) && !used.Contains(truth)), seen, overlap);
            if (real is not null)
            {
                used.Add(real);
                yield return (seen.Score, true);
                continue;
            }

            // Second: something ignored. A crowd may be met any number of times.
            var ignored = BestOf(picture.Truths.Where(truth => IsIgnored(truth, least, most) && (truth.Crowd || !used.Contains(truth))), seen, overlap);
            if (ignored is not null)
            {
                used.Add(ignored);
                continue;
            }

            var area = seen.W * seen.H;
            if (area >= least && area <= most)
                yield return (seen.Score, false);
        }
    }

    private static Truth? BestOf(IEnumerable<Truth> truths, Seen seen, double overlap)
    {
        Truth? best = null;
        var bestFit = overlap;
        foreach (var truth in truths)
        {
            var fit = Fit(truth, seen);
            if (fit >= bestFit)
            {
                best = truth;
                bestFit = fit;
            }
        }

        return best;
    }

    private static bool IsIgnored(Truth truth, double least, double most) => truth.Crowd || truth.Area < least || truth.Area > most;

    private static double Fit(Truth truth, Seen seen)
    {
        var across = Math.Min(truth.X + truth.W, seen.X + seen.W) - Math.Max(truth.X, seen.X);
        var down = Math.Min(truth.Y + truth.H, seen.Y + seen.H) - Math.Max(truth.Y, seen.Y);
        if (across <= 0 || down <= 0)
            return 0;
        var common = across * down;
        return truth.Crowd ? common / (seen.W * seen.H) : common / (seen.W * seen.H + truth.W * truth.H - common);
    }
}
