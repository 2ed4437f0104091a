namespace EdgeWatch.EdgeAgent.Detectors;

/// <summary>What models there are, whole or not.</summary>
internal sealed class ModelCatalogue
{
    private const int Depth = 2;

    private ModelCatalogue(IReadOnlyList<string> roots, IReadOnlyList<ModelListing> models) => (Roots, Models) = (roots, models);

    /// <summary>The folders that were searched.</summary>
    public IReadOnlyList<string> Roots { get; }

    /// <summary>Every folder with a manifest below the roots, by name.</summary>
    public IReadOnlyList<ModelListing> Models { get; }

    /// <summary>Reads the manifests below <paramref name="roots"/> and checks the weights' hashes.</summary>
    public static ModelCatalogue Read(params IReadOnlyList<string> roots)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = Depth };
        var models = roots.Where(Directory.Exists)
            .SelectMany(root => Directory.EnumerateFiles(root, ModelFolder.ManifestFile, options))
            .Select(file => ModelListing.Read(Path.GetDirectoryName(file)!))
            .OrderBy(model => model.Name, StringComparer.Ordinal);
        return new ModelCatalogue([.. roots], [.. models]);
    }

    /// <summary>The folder <c>models</c> beside the program or above it (a checkout); null where there is none.</summary>
    public static string? DefaultRoot(string programFolder)
    {
        for (var folder = new DirectoryInfo(programFolder); folder is not null; folder = folder.Parent)
        {
            var models = Path.Combine(folder.FullName, "models");
            if (Directory.Exists(models) && Directory.EnumerateFiles(models, ModelFolder.ManifestFile, SearchOption.AllDirectories).Any())
                return models;
        }

        return null;
    }

    /// <summary>The models of a name, or of a <c>name@version</c>; the newest version first.</summary>
    public IReadOnlyList<ModelListing> Named(string reference)
    {
        var (name, version) = reference.Split('@') is [var left, var right] ? (left, right) : (reference, null);
        return [.. Models.Where(model => model.Name == name && (version is null || model.Manifest?.Version == version)).OrderByDescending(model => model.Order)];
    }

    /// <summary>The folder of the model that settings call <paramref name="nameOrPath"/>: a folder relative to <paramref name="baseFolder"/>, a model's name, or <c>name@version</c>.</summary>
    /// <exception cref="ModelException">There is no such model.</exception>
    public string Find(string nameOrPath, string baseFolder)
    {
        var folder = Path.GetFullPath(Path.Combine(baseFolder, nameOrPath));
        if (File.Exists(Path.Combine(folder, ModelFolder.ManifestFile)))
            return folder;
        if (Named(nameOrPath) is [var newest, ..])
            return newest.Folder;
        if (Models.FirstOrDefault(model => model.Manifest?.Replaces.Contains(nameOrPath.Split('@')[0]) ?? false) is { } successor)
            throw new ModelException($"there is no model \"{nameOrPath}\": {successor.Name} replaces it. Name {successor.Name} instead, or let `edgewatch models use {successor.Name} --config FILE` do it");
        throw new ModelException(
            $"there is no model \"{nameOrPath}\": neither a folder {folder} with a {ModelFolder.ManifestFile}, nor one of that name below {string.Join(", ", Roots)} " +
            $"({string.Join(", ", Models.Select(model => model.Name).DefaultIfEmpty("none there"))}). Name one of these, or a folder");
    }
}

/// <summary>One model of a catalogue.</summary>
/// <param name="Name">As in the manifest, or the folder's name where that cannot be read.</param>
/// <param name="Folder">Where it lies.</param>
/// <param name="State">Whether it can be used.</param>
/// <param name="Manifest">Null where it cannot be read.</param>
/// <param name="WeightsPath">Null where the weights are missing.</param>
/// <param name="Bytes">Size of the weights; 0 where they are missing.</param>
/// <param name="Reason">In words, what is wrong; null where all is well.</param>
internal sealed record ModelListing(string Name, string Folder, ModelState State, ModelManifest? Manifest, string? WeightsPath, long Bytes, string? Reason)
{
    /// <summary>By which the versions of one name are ordered; a version that is no number comes before all that are.</summary>
    public Version Order
    {
        get
        {
            var number = Manifest?.Version.Split('-', '+')[0] ?? "";
            return Version.TryParse(number.Contains('.') ? number : number + ".0", out var version) ? version : new Version();
        }
    }

    public static ModelListing Read(string folder)
    {
        ModelManifest? manifest = null;
        string? weights = null;
        try
        {
            manifest = ModelFolder.ReadManifest(folder);
            weights = ModelFolder.FindWeights(folder, manifest);
            ModelFolder.Load(folder);
            return new(manifest.Name, folder, ModelState.Ready, manifest, weights, new FileInfo(weights!).Length, null);
        }
        catch (ModelException error)
        {
            var state = manifest is not null && weights is null ? ModelState.WeightsMissing : ModelState.Broken;
            return new(manifest?.Name ?? Path.GetFileName(folder), folder, state, manifest, weights, weights is null ? 0 : new FileInfo(weights).Length, error.Message);
        }
    }
}

/// <summary>Whether a model can be used.</summary>
internal enum ModelState
{
    /// <summary>Manifest, labels and weights are there and their hashes are right.</summary>
    Ready,

    /// <summary>Described, but its weights are not at hand.</summary>
    WeightsMissing,

    /// <summary>Manifest, labels or hash are wrong.</summary>
    Broken,
}
