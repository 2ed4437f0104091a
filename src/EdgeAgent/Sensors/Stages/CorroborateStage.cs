using EdgeWatch.EdgeAgent.Findings;
using EdgeWatch.EdgeAgent.Pipelines;
using EdgeWatch.EdgeAgent.Witnesses;

namespace EdgeWatch.EdgeAgent.Sensors.Stages;

/// <summary>Asks a camera what it sees of a problem; never throws but when aborted.</summary>
internal delegate Task<Testimony> AskCamera(string camera, string? zone, string problem, CancellationToken abort);

/// <summary>
/// A finding that was just opened, of a sensor tied to a camera, makes that camera look now. The finding goes on at once; the answer comes back into the flow as an
/// update of the same incident, when the camera has looked. At most <see cref="MostAsked"/> questions are under way; one too many is not asked.
/// </summary>
/// <param name="ask">Asks; null where there is nobody to ask.</param>
/// <param name="post">Takes answers back into the flow.</param>
/// <param name="report">Told of questions that failed.</param>
internal sealed class CorroborateStage(AskCamera? ask, Action<SensorAnswer> post, PipelineReport report) : IStage<SensorFinding, SensorFinding>
{
    private const int MostAsked = 16;
    private int _asked;

    public string Name => "corroborate";

    public ValueTask<SensorFinding?> RunAsync(SensorFinding item, CancellationToken abort)
    {
        if (ask is not null && item.Sensor.Camera is { } camera && item.Change.Step == FindingStep.Opened && !IsFault(item))
        {
            if (Interlocked.Increment(ref _asked) <= MostAsked)
            {
                _ = AskAsync(item, camera, abort);
            }
            else
            {
                Interlocked.Decrement(ref _asked);
                report.Dropped(Name, DropReasons.Full);
            }
        }

        return ValueTask.FromResult(item.IsReminder ? null : item);
    }

    /// <summary>A fault of the sensor is nothing that a camera sees.</summary>
    private static bool IsFault(SensorFinding finding) =>
        finding.Change.State.Key.Problem is Contracts.Problems.SensorSilent or Contracts.Problems.SensorStuck or Contracts.Problems.BatteryLow;

    private async Task AskAsync(SensorFinding finding, string camera, CancellationToken abort)
    {
        try
        {
            post(new SensorAnswer(finding, await ask!(camera, finding.Sensor.Zone, finding.Change.State.Key.Problem, abort)));
        }
        catch (Exception) when (abort.IsCancellationRequested)
        {
            report.Dropped(Name, DropReasons.Aborted);
        }
        catch (Exception error)
        {
            report.Failed(Name, error);
        }
        finally
        {
            Interlocked.Decrement(ref _asked);
        }
    }
}
