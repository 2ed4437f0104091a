using EdgeWatch.EdgeAgent.Shadow;
using EdgeWatch.Terminal;

namespace EdgeWatch.ModelCare;

/// <summary>Reads what the shadow run of an agent has kept.</summary>
internal static class ShadowReading
{
    /// <param name="data">The agent's data folder.</param>
    /// <exception cref="MissingPieceException">No shadow run has written there yet.</exception>
    public static Comparison Read(string data)
    {
        var root = Path.Combine(data, "shadow");
        if (DifferenceStore.Latest(root) is not { } store || DifferenceStore.ReadCounts(store) is not { } counts)
        {
            throw new MissingPieceException($"{root} holds no shadow run yet. Write  shadow: {{ model: NAME }}  under agent: and let the agent run for a while, " +
                "or compare two models now: edgewatch models compare A B --pictures DIR");
        }

        var strongest = new StrongestLooks<DifferenceRecord>();
        foreach (var record in DifferenceStore.Read(store).Where(record => record.Picture is not null && File.Exists(Path.Combine(store, record.Picture))))
            strongest.Offer(record.Camera, record.Boxes, () => record);
        return new Comparison
        {
            Main = string.Join(", ", counts.Main),
            Shadow = counts.Shadow,
            Looked = $"looks of {counts.Counts.Select(count => count.Camera).Distinct(StringComparer.Ordinal).Count()} cameras since {counts.Since:yyyy-MM-dd HH:mm} UTC",
            Looks = counts.Looks,
            Counts = counts.Counts,
            Notes = [.. Notes(counts)],
            Pictures = [.. strongest.Looks.Select(record =>
                new ComparedLook(record.Camera, $"{record.TakenAt:yyyy-MM-dd HH:mm:ss} UTC", record.Boxes, File.ReadAllBytes(Path.Combine(store, record.Picture!))))],
        };
    }

    private static IEnumerable<string> Notes(ShadowCounts counts)
    {
        if (counts.Skipped.Count > 0)
            yield return $"Looks that were due and left out: {string.Join(", ", counts.Skipped.Select(pair => $"{pair.Value} {pair.Key}"))}.";
        if (counts.Forgotten > 0)
            yield return $"{counts.Forgotten} older looks with differences were deleted to keep the disk budget; the counts hold them still.";
        yield return "What stands in the street is counted in every look that shows it.";
    }
}
