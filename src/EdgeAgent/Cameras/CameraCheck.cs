using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.EdgeAgent.Options;
using EdgeWatch.EdgeAgent.Rules;

namespace EdgeWatch.EdgeAgent.Cameras;

/// <summary>What only the running agent can tell of a camera's options: whether they fit the models that are loaded and the other cameras.</summary>
internal static class CameraCheck
{
    /// <summary>Every reason to set the camera aside, in words; empty: it can run.</summary>
    /// <param name="camera">The camera.</param>
    /// <param name="earlier">Ids of the cameras before it.</param>
    /// <param name="models">Class names by model, of the models that are loaded.</param>
    public static IReadOnlyList<string> Refuse(
        CameraOptions camera, IReadOnlySet<string> earlier, IReadOnlyDictionary<string, IReadOnlyCollection<string>> models)
    {
        var errors = new List<string>();
        if (camera.Refusal is not null)
            errors.Add(camera.Refusal);
        if (earlier.Contains(camera.Id))
            errors.Add($"id = {camera.Id}: another camera has it already; give each its own");
        foreach (var missing in camera.Models.Where(model => !models.ContainsKey(model)))
            errors.Add($"models = {missing}: no such model is loaded; loaded are {List(models.Keys)}");
        var classes = (camera.Models.Length == 0 ? models.Keys : camera.Models.Where(models.ContainsKey))
            .SelectMany(model => models[model]).ToHashSet(StringComparer.Ordinal);
        foreach (var zone in camera.Zones)
            CheckZone(zone, classes, errors);
        return errors;
    }

    private static void CheckZone(ZoneOptions zone, HashSet<string> classes, List<string> errors)
    {
        foreach (var rule in zone.Rules)
        {
            if (!KnownRules.Names.Contains(rule.Rule))
                errors.Add($"zones.{zone.Id}.rules = {rule.Rule}: no such rule; use one of {List(KnownRules.Names)}");
            if (!Problems.All.Contains(rule.Problem, StringComparer.Ordinal))
                errors.Add($"zones.{zone.Id}.rules.problem = {rule.Problem}: no such problem; use one of {List(Problems.All)}");
            foreach (var name in rule.Classes.Where(name => !classes.Contains(name)))
                errors.Add($"zones.{zone.Id}.rules.classes = {name}: no model of this camera knows it; known are {List(classes.Order(StringComparer.Ordinal))}");
        }

        foreach (var twice in zone.Rules.GroupBy(rule => (rule.Rule, rule.Problem)).Where(group => group.Count() > 1))
            errors.Add($"zones.{zone.Id}.rules: {twice.Key.Rule} judges {twice.Key.Problem} twice; put all classes into one rule");
    }

    private static string List(IEnumerable<string> names) => string.Join(", ", names.DefaultIfEmpty("none"));
}
