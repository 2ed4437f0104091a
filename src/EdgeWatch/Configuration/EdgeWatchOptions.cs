using System.ComponentModel;
using EdgeWatch.CaseBridge.Options;
using EdgeWatch.EdgeAgent.Options;

namespace EdgeWatch.Configuration;

/// <summary>The whole file: an agent, a bridge, or both.</summary>
internal sealed record EdgeWatchOptions
{
    [Description("The agent on the street box; absent on a machine that only runs the bridge.")]
    public AgentOptions? Agent { get; init; }

    [Description("CaseBridge at the centre; absent on a machine that only runs an agent.")]
    public BridgeOptions? Bridge { get; init; }
}
