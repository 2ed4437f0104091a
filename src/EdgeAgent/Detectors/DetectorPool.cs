namespace EdgeWatch.EdgeAgent.Detectors;

/// <summary>The detectors of an agent: each model opened once, shared by all cameras, and together never more than the threads allowed.</summary>
internal sealed class DetectorPool : IAsyncDisposable
{
    private readonly Dictionary<string, IDetector> _detectors;

    public DetectorPool(IReadOnlyDictionary<string, IDetector> detectors) => _detectors = new(detectors, StringComparer.Ordinal);

    /// <summary>Names of the models, as in their manifests.</summary>
    public IReadOnlyCollection<string> Names => _detectors.Keys;

    /// <summary>The detector of a model.</summary>
    /// <exception cref="ModelException">No such model was loaded.</exception>
    public IDetector this[string name] => _detectors.TryGetValue(name, out var detector) ? detector : throw new ModelException(
        $"no model \"{name}\" is loaded; loaded are {string.Join(", ", _detectors.Keys)}. Add it to the agent's models, or correct the name");

    public async ValueTask DisposeAsync()
    {
        foreach (var detector in _detectors.Values)
            await detector.DisposeAsync();
    }
}
