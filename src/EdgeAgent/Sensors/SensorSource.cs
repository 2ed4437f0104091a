using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Sensors.Stages;
using EdgeWatch.Ingest.Sensors;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.EdgeAgent.Sensors;

/// <summary>One source at work with its sensors: runs its flow, and tells how it is doing.</summary>
internal sealed class SensorSource(string name, UplinkFeed feed, SensorStages stages, SensorGroup group, Action keepAll, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan FirstRest = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(5);
    private readonly DateTimeOffset _since = time.GetUtcNow();

    public string Name => name;

    public IReadOnlyList<Sensor> Sensors => group.Sensors;

    /// <summary>Runs until stopped, or until a finite source has ended. A flow that a bug has ended begins anew after a rest: other sources never notice.</summary>
    public async Task RunAsync(CancellationToken stop, CancellationToken abort)
    {
        for (var rest = FirstRest; !stop.IsCancellationRequested; rest = rest * 2 < LongestRest ? rest * 2 : LongestRest)
        {
            try
            {
                await SensorPipeline.Of(stages).RunAsync(stop, abort);
                break;
            }
            catch (Exception error) when (!abort.IsCancellationRequested)
            {
                Log.SensorSourceFailed(logger, error, name, rest);
            }

            await Task.Delay(rest, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        keepAll();
    }

    public SensorSourceStatus Status()
    {
        var status = feed.Status;
        return new SensorSourceStatus
        {
            Source = name,
            Live = status?.Live ?? false,
            Since = status?.Since ?? _since,
            Received = status?.Received ?? 0,
            LastError = status?.LastError,
        };
    }
}
