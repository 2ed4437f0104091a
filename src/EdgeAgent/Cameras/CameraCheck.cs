using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Backgrounds;
using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.EdgeAgent.Options;
using EdgeWatch.EdgeAgent.Rules;

namespace EdgeWatch.EdgeAgent.Cameras;

/// <summary>A camera's options after the check.</summary>
/// <param name="Options">As configured; the id of one that repeats another's is made different.</param>
/// <param name="Thresholds">Class names of the camera's models with the thresholds that the models ship.</param>
/// <param name="Error">Every reason to set it aside, in words; null: it can run.</param>
internal sealed record CheckedCamera(CameraOptions Options, IReadOnlyDictionary<string, float> Thresholds, string? Error);

/// <summary>What only the running agent can tell of its cameras' options: whether they fit the models that are loaded, and each other.</summary>
internal static class CameraCheck
{
    public static IReadOnlyList<CheckedCamera> All(IReadOnlyList<CameraOptions> cameras, IReadOnlyDictionary<string, IDetector> detectors)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var result = new List<CheckedCamera>(cameras.Count);
        foreach (var camera in cameras)
        {
            var errors = new List<string>();
            if (camera.Refusal is not null)
                errors.Add(camera.Refusal);
            var thresholds = CheckModels(camera, detectors, errors);
            foreach (var zone in camera.Zones)
                CheckZone(zone, thresholds, errors);
            var own = camera;
            if (!ids.Add(camera.Id))
            {
                errors.Add($"id = {camera.Id}: another camera has it already; give each its own");
                ids.Add((own = camera with { Id = $"{camera.Id}.{result.Count + 1}" }).Id);
            }

            result.Add(new CheckedCamera(own, thresholds, errors.Count == 0 ? null : string.Join("; ", errors)));
        }

        return result;
    }

    private static Dictionary<string, float> CheckModels(CameraOptions camera, IReadOnlyDictionary<string, IDetector> detectors, List<string> errors)
    {
        foreach (var missing in camera.Models.Where(model => !detectors.ContainsKey(model)))
            errors.Add($"models = {missing}: no such model is loaded; loaded are {List(detectors.Keys)}");
        var thresholds = new Dictionary<string, float>(StringComparer.Ordinal);
        foreach (var (name, threshold) in CameraFactory.DetectorsOf(camera, detectors).SelectMany(detector => detector.Classes))
            thresholds.TryAdd(name, threshold);
        return thresholds;
    }

    private static void CheckZone(ZoneOptions zone, Dictionary<string, float> thresholds, List<string> errors)
    {
        foreach (var rule in zone.Rules)
        {
            if (!KnownRules.Names.Contains(rule.Rule))
                errors.Add($"zones.{zone.Id}.rules = {rule.Rule}: no such rule; use one of {List(KnownRules.Names)}");
            if (!Problems.All.Contains(rule.Problem, StringComparer.Ordinal))
                errors.Add($"zones.{zone.Id}.rules.problem = {rule.Problem}: no such problem; use one of {List(Problems.All)}");
            foreach (var name in rule.Classes.Where(name => !thresholds.ContainsKey(name) && name != KnownClasses.Unexplained))
                errors.Add($"zones.{zone.Id}.rules.classes = {name}: no model of this camera knows it; known are {List(thresholds.Keys.Order(StringComparer.Ordinal))}");
            if (rule.Rule != "occupancy" && rule.Classes.Contains(KnownClasses.Unexplained))
                errors.Add($"zones.{zone.Id}.rules.classes = {KnownClasses.Unexplained}: only occupancy is judged for unexplained things; name a class that a model knows");
        }

        foreach (var twice in zone.Rules.GroupBy(rule => (rule.Rule, rule.Problem)).Where(group => group.Count() > 1))
            errors.Add($"zones.{zone.Id}.rules: {twice.Key.Rule} judges {twice.Key.Problem} twice; put all classes into one rule");
    }

    private static string List(IEnumerable<string> names) => string.Join(", ", names.DefaultIfEmpty("none"));
}
