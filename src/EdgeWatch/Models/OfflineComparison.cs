using System.Diagnostics.Metrics;
using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.EdgeAgent.Jpeg;
using EdgeWatch.EdgeAgent.Shadow;
using EdgeWatch.Ingest;
using EdgeWatch.Ingest.Video;
using EdgeWatch.Terminal;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.ModelCare;

/// <summary>Runs two models on the same looks of recordings or pictures, each at its shipped thresholds.</summary>
internal sealed class OfflineComparison(IDetector main, IDetector shadow) : IDisposable
{
    private const int PictureWidth = 960;
    private const int PictureQuality = 80;
    private static readonly string[] Videos = [".mp4", ".mkv", ".mov", ".avi", ".ts"];

    private readonly HashSet<string> _classes = main.Classes.Keys.Intersect(shadow.Classes.Keys, StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal);
    private readonly ComparisonTally _tally = new();
    private readonly StrongestLooks<ComparedLook> _strongest = new();
    private readonly JpegEncoder _encoder = new();

    /// <summary>Compares on every picture below a folder.</summary>
    public async Task<Comparison> OfPicturesAsync(string folder, Action<double> progress, CancellationToken stop)
    {
        var files = Files(folder, PictureFile.Extensions, SearchOption.AllDirectories, "no .jpg or .png pictures");
        for (var i = 0; i < files.Length; i++)
        {
            var name = Path.GetRelativePath(folder, files[i]);
            using var frame = PictureFile.Read(files[i]);
            await CompareAsync(frame, Path.GetDirectoryName(name) is { Length: > 0 } inner ? inner : Path.GetFileName(Path.GetFullPath(folder)), Path.GetFileName(name), stop);
            progress((i + 1.0) / files.Length);
        }

        return Result($"{files.Length} pictures");
    }

    /// <summary>Compares on the looks of every clip in a folder, one per cadence of clip time.</summary>
    public async Task<Comparison> OfClipsAsync(string folder, TimeSpan cadence, IMeterFactory meters, ILogger log, Action<double> progress, CancellationToken stop)
    {
        var (files, metrics) = (Files(folder, Videos, SearchOption.TopDirectoryOnly, "no video files"), new IngestMetrics(meters));
        for (var i = 0; i < files.Length; i++)
        {
            var clip = Path.GetFileName(files[i]);
            await using var source = KnownSources.Create(new SourceOptions { Camera = clip, Url = files[i], RealTime = false }, TimeProvider.System, log, metrics);
            DateTimeOffset? begin = null;
            await foreach (var look in source.ReadAsync(new LookSchedule(cadence, TimeProvider.System), stop))
            {
                using var frame = look;
                begin ??= frame.TakenAt;
                await CompareAsync(frame, clip, $"{(frame.TakenAt - begin.Value).TotalSeconds:F1} s", stop);
            }

            progress((i + 1.0) / files.Length);
        }

        return Result($"{files.Length} clips, a look every {cadence.TotalSeconds:0.##} s");
    }

    public void Dispose() => _encoder.Dispose();

    private static string[] Files(string folder, IReadOnlyCollection<string> endings, SearchOption depth, string nothing)
    {
        if (!Directory.Exists(folder))
            throw new MissingPieceException($"there is no folder {folder}; name one with pictures or clips");
        var files = Directory.EnumerateFiles(folder, "*", depth).Where(file => endings.Contains(Path.GetExtension(file).ToLowerInvariant())).Order(StringComparer.Ordinal).ToArray();
        return files.Length > 0 ? files : throw new MissingPieceException($"{folder} holds {nothing}; name another folder");
    }

    private async Task CompareAsync(Frame frame, string camera, string moment, CancellationToken stop)
    {
        var first = await main.DetectAsync(frame, stop);
        var second = await shadow.DetectAsync(frame, stop);
        var boxes = LookComparison.Of(new Sight(first, name => main.Classes[name]), new Sight(second, name => shadow.Classes[name]), _classes);
        _tally.Add(camera, boxes);
        _strongest.Offer(camera, boxes, () => new ComparedLook(camera, moment, boxes, _encoder.Encode(frame, PictureQuality, PictureWidth)));
    }

    private Comparison Result(string looked) => new()
    {
        Main = main.Model,
        Shadow = shadow.Model,
        Looked = looked,
        Looks = _tally.Looks,
        Counts = _tally.Counts,
        Notes = [.. Apart(main, shadow).Concat(Apart(shadow, main))],
        Pictures = [.. _strongest.Looks],
    };

    private static IEnumerable<string> Apart(IDetector one, IDetector other)
    {
        var alone = one.Classes.Keys.Except(other.Classes.Keys, StringComparer.Ordinal).ToArray();
        if (alone.Length > 0)
            yield return $"Not compared, since only {one.Model} knows them: {string.Join(", ", alone)}.";
    }
}
