using EdgeWatch.Contracts;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.EdgeAgent.Centre;

/// <summary>
/// Writes the zero report (零报告) to the outbox at whole multiples of the interval in UTC, so that the reports of a city line up, and once at an
/// orderly stop. The looks of a period are the difference of two readings of each camera.
/// </summary>
internal sealed class ZeroReporter(string agent, TimeSpan interval, CentreHooks hooks, AgentMetrics metrics, Outbox.Outbox outbox, TimeProvider time, ILogger logger)
{
    private Dictionary<string, CameraStatus> _before = new(StringComparer.Ordinal);
    private DateTimeOffset _from = time.GetUtcNow();

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await Task.Delay(UntilNext(time.GetUtcNow(), interval), time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stop.IsCancellationRequested)
                return;
            try
            {
                await ReportAsync(stop);
            }
            catch (Exception error) when (!stop.IsCancellationRequested)
            {
                Log.LinkRoundFailed(logger, error, "The zero report");
            }
        }
    }

    /// <summary>Writes a report from the last one up to now.</summary>
    public async Task ReportAsync(CancellationToken abort)
    {
        var (cameras, now, sums) = (hooks.Cameras(), time.GetUtcNow(), metrics.Period.Take());
        var looks = cameras.Select(Looks).ToArray();
        var report = new ZeroReport
        {
            Id = Guid.CreateVersion7(now),
            Agent = agent,
            From = _from,
            To = now,
            Cameras = cameras.Count,
            CamerasSeen = looks.Count(camera => camera.Made > 0),
            LooksDue = looks.Sum(camera => camera.Due),
            LooksMade = looks.Sum(camera => camera.Made),
            ByCamera = looks,
            Sensors = SensorsOf(sums.Uplinks),
            Opened = sums.Opened,
            Dropped = sums.Dropped,
            LookToOutboxP95Milliseconds = sums.LookToOutboxP95Milliseconds,
        };
        (_before, _from) = (cameras.ToDictionary(camera => camera.Camera, StringComparer.Ordinal), now);
        await outbox.AppendAsync(report, abort);
    }

    /// <summary>Until the next whole multiple of the interval, counted from midnight UTC of year 1.</summary>
    internal static TimeSpan UntilNext(DateTimeOffset now, TimeSpan interval) => interval - TimeSpan.FromTicks(now.UtcTicks % interval.Ticks);

    private SensorSums? SensorsOf(UplinkSums uplinks)
    {
        if (hooks.Sensors is not { } sensors)
            return null;
        var (heard, silent) = sensors.Count(_from);
        return new SensorSums
        {
            Expected = sensors.Running + sensors.Refused,
            Heard = heard,
            Silent = silent,
            Uplinks = uplinks.Judged,
            Undecoded = uplinks.Undecoded,
            Unknown = uplinks.Unknown,
            Repeated = uplinks.Repeated,
        };
    }

    private CameraLooks Looks(CameraStatus camera) => new()
    {
        Camera = camera.Camera,
        Due = Since(camera, status => status.LooksDue),
        Made = Since(camera, status => status.LooksMade),
        State = camera.State,
        Problems = [.. camera.Zones.SelectMany(zone => zone.Rules).Select(rule => rule.Problem).Distinct().Order(StringComparer.Ordinal)],
    };

    /// <summary>A camera that was built anew counts from zero again; then all that it counted is new.</summary>
    private long Since(CameraStatus camera, Func<CameraStatus, long> count)
    {
        var (now, before) = (count(camera), _before.TryGetValue(camera.Camera, out var last) ? count(last) : 0);
        return now >= before ? now - before : now;
    }
}
