using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.Local;
using EdgeWatch.Terminal;

namespace EdgeWatch.Evaluation;

/// <summary>A model that is evaluated.</summary>
/// <param name="Name">As tables call it.</param>
/// <param name="Thresholds">Its classes and the thresholds that its manifest ships.</param>
/// <param name="Open">Opens one more detector of it, for one worker, that reports down to a floor.</param>
internal sealed record EvaluatedModel(string Name, IReadOnlyDictionary<string, float> Thresholds, Func<float, IDetector> Open)
{
    /// <summary>Finds models as the agent does.</summary>
    /// <param name="namesOrPaths">Names of the catalogue, or folders; two versions of one name are told apart by what they are called here.</param>
    /// <exception cref="MissingPieceException">There is no such model, or it is not whole.</exception>
    public static IReadOnlyList<EvaluatedModel> Find(IReadOnlyList<string> namesOrPaths)
    {
        var folders = namesOrPaths.Select(asked => (Asked: asked, Folder: Load(asked))).ToArray();
        return [.. folders.Select(model => Of(folders.Count(other => other.Folder.Manifest.Name == model.Folder.Manifest.Name) == 1 ? model.Folder.Manifest.Name : model.Asked, model.Folder))];
    }

    private static EvaluatedModel Of(string name, ModelFolder folder) => new(
        name,
        folder.Manifest.Classes.ToDictionary(entry => entry.Name, entry => entry.Threshold, StringComparer.Ordinal),
        floor => Models.OpenDetector(folder.Path, floor, threads: 1));

    private static ModelFolder Load(string nameOrPath)
    {
        try
        {
            return ModelFolder.Load(Models.Catalogue().Find(nameOrPath, Environment.CurrentDirectory));
        }
        catch (ModelException error)
        {
            throw new MissingPieceException(error.Message);
        }
    }
}
