using EdgeWatch.EdgeAgent.Pipelines;
using EdgeWatch.Ingest;
using EdgeWatch.Ingest.Sensors;

namespace EdgeWatch.EdgeAgent.Sensors.Stages;

/// <summary>Each uplink once, as far as the network tells repeats apart; what it does not tell, the series of the sensor does.</summary>
internal sealed class DeduplicateStage(string source, AgentMetrics metrics, IngestMetrics ingest) : IStage<SensorNews, SensorNews>
{
    private readonly UplinkDeduplicator _known = new(source, ingest);

    public string Name => "deduplicate";

    public ValueTask<SensorNews?> RunAsync(SensorNews item, CancellationToken abort)
    {
        if (item.Uplink is not { } uplink || !_known.IsRepeat(uplink))
            return ValueTask.FromResult<SensorNews?>(item);
        metrics.UplinkCame(source, UplinkEnds.Repeated);
        return ValueTask.FromResult<SensorNews?>(null);
    }
}
