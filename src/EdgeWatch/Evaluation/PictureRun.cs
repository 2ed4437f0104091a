using System.Collections.Concurrent;
using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.Evaluation.Data;
using EdgeWatch.Evaluation.Scoring;
using EdgeWatch.Ingest.Video;

namespace EdgeWatch.Evaluation;

/// <summary>
/// Shows every picture to every model, by the path of production: the picture is decoded as a camera's is, and the agent's own detector sees it.
/// One worker per core, each with detectors of one thread of its own: pictures are independent, so this uses the cores better than a run split over them.
/// </summary>
/// <param name="open">Opens the detectors of one worker, in the order of the models.</param>
/// <param name="workers">How many pictures are looked at at once.</param>
internal sealed class PictureRun(Func<IReadOnlyList<IDetector>> open, int workers)
{
    public async Task<PictureRunResult> RunAsync(IReadOnlyList<DataSet> sets, Action<double> progress, CancellationToken stop)
    {
        var pictures = sets.SelectMany(set => set.Pictures.Select(picture => (Set: set, Picture: picture))).ToArray();
        var seen = new SeenPicture?[pictures.Length];
        var unreadable = new ConcurrentBag<UnreadablePicture>();
        var (next, done) = (-1, 0);

        async Task WorkAsync()
        {
            var detectors = open();
            try
            {
                while (Interlocked.Increment(ref next) is var at && at < pictures.Length)
                {
                    try
                    {
                        seen[at] = await LookAsync(pictures[at].Set, pictures[at].Picture, detectors, stop);
                    }
                    catch (Exception error) when (error is VideoException or IOException or UnauthorizedAccessException)
                    {
                        // One broken picture of many is told and counted; it does not take the others' figures away.
                        unreadable.Add(new(pictures[at].Picture.Path, error.Message));
                    }

                    progress((double)Interlocked.Increment(ref done) / pictures.Length);
                }
            }
            finally
            {
                foreach (var detector in detectors)
                    await detector.DisposeAsync();
            }
        }

        await Task.WhenAll(Enumerable.Range(0, Math.Min(workers, Math.Max(1, pictures.Length))).Select(_ => Task.Run(WorkAsync, stop)));
        return new([.. seen.OfType<SeenPicture>()], [.. unreadable.OrderBy(picture => picture.Path, StringComparer.Ordinal)]);
    }

    private static async Task<SeenPicture> LookAsync(DataSet set, LabelledPicture picture, IReadOnlyList<IDetector> detectors, CancellationToken stop)
    {
        using var frame = PictureFile.Read(picture.Path);
        var byModel = new IReadOnlyList<Detection>[detectors.Count];
        for (var model = 0; model < detectors.Count; model++)
            byModel[model] = await detectors[model].DetectAsync(frame, stop);
        return new(set, picture, frame.Width, frame.Height, PictureLight.Of(PictureLight.MeanLuma(frame)), byModel);
    }
}

/// <summary>What was seen.</summary>
/// <param name="Pictures">In the order of the data sets.</param>
/// <param name="Unreadable">Left out, with the reason.</param>
internal sealed record PictureRunResult(IReadOnlyList<SeenPicture> Pictures, IReadOnlyList<UnreadablePicture> Unreadable);
