using EdgeWatch.EdgeAgent.Detectors;

namespace EdgeWatch.Evaluation;

/// <summary>
/// Average precision as COCO defines it (Lin et al. 2014, pycocotools): detections in falling score, each matched to the free box of its picture
/// with the highest overlap at or above the threshold; precision made monotone and read at 101 recalls.
/// </summary>
internal static class AveragePrecision
{
    private const int Recalls = 101;

    /// <summary>AP of one class at one overlap threshold, 0..1; NaN where no box of the class exists.</summary>
    /// <param name="scored">Score and whether it matched, of every detection of the class in all pictures.</param>
    /// <param name="boxes">Boxes of the class in all pictures.</param>
    public static double Of(IEnumerable<(float Score, bool Matched)> scored, int boxes)
    {
        if (boxes == 0)
            return double.NaN;
        var (precisions, recalls) = (new List<double>(), new List<double>());
        var (hits, seen) = (0, 0);
        foreach (var (_, matched) in scored.OrderByDescending(detection => detection.Score))
        {
            seen++;
            hits += matched ? 1 : 0;
            precisions.Add((double)hits / seen);
            recalls.Add((double)hits / boxes);
        }

        for (var at = precisions.Count - 2; at >= 0; at--)
            precisions[at] = Math.Max(precisions[at], precisions[at + 1]);
        var sum = 0.0;
        for (var step = 0; step < Recalls; step++)
        {
            var at = recalls.FindIndex(recall => recall >= step / (Recalls - 1.0) - 1e-12);
            sum += at < 0 ? 0 : precisions[at];
        }

        return sum / Recalls;
    }

    /// <summary>Matches the detections of one class in one picture, in falling score.</summary>
    public static IEnumerable<(float Score, bool Matched)> Match(IEnumerable<Detection> detections, IReadOnlyList<Box> boxes, float overlap)
    {
        var taken = new bool[boxes.Count];
        foreach (var detection in detections.OrderByDescending(detection => detection.Score))
        {
            var best = -1;
            var bestOverlap = overlap;
            for (var at = 0; at < boxes.Count; at++)
            {
                if (!taken[at] && detection.Box.IoU(boxes[at]) is var iou && iou >= bestOverlap)
                    (best, bestOverlap) = (at, iou);
            }

            if (best >= 0)
                taken[best] = true;
            yield return (detection.Score, best >= 0);
        }
    }
}
