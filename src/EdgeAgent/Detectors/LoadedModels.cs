using EdgeWatch.EdgeAgent.Options;

namespace EdgeWatch.EdgeAgent.Detectors;

/// <summary>Models that are ready.</summary>
/// <param name="ByName">The detectors, by the models' names.</param>
/// <param name="Owner">Closes them all.</param>
internal sealed record LoadedModels(IReadOnlyDictionary<string, IDetector> ByName, IAsyncDisposable Owner)
{
    /// <summary>Models of a camera that names none, in order of preference.</summary>
    public IReadOnlyList<string> Default { get; init; } = [.. ByName.Keys];

    /// <summary>Names of models by what the file calls them (a name, a name@version, a folder).</summary>
    public IReadOnlyDictionary<string, string> Names { get; init; } = new Dictionary<string, string>();

    /// <summary>Models that could not be loaded and are not needed by all, with the reasons in words: those that only cameras name, and the shadow.</summary>
    public IReadOnlyDictionary<string, string> Failures { get; init; } = new Dictionary<string, string>();

    /// <summary>The model that is tried beside the others; null: none is.</summary>
    public IDetector? Shadow { get; init; }

    /// <summary>True while frames wait for the models in force.</summary>
    public Func<bool> IsBehind { get; init; } = static () => false;

    /// <summary>Opens the models that the options name, or else those that its rules ask for.</summary>
    /// <exception cref="ModelException">A model of the agent cannot be used. One that only a camera names hurts only that camera.</exception>
    public static async Task<LoadedModels> OpenAsync(AgentOptions options, ModelCatalogue catalogue, AgentMetrics metrics, TimeProvider time)
    {
        var folders = new Dictionary<string, ModelFolder>(StringComparer.Ordinal);
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        var failures = new Dictionary<string, string>(StringComparer.Ordinal);
        var defaults = options.Models.Length > 0
            ? options.Models.Select(model => catalogue.Find(model, Environment.CurrentDirectory))
            : ModelChoice.For(options.Cameras, catalogue).Select(model => model.Folder);
        foreach (var folder in defaults.Select(ModelFolder.Load))
        {
            if (!folders.TryAdd(folder.Manifest.Name, folder))
                throw new ModelException($"{folder.Path}: a model named {folder.Manifest.Name} is loaded already. Give one of the two another name in its manifest, or name it once");
        }

        string[] shared = [.. folders.Keys];
        foreach (var (model, name) in options.Models.Zip(shared))
            names[model] = name;
        foreach (var model in options.Cameras.SelectMany(camera => camera.Models).Where(model => !names.ContainsKey(model)).Distinct(StringComparer.Ordinal))
            Try(model, () => names[model] = Add(ModelFolder.Load(catalogue.Find(model, Environment.CurrentDirectory)), folders), failures);

        var running = new DetectorOptions { Threads = options.InferenceThreads };
        var pool = await DetectorPool.OpenAsync(folders.Values, running, metrics, time);
        IDetector? shadow = null;
        if (options.Shadow is { } wish)
            Try(wish.Model, () => shadow = pool.OpenBeside(ModelFolder.Load(catalogue.Find(wish.Model, Environment.CurrentDirectory)), running, metrics, time), failures);
        return new LoadedModels(folders.Keys.ToDictionary(name => name, name => pool[name], StringComparer.Ordinal), pool)
        {
            Default = shared,
            Names = names,
            Failures = failures,
            Shadow = shadow,
            IsBehind = () => pool.Waiting > 0,
        };
    }

    /// <summary>Gives each camera its models by name: its own, or the agent's. What could not be loaded keeps its name, for the check of the cameras to find.</summary>
    public IReadOnlyList<CameraOptions> Assign(IEnumerable<CameraOptions> cameras) =>
        [.. cameras.Select(camera => camera with { Models = camera.Models.Length == 0 ? [.. Default] : [.. camera.Models.Select(model => Names.GetValueOrDefault(model, model))] })];

    private static void Try(string model, Action load, Dictionary<string, string> failures)
    {
        try
        {
            load();
        }
        catch (ModelException error)
        {
            failures[model] = error.Message;
        }
    }

    private static string Add(ModelFolder folder, Dictionary<string, ModelFolder> folders)
    {
        var name = folder.Manifest.Name;
        if (!folders.TryAdd(name, folder) && folders[name].Hash != folder.Hash)
            throw new ModelException($"{folder.Path}: another version of {name} is loaded for the agent. Let the agent use this one too, or give it another name in its manifest");
        return name;
    }
}
