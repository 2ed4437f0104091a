using System.Security.Cryptography;
using System.Text.Json;

namespace EdgeWatch.EdgeAgent.Detectors;

/// <summary>A model as it lies on disk, checked: manifest, labels, and weights with the hash that SHA256SUMS names.</summary>
internal sealed record ModelFolder
{
    public const string ManifestFile = "manifest.json";

    /// <summary>Names a folder where weights are looked for that do not lie in their model's folder.</summary>
    public const string WeightsVariable = "EDGEWATCH_MODELS";

    public const string LabelsFile = "labels.txt";

    public required string Path { get; init; }

    public required ModelManifest Manifest { get; init; }

    /// <summary>The weights' own classes, in their order.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    public required string WeightsPath { get; init; }

    /// <summary>SHA-256 of the weights, lower-case hexadecimal.</summary>
    public required string Hash { get; init; }

    /// <summary>As it stands in detections and events: <c>name@hash12</c>.</summary>
    public string Id => $"{Manifest.Name}@{Hash[..12]}";

    /// <summary>Reads and checks a folder.</summary>
    /// <exception cref="ModelException">A file is missing or wrong.</exception>
    public static ModelFolder Load(string path)
    {
        var manifest = ReadManifest(path);
        var weights = FindWeights(path, manifest) ?? throw new ModelException(
            $"{System.IO.Path.Combine(path, manifest.Weights)} is missing: the weights of {manifest.Name}. Looked in {string.Join(", ", WeightFolders(path, manifest))}. " +
            $"Put the file into one of them, or name its folder in the environment variable {WeightsVariable}.");
        var sums = HashSums.Read(path);
        sums.Verify(System.IO.Path.Combine(path, LabelsFile));
        var hash = sums.Verify(weights);
        return new ModelFolder { Path = path, Manifest = manifest, Labels = ReadLabels(path, manifest), WeightsPath = weights, Hash = hash };
    }

    /// <summary>Reads and checks the manifest alone.</summary>
    public static ModelManifest ReadManifest(string path)
    {
        var file = System.IO.Path.Combine(path, ManifestFile);
        if (!File.Exists(file))
            throw new ModelException($"{file} is missing; a model is a folder with {ManifestFile}, {LabelsFile}, {HashSums.FileName} and weights. Name such a folder");
        try
        {
            var manifest = JsonSerializer.Deserialize<ModelManifest>(File.ReadAllBytes(file), ManifestJson.Options)
                ?? throw new ModelException($"{file} is empty; write the manifest into it");
            ManifestCheck.Run(file, manifest);
            return manifest;
        }
        catch (JsonException error)
        {
            throw new ModelException($"{file} is no manifest: {error.Message} Correct it there", error);
        }
    }

    /// <summary>The weights' file, or null where it is nowhere.</summary>
    public static string? FindWeights(string path, ModelManifest manifest) =>
        WeightFolders(path, manifest).Select(folder => System.IO.Path.Combine(folder, manifest.Weights)).FirstOrDefault(File.Exists);

    private static IEnumerable<string> WeightFolders(string path, ModelManifest manifest)
    {
        yield return System.IO.Path.GetFullPath(path);
        if (Environment.GetEnvironmentVariable(WeightsVariable) is { Length: > 0 } named)
            yield return System.IO.Path.GetFullPath(named);
        foreach (var folder in manifest.Elsewhere)
            yield return System.IO.Path.GetFullPath(System.IO.Path.Combine(path, folder));
    }

    private static string[] ReadLabels(string path, ModelManifest manifest)
    {
        var file = System.IO.Path.Combine(path, LabelsFile);
        string[] labels = [.. File.ReadLines(file).Select(line => line.Trim()).Where(line => line.Length > 0)];
        var unknown = manifest.Classes.Select(entry => entry.Label).Except(labels, StringComparer.Ordinal).ToArray();
        return unknown is [] ? labels : throw new ModelException(
            $"{System.IO.Path.Combine(path, ManifestFile)}: classes names the labels {string.Join(", ", unknown)}, which are not in {file} ({string.Join(", ", labels.Take(10))} …). Correct one of the two");
    }
}

/// <summary>The hashes that SHA256SUMS (as written by <c>sha256sum</c>) names for the files of a folder.</summary>
internal sealed class HashSums
{
    public const string FileName = "SHA256SUMS";

    private readonly string _file;
    private readonly Dictionary<string, string> _hashes;

    private HashSums(string file, Dictionary<string, string> hashes) => (_file, _hashes) = (file, hashes);

    public static HashSums Read(string folder)
    {
        var file = Path.Combine(folder, FileName);
        if (!File.Exists(file))
            throw new ModelException($"{file} is missing; write it with `sha256sum *.onnx labels.txt > {FileName}` from files that you trust");
        var hashes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in File.ReadLines(file))
        {
            if (line.Split((char[])[' ', '*'], StringSplitOptions.RemoveEmptyEntries) is [{ Length: 64 } hash, var name])
                hashes[name] = hash.ToLowerInvariant();
        }

        return new HashSums(file, hashes);
    }

    /// <summary>Checks one file and returns its hash.</summary>
    public string Verify(string path)
    {
        if (!File.Exists(path))
            throw new ModelException($"{path} is missing; restore it from where the model came from");
        if (!_hashes.TryGetValue(Path.GetFileName(path), out var expected))
            throw new ModelException($"{_file} names no hash for {Path.GetFileName(path)}; add the line that `sha256sum` prints for a file that you trust");
        using var stream = File.OpenRead(path);
        var found = Convert.ToHexStringLower(SHA256.HashData(stream));
        return found == expected ? found : throw new ModelException(
            $"{path} has the SHA-256 {found}, but {_file} expects {expected}: the file is damaged or another version. Restore it, or write its hash there if you trust it");
    }
}
