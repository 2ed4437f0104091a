using EdgeWatch.EdgeAgent.Detectors;

namespace EdgeWatch.EdgeAgent.Shadow;

/// <summary>Which of two models saw a thing.</summary>
internal enum SeenBy
{
    /// <summary>Both, at one place under one name.</summary>
    Both,

    /// <summary>Only the one in force.</summary>
    Main,

    /// <summary>Only the one that is tried.</summary>
    Shadow,
}

/// <summary>A thing that at least one of two models saw above its threshold.</summary>
/// <param name="Class">Class name as in the manifests.</param>
/// <param name="By">Who saw it.</param>
/// <param name="Score">0..1; of the model in force where both saw it.</param>
/// <param name="Threshold">The threshold that this score is above.</param>
/// <param name="Box">Where; of the model in force where both saw it.</param>
/// <param name="Other">Where the tried model saw it, where both did.</param>
internal sealed record ComparedBox(string Class, SeenBy By, float Score, float Threshold, Box Box, Box? Other = null)
{
    /// <summary>How sure the one model is of what the other does not see: the share of the way from its threshold to 1; 0 where both agree.</summary>
    public float Strength => By == SeenBy.Both ? 0 : Math.Clamp((Score - Threshold) / (1 - Threshold), 0, 1);
}

/// <summary>What a model saw in a look, and from which score on that counts.</summary>
internal sealed record Sight(IReadOnlyList<Detection> Detections, Func<string, float> Threshold);

/// <summary>
/// Compares what two models see in one look: a detection above threshold in one that has no match in the other (same class, overlap of at least one half above
/// that one's threshold) is a difference. Only classes that both know are compared.
/// </summary>
internal static class LookComparison
{
    /// <summary>The overlap from which two boxes are one thing, as in the PASCAL VOC challenge (Everingham et al. 2010).</summary>
    public const float SameThing = 0.5f;

    /// <summary>Every thing that either saw, the strongest difference first.</summary>
    public static IReadOnlyList<ComparedBox> Of(Sight main, Sight shadow, IReadOnlySet<string> classes)
    {
        var boxes = new List<ComparedBox>();
        var left = Counting(shadow, classes);
        foreach (var seen in Counting(main, classes))
        {
            var match = left.Where(other => other.Class == seen.Class && other.Box.IoU(seen.Box) >= SameThing)
                .Select(other => (Detection?)other).MaxBy(other => other!.Value.Box.IoU(seen.Box));
            boxes.Add(new ComparedBox(seen.Class, match is null ? SeenBy.Main : SeenBy.Both, seen.Score, main.Threshold(seen.Class), seen.Box, match?.Box));
            if (match is { } taken)
                left.Remove(taken);
        }

        boxes.AddRange(left.Select(seen => new ComparedBox(seen.Class, SeenBy.Shadow, seen.Score, shadow.Threshold(seen.Class), seen.Box)));
        boxes.Sort(static (one, other) => other.Strength.CompareTo(one.Strength));
        return boxes;
    }

    private static List<Detection> Counting(Sight sight, IReadOnlySet<string> classes) =>
        [.. sight.Detections.Where(seen => classes.Contains(seen.Class) && seen.Score >= sight.Threshold(seen.Class)).OrderByDescending(seen => seen.Score)];
}
