using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.EdgeAgent.Onnx;

namespace EdgeWatch.ModelCare;

/// <summary>Holds a model folder against everything that is asked of one: manifest, labels, hashes, weights, a run, the card.</summary>
internal static class ModelVerification
{
    /// <summary>So many boxes of this score in a picture without anything can only be scores that are none.</summary>
    private const int MostSure = 100;
    private const float Sure = 0.9f;

    /// <summary>Every defect of a folder; empty: all is well.</summary>
    public static IReadOnlyList<ModelDefect> Run(string folder)
    {
        var file = Path.Combine(folder, ModelFolder.ManifestFile);
        ModelManifest manifest;
        try
        {
            manifest = ModelFolder.ReadManifest(folder);
        }
        catch (ModelException error)
        {
            return error.Mistakes.Count == 0 ? [new ModelDefect(file, Short(error, file))] : [.. error.Mistakes.Select(mistake => new ModelDefect(file, mistake))];
        }

        return [.. Manifest(file, manifest), .. Labels(folder, manifest), .. Weights(folder, manifest), .. CardCheck.Run(folder, manifest)];
    }

    private static IEnumerable<ModelDefect> Manifest(string file, ModelManifest manifest)
    {
        foreach (var problem in manifest.Problems.Where(problem => !Problems.All.Contains(problem, StringComparer.Ordinal)))
            yield return new ModelDefect(file, $"problems names \"{problem}\"; known are {string.Join(", ", Problems.All)}");
        foreach (var entry in manifest.Classes.Where(entry => entry.Threshold < manifest.Floor))
            yield return new ModelDefect(file, $"the threshold of class \"{entry.Name}\" is {entry.Threshold}, below the floor {manifest.Floor} under which nothing is reported; lower the floor, or raise the threshold");
        if (manifest.Licence.Trim().Length == 0)
            yield return new ModelDefect(file, "licence is empty; write the SPDX expression of the weights");
    }

    private static IEnumerable<ModelDefect> Labels(string folder, ModelManifest manifest)
    {
        var file = Path.Combine(folder, ModelFolder.LabelsFile);
        if (!File.Exists(file))
            return [new ModelDefect(file, "is missing; write the weights' own class names into it, one a line in their order")];
        var labels = File.ReadLines(file).Select(line => line.Trim()).Where(line => line.Length > 0).ToArray();
        var places = manifest.Classes.Select(entry => Array.IndexOf(labels, entry.Label)).ToArray();
        if (Array.IndexOf(places, -1) is >= 0 and var at)
            return [new ModelDefect(file, $"has no label \"{manifest.Classes[at].Label}\", which classes in {ModelFolder.ManifestFile} names; correct one of the two")];
        var firstWrong = Enumerable.Range(1, Math.Max(0, places.Length - 1)).FirstOrDefault(i => places[i] < places[i - 1]);
        return firstWrong == 0 ? [] :
        [
            new ModelDefect(file, $"has \"{manifest.Classes[firstWrong].Label}\" before \"{manifest.Classes[firstWrong - 1].Label}\", the manifest after it; " +
                "bring classes into the order of the labels, which is that of the weights"),
        ];
    }

    private static IEnumerable<ModelDefect> Weights(string folder, ModelManifest manifest)
    {
        var (path, error) = (ModelFolder.FindWeights(folder, manifest), (Exception?)null);
        try
        {
            var model = ModelFolder.Load(folder);
            using var runner = new ModelRunner(model, Environment.ProcessorCount, Math.Min(manifest.Floor, 0.05f));
            using var picture = BuiltInPicture.Make();
            runner.Fill(0, picture);
            runner.Run(1);
            var sure = runner.Read(0).Count(detection => detection.Score >= Sure);
            return sure <= MostSure ? [] :
            [
                new ModelDefect(model.WeightsPath, $"gave {sure} boxes with a score of {Sure} and more in a picture without anything: its scores are no shares of 1. " +
                    "Correct layout or input in the manifest, or export the weights with their sigmoid"),
            ];
        }
        catch (Exception found) when (found is ModelException or OnnxException or IOException)
        {
            error = found;
        }

        var file = path ?? Path.Combine(folder, manifest.Weights);
        return [new ModelDefect(file, Short(error, file))];
    }

    /// <summary>Most messages begin with the file that is named before them anyway.</summary>
    private static string Short(Exception error, string file) =>
        error.Message.StartsWith(file, StringComparison.Ordinal) ? error.Message[file.Length..].TrimStart(':', ' ') : error.Message;
}
