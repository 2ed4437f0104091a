namespace EdgeWatch.Evaluation.Scoring;

/// <summary>The overlaps at which COCO judges: 0.50, 0.55 … 0.95. AP50 is at the first, AP50-95 the mean over all.</summary>
internal static class Overlaps
{
    private const double First = 0.5;
    private const double Last = 0.95;

    /// <summary>The values of numpy's linspace, bit for bit, as pycocotools compares with them.</summary>
    public static IReadOnlyList<double> All { get; } = [.. Enumerable.Range(0, 10).Select(step => step == 9 ? Last : First + step * ((Last - First) / 9))];
}
