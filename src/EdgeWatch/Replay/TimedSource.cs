using System.Runtime.CompilerServices;
using EdgeWatch.Ingest.Sensors;

namespace EdgeWatch.Replay;

/// <summary>A source whose uplinks set the clock of the replay.</summary>
internal sealed class TimedSource(IUplinkSource source, ReplayTime time) : IUplinkSource
{
    public UplinkSourceStatus Status => source.Status;

    public async IAsyncEnumerable<Uplink> ReadAsync([EnumeratorCancellation] CancellationToken stop)
    {
        await foreach (var uplink in source.ReadAsync(stop))
        {
            time.Reach(uplink.ReceivedAt);
            yield return uplink;
        }
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();
}
