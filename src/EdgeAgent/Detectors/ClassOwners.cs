namespace EdgeWatch.EdgeAgent.Detectors;

/// <summary>
/// Decides which of several models looks for which class: the first that knows it. So one inference serves every rule where one model knows every class, and
/// scores of two models, which do not mean the same, never compete under one threshold.
/// </summary>
internal static class ClassOwners
{
    /// <summary>The models that own a class, in order of preference; one whose every class is known before it is left out.</summary>
    public static IReadOnlyList<ClassOwner> Of(IEnumerable<IDetector> detectors)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var owners = new List<ClassOwner>();
        foreach (var detector in detectors)
        {
            var own = detector.Classes.Keys.Where(taken.Add).ToHashSet(StringComparer.Ordinal);
            if (own.Count > 0)
                owners.Add(new ClassOwner(detector, own));
        }

        return owners;
    }
}

/// <summary>A model and the classes that it looks for through one camera.</summary>
internal sealed record ClassOwner(IDetector Detector, IReadOnlySet<string> Classes);
