using EdgeWatch.EdgeAgent.Pipelines;
using EdgeWatch.Ingest.Sensors;

namespace EdgeWatch.EdgeAgent.Sensors.Stages;

/// <summary>Whose uplink it is. Devices that nobody configured are listed; what does not even name a device is counted.</summary>
internal sealed class RecogniseStage(string source, SensorGroup group, UnknownDevices unknown, AgentMetrics metrics) : IStage<Understood, SensorNews>
{
    public string Name => "recognise";

    public ValueTask<SensorNews?> RunAsync(Understood item, CancellationToken abort)
    {
        var sensor = item.Decoded?.Device is { } device ? group.Find(device) : null;
        if (item.Decoded is { } uplink && sensor is null)
        {
            if (uplink.Device is not null)
                unknown.Heard(source, uplink.Device, uplink.ReceivedAt);
            metrics.UplinkCame(source, uplink.Device is null ? UplinkEnds.Undecoded : UplinkEnds.Unknown);
            return ValueTask.FromResult<SensorNews?>(null);
        }

        return ValueTask.FromResult<SensorNews?>(new SensorNews(item.Heard, sensor, item.Decoded));
    }
}
