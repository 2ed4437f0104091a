namespace EdgeWatch.EdgeAgent.Detectors;

/// <summary>The detectors of an agent: each model opened once, shared by all cameras, and together never more than the threads allowed.</summary>
internal sealed class DetectorPool : IAsyncDisposable
{
    private readonly Dictionary<string, IDetector> _detectors;

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
                pool._detectors[folder.Manifest.Name] = new SharedDetector(folder, options, pool._turn, metrics, time);
            }

            return pool;
        }
        catch
        {
            await pool.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var detector in _detectors.Values)
            await detector.DisposeAsync();
        _turn.Dispose();
    }
}
