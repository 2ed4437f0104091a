namespace EdgeWatch.EdgeAgent.Detectors;

/// <summary>The detectors of an agent: each model opened once, shared by all cameras, and together never more than the threads allowed.</summary>
internal sealed class DetectorPool : IAsyncDisposable
{
    private readonly Dictionary<string, IDetector> _detectors;

    private readonly List<SharedDetector> _all = [];

    private readonly SemaphoreSlim _turn;

    private DetectorPool(Dictionary<string, IDetector> detectors, SemaphoreSlim turn) => (_detectors, _turn) = (detectors, turn);

    /// <summary>Names of the models, as in their manifests.</summary>
    public IReadOnlyCollection<string> Names => _detectors.Keys;

    /// <summary>The detector of a model.</summary>
    /// <exception cref="ModelException">No such model was loaded.</exception>
    public IDetector this[string name] => _detectors.TryGetValue(name, out var detector) ? detector : throw new ModelException(
        $"no model \"{name}\" is loaded; loaded are {string.Join(", ", _detectors.Keys)}. Add it to the agent's models, or correct the name");

    /// <summary>Opens models, each once.</summary>
    /// <param name="folders">Checked folders; two of one name are refused.</param>
    /// <param name="options">For each of them.</param>
    /// <param name="metrics">Told of waits and runs.</param>
    /// <param name="time">For both.</param>
    /// <exception cref="ModelException">A model cannot be used.</exception>
    public static async Task<DetectorPool> OpenAsync(IEnumerable<ModelFolder> folders, DetectorOptions options, AgentMetrics metrics, TimeProvider time)
    {
        var pool = new DetectorPool(new Dictionary<string, IDetector>(StringComparer.Ordinal), new SemaphoreSlim(1, 1));
        try
        {
            foreach (var folder in folders)
            {
                if (pool._detectors.ContainsKey(folder.Manifest.Name))
                    throw new ModelException($"{folder.Path}: a model named {folder.Manifest.Name} is loaded already. Give one of the two another name in its manifest, or name it once");
                pool._detectors[folder.Manifest.Name] = pool.Open(folder, options, metrics, time);
            }

            return pool;
        }
        catch
        {
            await pool.DisposeAsync();
            throw;
        }
    }

    /// <summary>Frames that wait for the models by name.</summary>
    public int Waiting => _detectors.Values.OfType<SharedDetector>().Sum(detector => detector.Waiting);

    /// <summary>Opens a model that bears no name here, such as another version of one that does; it shares the threads and is closed with the others.</summary>
    /// <exception cref="ModelException">The model cannot be used.</exception>
    public IDetector OpenBeside(ModelFolder folder, DetectorOptions options, AgentMetrics metrics, TimeProvider time) => Open(folder, options, metrics, time);

    public async ValueTask DisposeAsync()
    {
        foreach (var detector in _all)
            await detector.DisposeAsync();
        _turn.Dispose();
    }

    private SharedDetector Open(ModelFolder folder, DetectorOptions options, AgentMetrics metrics, TimeProvider time)
    {
        var detector = new SharedDetector(folder, options, _turn, metrics, time);
        _all.Add(detector);
        return detector;
    }
}
