using System.Diagnostics.Metrics;
using EdgeWatch.Demo;
using EdgeWatch.EdgeAgent;
using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.EdgeAgent.Options;
using EdgeWatch.Local;
using EdgeWatch.Terminal;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.Evaluation.Events;

/// <summary>Whole clips through the whole agent, held against their truths.</summary>
internal static class EventEvaluation
{
    /// <param name="clips">Clips with their truths.</param>
    /// <param name="models">Names or folders of the models that look; empty: those that know what the truths ask for.</param>
    /// <param name="quiet">Plays the clips on which nothing happens round and round for so long; null: once.</param>
    /// <param name="progress">Told how much is done, 0..1.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="MissingPieceException">A model or a clip cannot be used.</exception>
    public static async Task<EventReport> RunAsync(
        IReadOnlyList<ClipTruth> clips, IReadOnlyList<string> models, TimeSpan? quiet, Action<double> progress, CancellationToken stop)
    {
        await using var services = new ServiceCollection().AddLogging(builder => ConsoleLogs.Configure(builder, LogLevel.Error)).AddMetrics().BuildServiceProvider();
        var meters = services.GetRequiredService<IMeterFactory>();
        var loaded = await OpenAsync(clips, models, new AgentMetrics(meters));
        await using var owner = loaded.Owner;
        var played = new List<PlayedClip>();
        foreach (var clip in clips)
        {
            var detectors = loaded.ByName.ToDictionary(model => model.Key, model => (IDetector)new RememberingDetector(model.Value), StringComparer.Ordinal);
            var player = new ClipPlayer(detectors, meters, services.GetRequiredService<ILoggerFactory>());
            var play = await player.PlayAsync(clip, clip.Expected.Count == 0 ? quiet : null, stop);
            played.Add(new PlayedClip(play, EventJudge.Judge(clip, play.Events)));
            progress((double)played.Count / clips.Count);
        }

        return new EventReport([.. loaded.ByName.Values.Select(detector => detector.Model)], played);
    }

    private static async Task<LoadedModels> OpenAsync(IReadOnlyList<ClipTruth> clips, IReadOnlyList<string> models, AgentMetrics metrics)
    {
        var options = new AgentOptions
        {
            Models = [.. models], Cameras = DemoCameras.From(clips, clip => clip.Path), InferenceThreads = Environment.ProcessorCount,
        };
        try
        {
            return await LoadedModels.OpenAsync(options, Models.Catalogue(), metrics, TimeProvider.System);
        }
        catch (ModelException error)
        {
            throw new MissingPieceException(error.Message);
        }
    }
}
