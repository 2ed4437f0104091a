namespace EdgeWatch.EdgeAgent.Detectors;

/// <summary>Checks what a manifest says before anything is loaded; names all mistakes at once.</summary>
internal static class ManifestCheck
{
    public static void Run(string file, ModelManifest manifest)
    {
        var mistakes = Mistakes(manifest).ToArray();
        if (mistakes.Length > 0)
            throw new ModelException(file, mistakes);
    }

    private static IEnumerable<string> Mistakes(ModelManifest manifest)
    {
        if (manifest.Name.Length is 0 or > 64 || manifest.Name.Any(letter => !char.IsAsciiLetterOrDigit(letter) && letter is not ('-' or '_' or '.')))
            yield return $"name is \"{manifest.Name}\"; expected 1 to 64 letters, digits, hyphens, dots";
        if (manifest.Weights != Path.GetFileName(manifest.Weights) || manifest.Weights.Length == 0)
            yield return $"weights is \"{manifest.Weights}\"; expected a file name without a folder (folders go into elsewhere)";
        if (!KnownHeads.Layouts.Contains(manifest.Layout))
            yield return $"layout is \"{manifest.Layout}\"; known are {string.Join(", ", KnownHeads.Layouts)}";
        if (manifest.VariantOf == manifest.Name || manifest.Replaces.Contains(manifest.Name))
            yield return $"variantOf or replaces names \"{manifest.Name}\" itself; expected other models";
        foreach (var mistake in Bounds(manifest).Concat(Input(manifest.Input)).Concat(Classes(manifest.Classes)))
            yield return mistake;
    }

    private static IEnumerable<string> Bounds(ModelManifest manifest)
    {
        if (manifest.SuppressionIoU is not (> 0 and <= 1))
            yield return $"suppressionIoU is {manifest.SuppressionIoU}; expected above 0, at most 1";
        if (manifest.Floor is not (> 0 and < 1))
            yield return $"floor is {manifest.Floor}; expected between 0 and 1";
        if (manifest.MaxBatch is not (>= 1 and <= 64))
            yield return $"maxBatch is {manifest.MaxBatch}; expected 1 to 64";
    }

    private static IEnumerable<string> Input(InputSpec input)
    {
        if (input.Width is not (>= 16 and <= 4096) || input.Height is not (>= 16 and <= 4096))
            yield return $"input is {input.Width} × {input.Height}; expected 16 to 4096 each";
        if (!(input.White > 0))
            yield return $"input.white is {input.White}; expected 255 or 1";
        if (input.Mean.Length != 3 || input.Deviation.Length != 3)
            yield return $"input.mean and input.deviation have {input.Mean.Length} and {input.Deviation.Length} values; expected 3 each";
        if (input.Deviation.Any(value => !(value > 0)))
            yield return $"input.deviation is [{string.Join(", ", input.Deviation)}]; expected values above 0";
        if (input.Pad is not (>= 0 and <= 255))
            yield return $"input.pad is {input.Pad}; expected 0 to 255";
    }

    private static IEnumerable<string> Classes(ClassSpec[] classes)
    {
        if (classes.Length == 0)
            yield return "classes is empty; expected at least one class of the weights";
        foreach (var twice in classes.GroupBy(entry => entry.Label, StringComparer.Ordinal).Where(group => group.Skip(1).Any()))
            yield return $"classes names the label \"{twice.Key}\" twice; once is right";
        foreach (var entry in classes.Where(entry => entry.Threshold is not (> 0 and < 1)))
            yield return $"the threshold of class \"{entry.Name}\" is {entry.Threshold}; expected between 0 and 1";
        foreach (var entry in classes.Where(entry => entry.Recall is not (null or (>= 0 and <= 1)) || entry.FalseLooks is not (null or (>= 0 and <= 1)) || entry.Recall is null != entry.FalseLooks is null))
            yield return $"recall and falseLooks of class \"{entry.Name}\" are {entry.Recall} and {entry.FalseLooks}; expected both, as shares between 0 and 1, or neither";
        foreach (var entry in classes.Where(entry => string.IsNullOrWhiteSpace(entry.Name)))
            yield return $"the class with the label \"{entry.Label}\" has no name; expected the name that rules use";
    }
}
