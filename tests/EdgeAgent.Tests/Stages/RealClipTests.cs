using EdgeWatch.EdgeAgent.Stages;
using EdgeWatch.EdgeAgent.Tests.Rules;
using EdgeWatch.EdgeAgent.Views;
using EdgeWatch.Ingest;
using EdgeWatch.Ingest.Video;
using EdgeWatch.Tests.Shared;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeWatch.EdgeAgent.Tests.Stages;

public sealed class RealClipTests
{
    /// <summary>Filmed by hand at night while walking: a third of its pictures are smeared, and being called so is right.</summary>
    private const string HandHeld = "manhole_closed_night_walk_480.mp4";

    [SharedDataFact("clips")]
    public async Task Real_street_cameras_by_day_rain_and_night_and_slide_shows_are_seen_as_clear()
    {
        var blind = new List<string>();
        foreach (var clip in Directory.GetFiles(Path.Combine(Repository.SharedData!, "clips"), "*.mp4").Where(clip => Path.GetFileName(clip) != HandHeld).Order(StringComparer.Ordinal))
        {
            var seen = await LookAsync(clip);
            seen.Count.ShouldBeGreaterThan(4, clip);
            if (seen.Count(visibility => visibility == Visibility.Clear) < 0.95 * seen.Count)
                blind.Add($"{Path.GetFileName(clip)}: {string.Join(", ", seen.GroupBy(one => one).Select(group => $"{group.Key} {group.Count()}"))}");
        }

        blind.ShouldBeEmpty();
    }

    private static async Task<List<Visibility>> LookAsync(string clip)
    {
        var options = new SourceOptions { Camera = "clip", Url = clip, RealTime = false };
        await using var source = KnownSources.Create(options, TimeProvider.System, NullLogger.Instance, new IngestMetrics(TestMetrics.Meters()));
        var (inspect, seen) = (new InspectStage(TestMetrics.Create(), new ViewWatch("clip", TestMetrics.Create(), NullLogger<ViewWatch>.Instance)), new List<Visibility>());
        await foreach (var frame in source.ReadAsync(new LookSchedule(TimeSpan.FromSeconds(1), TimeProvider.System), CancellationToken.None))
        {
            using var look = new Look(frame, Street.Camera(), 0);
            seen.Add((await inspect.RunAsync(look, CancellationToken.None))!.Visibility);
        }

        return seen;
    }
}
