using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.Ingest.Video;

namespace EdgeWatch.Evaluation;

/// <summary>
/// Times models against one another on the same pictures, in turn and turned about from round to round, so that what else the machine does hits all alike.
/// Of each picture the least of several rounds counts.
/// </summary>
/// <param name="time">Measures.</param>
internal sealed class TimeComparison(TimeProvider time)
{
    private const int MostPictures = 40;
    private const int Rounds = 5;

    /// <param name="pictures">Paths; the first few are taken.</param>
    /// <param name="names">Of the models.</param>
    /// <param name="detectors">In the same order.</param>
    /// <param name="progress">Told of the share done, 0..1.</param>
    /// <param name="stop">Ends it.</param>
    public async Task<IReadOnlyList<ModelTime>> RunAsync(
        IReadOnlyList<string> pictures, IReadOnlyList<string> names, IReadOnlyList<IDetector> detectors, Action<double> progress, CancellationToken stop)
    {
        var step = Math.Max(1, pictures.Count / MostPictures);
        var chosen = pictures.Where((_, at) => at % step == 0).Take(MostPictures).ToArray();
        var least = new List<TimeSpan[]>();
        foreach (var path in chosen)
        {
            using var frame = PictureFile.Read(path);
            if (least.Count == 0)
                await OnceAsync(frame, detectors, 0, stop); // the first run of a session makes its memory
            least.Add(await LeastAsync(frame, detectors, stop));
            progress((double)least.Count / chosen.Length);
        }

        return
        [
            .. names.Select((name, model) => new ModelTime(
                name, Median(least.Select(times => times[model])), Median(least.Select(times => times[model] / times[0])), least.Count)),
        ];
    }

    private async Task<TimeSpan[]> LeastAsync(Frame frame, IReadOnlyList<IDetector> detectors, CancellationToken stop)
    {
        var least = Enumerable.Repeat(TimeSpan.MaxValue, detectors.Count).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var (model, took) in await OnceAsync(frame, detectors, round, stop))
                least[model] = took < least[model] ? took : least[model];
        }

        return least;
    }

    private async Task<List<(int Model, TimeSpan Took)>> OnceAsync(Frame frame, IReadOnlyList<IDetector> detectors, int round, CancellationToken stop)
    {
        var took = new List<(int, TimeSpan)>();
        for (var at = 0; at < detectors.Count; at++)
        {
            var model = (at + round) % detectors.Count;
            var started = time.GetTimestamp();
            await detectors[model].DetectAsync(frame, stop);
            took.Add((model, time.GetElapsedTime(started)));
        }

        return took;
    }

    private static T Median<T>(IEnumerable<T> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
