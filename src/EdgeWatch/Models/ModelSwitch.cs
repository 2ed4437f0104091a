using EdgeWatch.EdgeAgent.Backgrounds;
using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.EdgeAgent.Options;

namespace EdgeWatch.ModelCare;

/// <summary>What is to be switched.</summary>
/// <param name="Model">A name, a name@version or a folder, as it is to stand in the file.</param>
/// <param name="Problem">Only what this problem asks for; the other models stay for the rest. Null: everything.</param>
/// <param name="Camera">Only this camera. Null: all that name no models of their own.</param>
internal sealed record SwitchWish(string Model, string? Problem, string? Camera);

/// <summary>A list of models in the file, as it is to be.</summary>
/// <param name="Camera">Place and id of the camera; null: the agent's own list.</param>
/// <param name="Models">The whole list.</param>
internal sealed record ModelsChange((int Index, string Id)? Camera, IReadOnlyList<string> Models)
{
    /// <summary>The key in words: <c>agent.models</c>, or the camera's.</summary>
    public string Key => Camera is { } camera ? $"models of camera {camera.Id}" : "agent.models";
}

/// <summary>A class that another model will look for, or under another threshold.</summary>
internal sealed record ClassChange(string Class, string OldModel, float? OldThreshold, string NewModel, float NewThreshold);

/// <summary>A switch, planned: what changes in the file and what that means, or why it cannot be.</summary>
/// <param name="Changes">Lists to be written; empty: the file says so already.</param>
/// <param name="Classes">What changes for classes that rules ask for.</param>
/// <param name="Notes">What stays and may surprise.</param>
/// <param name="Errors">Why it cannot be; nothing is to be written then.</param>
internal sealed record ModelSwitch(IReadOnlyList<ModelsChange> Changes, IReadOnlyList<ClassChange> Classes, IReadOnlyList<string> Notes, IReadOnlyList<string> Errors)
{
    /// <summary>Plans a switch.</summary>
    /// <exception cref="ModelException">There is no such model, or it is not whole.</exception>
    public static ModelSwitch Plan(AgentOptions agent, ModelCatalogue catalogue, SwitchWish wish)
    {
        var model = ModelUse.Find(wish.Model, catalogue);
        if (model.Reason is not null)
            throw new ModelException(model.Reason);
        var at = Array.FindIndex(agent.Cameras, camera => camera.Id == wish.Camera);
        if (wish.Camera is not null && at < 0)
            return Refused($"there is no camera \"{wish.Camera}\" in the file; its cameras are {List(agent.Cameras.Select(camera => camera.Id))}");
        var cameras = wish.Camera is null ? agent.Cameras.Where(camera => camera.Models.Length == 0).ToArray() : [agent.Cameras[at]];
        var explicitly = wish.Camera is null ? agent.Models : agent.Cameras[at].Models;
        var now = wish.Camera is null ? ModelUse.OfAgent(agent, catalogue) : ModelUse.OfCamera(agent.Cameras[at], agent, catalogue);
        var next = wish.Problem is null ? [wish.Model] : Before(now, model, wish.Model, catalogue);
        var errors = Objections(cameras, model, next, wish, catalogue);
        if (errors.Count > 0)
            return new ModelSwitch([], [], [], errors);

        var changes = new List<ModelsChange>();
        if (!explicitly.SequenceEqual(next))
            changes.Add(new ModelsChange(wish.Camera is null ? null : (at, wish.Camera), next));
        if (wish.Camera is null)
            changes.AddRange(Replaced(agent, model, wish.Model));
        var classes = ClassChanges(cameras, now, next, catalogue);
        return new ModelSwitch(changes, classes, [.. Reminders(agent, cameras, wish, classes)], []);
    }

    private static ModelSwitch Refused(string error) => new([], [], [], [error]);

    /// <summary>The new model before the others; of these, those that still know a class which none before them does.</summary>
    private static List<string> Before(IReadOnlyList<string> now, ModelListing model, string reference, ModelCatalogue catalogue)
    {
        var (list, known) = (new List<string> { reference }, ClassesOf(model).ToHashSet(StringComparer.Ordinal));
        foreach (var other in now)
        {
            if (ModelUse.TryFind(other, catalogue) is not { } kept || kept.Name == model.Name || model.Manifest!.Replaces.Contains(kept.Name) || ClassesOf(kept).All(known.Contains))
                continue;
            list.Add(other);
            known.UnionWith(ClassesOf(kept));
        }

        return list;
    }

    private static List<string> Objections(CameraOptions[] cameras, ModelListing model, IReadOnlyList<string> next, SwitchWish wish, ModelCatalogue catalogue)
    {
        var (mine, errors) = (ClassesOf(model).ToHashSet(StringComparer.Ordinal), new List<string>());
        var asked = cameras.SelectMany(camera => camera.Zones, (camera, zone) => (camera, zone))
            .SelectMany(pair => pair.zone.Rules, (pair, rule) => (Camera: pair.camera.Id, Zone: pair.zone.Id, Rule: rule)).ToArray();
        if (wish.Problem is not null && asked.All(place => place.Rule.Problem != wish.Problem))
            errors.Add($"no rule asks for \"{wish.Problem}\"; the rules ask for {List(asked.Select(place => place.Rule.Problem).Distinct())}");
        foreach (var (camera, zone, rule) in asked)
        {
            var mustBeMine = wish.Problem is null || rule.Problem == wish.Problem;
            foreach (var name in rule.Classes.Where(name => name != KnownClasses.Unexplained).Where(name => mustBeMine ? !mine.Contains(name) : ModelUse.OwnerOf(name, next, catalogue) is null))
            {
                errors.Add($"camera {camera}, zone {zone}, class {name}: {(mustBeMine ? model.Name : List(next))} does not know it, it knows {List(ClassesOf(mustBeMine ? model : ModelUse.Find(next[0], catalogue)))}. " +
                    (wish.Problem is null ? "Take another model, keep others beside it with --for PROBLEM, or change the rule" : "Take another model, or change the rule"));
            }
        }

        return errors;
    }

    /// <summary>Cameras that name a model which the new one replaces: that model may be gone.</summary>
    private static IEnumerable<ModelsChange> Replaced(AgentOptions agent, ModelListing model, string reference) => agent.Cameras
        .Select((camera, index) => (camera.Models, Place: (index, camera.Id), Next: camera.Models.Select(name => model.Manifest!.Replaces.Contains(name.Split('@')[0]) ? reference : name).Distinct(StringComparer.Ordinal).ToArray()))
        .Where(camera => !camera.Models.SequenceEqual(camera.Next))
        .Select(camera => new ModelsChange(camera.Place, camera.Next));

    private static List<ClassChange> ClassChanges(CameraOptions[] cameras, IReadOnlyList<string> now, IReadOnlyList<string> next, ModelCatalogue catalogue)
    {
        var changes = new List<ClassChange>();
        foreach (var name in cameras.SelectMany(camera => camera.Zones).SelectMany(zone => zone.Rules).SelectMany(rule => rule.Classes).Distinct(StringComparer.Ordinal))
        {
            var before = ModelUse.OwnerOf(name, now, catalogue);
            if (ModelUse.OwnerOf(name, next, catalogue) is { } after && before != after)
                changes.Add(new ClassChange(name, before?.Model ?? "none", before?.Threshold, after.Model, after.Threshold));
        }

        return changes;
    }

    private static IEnumerable<string> Reminders(AgentOptions agent, CameraOptions[] cameras, SwitchWish wish, IReadOnlyList<ClassChange> changed)
    {
        foreach (var camera in agent.Cameras.Where(camera => wish.Camera is null && camera.Models.Length > 0))
            yield return $"camera {camera.Id} names models of its own ({List(camera.Models)}); --camera {camera.Id} switches it";
        foreach (var camera in cameras)
        {
            foreach (var threshold in camera.Thresholds.Where(threshold => changed.Any(change => change.Class == threshold.Class)))
                yield return $"camera {camera.Id} keeps its own threshold {threshold.MinScore} for {threshold.Class}: scores of another model do not mean the same, look at it again";
        }
    }

    private static IEnumerable<string> ClassesOf(ModelListing model) => model.Manifest!.Classes.Select(entry => entry.Name);

    private static string List(IEnumerable<string> names) => string.Join(", ", names.DefaultIfEmpty("none"));
}
