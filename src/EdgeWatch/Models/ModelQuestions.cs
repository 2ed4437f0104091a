using EdgeWatch.Configuration;
using EdgeWatch.EdgeAgent.Backgrounds;
using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.EdgeAgent.Options;

namespace EdgeWatch.ModelCare;

/// <summary>What a configuration asks of the models at hand that they cannot answer: names that lead nowhere, classes that no model knows.</summary>
internal static class ModelQuestions
{
    public static IReadOnlyList<ConfigurationProblem> Check(ConfigurationFile file, ModelCatalogue catalogue)
    {
        if (file.Options.Agent is not { } agent)
            return [];
        var found = new List<ConfigurationProblem>();
        void Report(string key, string value, string remedy) => found.Add(new ConfigurationProblem(file.Path, file.LineOf(key), key, value, remedy));

        CheckNames(agent.Models, "agent.models", catalogue, Report);
        if (agent.Shadow is { Model.Length: > 0 } shadow)
            CheckNames([shadow.Model], "agent.shadow.model", catalogue, (_, value, remedy) => Report("agent.shadow.model", value, remedy));
        foreach (var (camera, index) in agent.Cameras.Select((camera, index) => (camera, index)))
        {
            CheckNames(camera.Models, $"agent.cameras[{index}].models", catalogue, Report);
            CheckClasses(camera, $"agent.cameras[{index}]", [.. ModelUse.OfCamera(camera, agent, catalogue).Select(name => ModelUse.TryFind(name, catalogue)).OfType<ModelListing>()], Report);
        }

        return found;
    }

    private static void CheckNames(IReadOnlyList<string> names, string key, ModelCatalogue catalogue, Action<string, string, string> report)
    {
        for (var i = 0; i < names.Count; i++)
        {
            try
            {
                var model = ModelUse.Find(names[i], catalogue);
                if (model.Reason is not null)
                    report($"{key}[{i}]", names[i], model.Reason);
            }
            catch (ModelException error)
            {
                report($"{key}[{i}]", names[i], error.Message);
            }
        }
    }

    private static void CheckClasses(CameraOptions camera, string key, IReadOnlyList<ModelListing> models, Action<string, string, string> report)
    {
        var known = models.SelectMany(model => model.Manifest!.Classes).Select(entry => entry.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var (zone, z) in camera.Zones.Select((zone, index) => (zone, index)))
        {
            foreach (var (rule, r) in zone.Rules.Select((rule, index) => (rule, index)))
            {
                foreach (var (name, c) in rule.Classes.Select((name, index) => (name, index)).Where(pair => !known.Contains(pair.name) && pair.name != KnownClasses.Unexplained))
                {
                    report($"{key}.zones[{z}].rules[{r}].classes[{c}]", name,
                        $"no model of this camera ({string.Join(", ", models.Select(model => model.Name).DefaultIfEmpty("none"))}) knows it; known are {string.Join(", ", known.Order(StringComparer.Ordinal).DefaultIfEmpty("none"))}");
                }
            }
        }
    }
}
