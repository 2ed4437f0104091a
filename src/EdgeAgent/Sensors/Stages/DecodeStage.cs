using EdgeWatch.EdgeAgent.Pipelines;
using EdgeWatch.Ingest.Sensors;

namespace EdgeWatch.EdgeAgent.Sensors.Stages;

/// <summary>What an uplink says, or why nothing can be understood of it; that is kept with its reason.</summary>
/// <param name="decode">Decodes; never throws.</param>
/// <param name="keep">Keeps what was not understood; null: nothing is kept.</param>
internal sealed class DecodeStage(Func<Uplink, DecodedUplink> decode, Action<Uplink, string>? keep) : IStage<Heard, Understood>
{
    public string Name => "decode";

    public ValueTask<Understood?> RunAsync(Heard item, CancellationToken abort)
    {
        if (item.Uplink is not { } uplink)
            return ValueTask.FromResult<Understood?>(new Understood(item, null));
        var decoded = decode(uplink);
        if (decoded is { Outcome: UplinkOutcome.Refused or UplinkOutcome.Failed, Refusal: { } reason })
            keep?.Invoke(uplink, reason);
        return ValueTask.FromResult<Understood?>(new Understood(item, decoded));
    }
}
