using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.Tests.Shared;

namespace EdgeWatch.EdgeAgent.Tests.Detectors;

/// <summary>The models whose weights lie in the repository: the folders directly below <c>models/</c>.</summary>
internal static class ShippedModels
{
    public static IReadOnlyList<string> Folders { get; } =
        [.. Directory.EnumerateDirectories(Repository.File("models")).Where(folder => File.Exists(Path.Combine(folder, ModelFolder.ManifestFile))).Order(StringComparer.Ordinal)];

    /// <summary>The one that knows all of these classes, and is no variant of another.</summary>
    public static ModelFolder Knowing(params string[] classes) => Folders.Select(ModelFolder.Load)
        .First(model => model.Manifest.VariantOf is null && classes.All(name => model.Manifest.Classes.Any(entry => entry.Name == name)));
}
