using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.Evaluation.Data;

namespace EdgeWatch.Evaluation;

/// <summary>Evaluates models on data sets.</summary>
/// <param name="models">The first is what the others are compared with.</param>
/// <param name="sets">Read already.</param>
/// <param name="floor">Least score of a detection that is counted.</param>
/// <param name="time">Measures.</param>
internal sealed class EvaluationWork(IReadOnlyList<EvaluatedModel> models, IReadOnlyList<DataSet> sets, float floor, TimeProvider time)
{
    /// <summary>AP counts every detection, however unsure: the floor that a model ships with would cut the curve's tail.</summary>
    public const float UsualFloor = 0.01f;

    /// <summary>In words, for a progress bar.</summary>
    public string Title => $"{string.Join(", ", models.Select(model => model.Name))} on {sets.Sum(set => set.Pictures.Count)} pictures";

    /// <exception cref="DataSetException">A model knows none of the classes, or no picture can be read.</exception>
    public async Task<EvaluationResult> RunAsync(Action<double> progress, CancellationToken stop)
    {
        foreach (var model in models)
            CheckClasses(model);
        var started = time.GetTimestamp();
        var seen = await new PictureRun(OpenAll, Environment.ProcessorCount).RunAsync(sets, progress, stop);
        var took = time.GetElapsedTime(started);
        if (seen.Pictures.Count == 0)
            throw new DataSetException($"none of the {seen.Unreadable.Count} pictures can be read; the first: {seen.Unreadable[0].Reason}");
        return new(sets, floor, seen.Pictures, seen.Unreadable, [.. models.Select((model, index) => Evaluator.Of(seen.Pictures, index, model.Name, model.Thresholds))], took);
    }

    /// <summary>Times the models against one another on pictures that <see cref="RunAsync"/> could read.</summary>
    public async Task<EvaluationResult> TimeAsync(EvaluationResult result, Action<double> progress, CancellationToken stop)
    {
        var detectors = OpenAll();
        try
        {
            string[] pictures = [.. result.Pictures.Select(seen => seen.Picture.Path)];
            return result with { Times = await new TimeComparison(time).RunAsync(pictures, [.. models.Select(model => model.Name)], detectors, progress, stop) };
        }
        finally
        {
            foreach (var detector in detectors)
                await detector.DisposeAsync();
        }
    }

    private IReadOnlyList<IDetector> OpenAll() => [.. models.Select(model => model.Open(floor))];

    private void CheckClasses(EvaluatedModel model)
    {
        var labelled = sets.SelectMany(set => set.Classes).ToHashSet(StringComparer.Ordinal);
        if (!model.Thresholds.Keys.Any(labelled.Contains))
        {
            throw new DataSetException(
                $"{model.Name} knows none of the classes of {string.Join(", ", sets.Select(set => set.Name))}: it knows {string.Join(", ", model.Thresholds.Keys)}; labelled are {string.Join(", ", labelled)}. " +
                "Say what the names mean with --map OWN=CLASS, or choose other data");
        }
    }
}
