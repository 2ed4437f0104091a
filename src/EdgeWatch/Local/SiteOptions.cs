using EdgeWatch.CaseBridge.Options;
using EdgeWatch.EdgeAgent.Options;

namespace EdgeWatch.Local;

/// <summary>What runs on this machine together.</summary>
/// <param name="Agent">The agent; null: none here.</param>
/// <param name="Bridge">The bridge; null: none here.</param>
/// <param name="BrokerFolder">Where a broker of our own keeps its state, if one has to be started; null: the broker is somebody else's.</param>
internal sealed record SiteOptions(AgentOptions? Agent, BridgeOptions? Bridge, string? BrokerFolder);
