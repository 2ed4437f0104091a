using EdgeWatch.EdgeAgent.Backgrounds;
using EdgeWatch.EdgeAgent.Options;

namespace EdgeWatch.EdgeAgent.Detectors;

/// <summary>Chooses the models of an agent whose file names none: the fewest that together know every class that its rules ask for.</summary>
internal static class ModelChoice
{
    /// <summary>
    /// Takes the model that knows most of the classes still wanted, again and again (greedy set cover, Chvátal 1979). Among equals it is the one that serves more
    /// of the problems asked for, then the one of higher priority, then the first by name. A class that no model knows is left to the check of the cameras.
    /// Without any rule every class of every model is wanted, so that zones can be drawn on what is seen; and so where a rule asks for unexplained things, which
    /// are those that no model explains.
    /// </summary>
    /// <param name="cameras">Their rules ask; those that name models of their own do not.</param>
    /// <param name="catalogue">What there is; only models that are whole are taken, and variants only where their original is not there.</param>
    public static IReadOnlyList<ModelListing> For(IEnumerable<CameraOptions> cameras, ModelCatalogue catalogue)
    {
        var candidates = Candidates(catalogue);
        var rules = cameras.Where(camera => camera.Models.Length == 0).SelectMany(camera => camera.Zones).SelectMany(zone => zone.Rules).ToArray();
        var wanted = rules.Length > 0 && !rules.Any(rule => rule.Classes.Contains(KnownClasses.Unexplained))
            ? rules.SelectMany(rule => rule.Classes).ToHashSet(StringComparer.Ordinal)
            : candidates.SelectMany(ClassesOf).ToHashSet(StringComparer.Ordinal);
        var problems = rules.Select(rule => rule.Problem).ToHashSet(StringComparer.Ordinal);
        var chosen = new List<ModelListing>();
        while (Best(candidates, wanted, problems) is { } best)
        {
            chosen.Add(best);
            wanted.ExceptWith(ClassesOf(best));
        }

        return chosen;
    }

    private static ModelListing? Best(IReadOnlyList<ModelListing> candidates, HashSet<string> wanted, HashSet<string> problems) => candidates
        .Where(model => ClassesOf(model).Any(wanted.Contains))
        .OrderByDescending(model => ClassesOf(model).Count(wanted.Contains))
        .ThenByDescending(model => model.Manifest!.Problems.Count(problems.Contains))
        .ThenByDescending(model => model.Manifest!.Priority)
        .ThenBy(model => model.Name, StringComparer.Ordinal)
        .FirstOrDefault();

    private static ModelListing[] Candidates(ModelCatalogue catalogue)
    {
        var ready = catalogue.Models.Where(model => model.State == ModelState.Ready).Select(model => model.Name).Distinct(StringComparer.Ordinal)
            .Select(name => catalogue.Named(name).First(model => model.State == ModelState.Ready)).ToArray();
        return [.. ready.Where(model => model.Manifest!.VariantOf is not { } original || !ready.Any(other => other.Name == original))];
    }

    private static IEnumerable<string> ClassesOf(ModelListing model) => model.Manifest!.Classes.Select(entry => entry.Name);
}
