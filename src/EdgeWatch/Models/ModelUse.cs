using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.EdgeAgent.Options;

namespace EdgeWatch.ModelCare;

/// <summary>Which models a configuration uses, as the agent would find them now.</summary>
internal static class ModelUse
{
    /// <summary>What a camera that names no models looks through: the agent's, or else those that its rules lead to.</summary>
    public static IReadOnlyList<string> OfAgent(AgentOptions agent, ModelCatalogue catalogue) =>
        agent.Models.Length > 0 ? agent.Models : [.. ModelChoice.For(agent.Cameras, catalogue).Select(model => model.Name)];

    public static IReadOnlyList<string> OfCamera(CameraOptions camera, AgentOptions agent, ModelCatalogue catalogue) =>
        camera.Models.Length > 0 ? camera.Models : OfAgent(agent, catalogue);

    /// <summary>Folders of all models in use; names that lead nowhere are left out.</summary>
    public static IReadOnlySet<string> Folders(AgentOptions agent, ModelCatalogue catalogue) => OfAgent(agent, catalogue)
        .Concat(agent.Cameras.SelectMany(camera => camera.Models))
        .Select(reference => TryFind(reference, catalogue)?.Folder).OfType<string>().ToHashSet(StringComparer.Ordinal);

    /// <summary>The model that a file calls so; null where there is none that is whole.</summary>
    public static ModelListing? TryFind(string reference, ModelCatalogue catalogue)
    {
        try
        {
            var model = Find(reference, catalogue);
            return model.State == ModelState.Ready ? model : null;
        }
        catch (ModelException)
        {
            return null;
        }
    }

    /// <summary>The model that a file calls so.</summary>
    /// <exception cref="ModelException">There is none.</exception>
    public static ModelListing Find(string reference, ModelCatalogue catalogue) => ModelListing.Read(catalogue.Find(reference, Environment.CurrentDirectory));

    /// <summary>Of several models, the first that knows a class, and its threshold; null: none does.</summary>
    public static (string Model, float Threshold)? OwnerOf(string name, IEnumerable<string> references, ModelCatalogue catalogue)
    {
        foreach (var model in references.Select(reference => TryFind(reference, catalogue)).OfType<ModelListing>())
        {
            if (model.Manifest!.Classes.FirstOrDefault(entry => entry.Name == name) is { } known)
                return (model.Name, known.Threshold);
        }

        return null;
    }
}
