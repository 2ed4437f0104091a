namespace EdgeWatch.Evaluation.Scoring;

/// <summary>Things of a size, by the area that they cover in the original picture (cocodataset.org, "Detection evaluation": areaRng).</summary>
/// <param name="Name">As tables call it.</param>
/// <param name="Least">Square pixels, included.</param>
/// <param name="Most">Square pixels, included.</param>
internal sealed record SizeRange(string Name, double Least, double Most)
{
    public static SizeRange All { get; } = new("all", 0, 1e10);

    /// <summary>Up to 32², up to 96², and above.</summary>
    public static IReadOnlyList<SizeRange> Sizes { get; } = [new("small", 0, 32 * 32), new("medium", 32 * 32, 96 * 96), new("large", 96 * 96, 1e10)];

    public bool Contains(double area) => area >= Least && area <= Most;
}
