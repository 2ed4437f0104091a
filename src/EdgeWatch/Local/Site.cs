using EdgeWatch.CaseBridge;
using EdgeWatch.EdgeAgent;
using EdgeWatch.Terminal;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.Local;

/// <summary>
/// Broker, bridge and agent on one machine: started so that each finds what it needs, stopped so that what is under way still arrives.
/// A broker is started only where the configuration names this machine and nothing listens there.
/// </summary>
internal sealed class Site : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopAgent = new();
    private readonly CancellationTokenSource _stopBridge = new();
    private LocalBroker? _broker;
    private Task _bridge = Task.CompletedTask;
    private Task _agent = Task.CompletedTask;

    private Site()
    {
    }

    /// <summary>Address of console and API; null where no bridge runs here.</summary>
    public string? Address { get; private set; }

    public static async Task<Site> StartAsync(SiteOptions options, Action<ILoggingBuilder> logging, CancellationToken stop)
    {
        var site = new Site();
        try
        {
            await site.StartBrokerAsync(options, stop);
            await site.StartBridgeAsync(options, logging, stop);
            if (options.Agent is { } agent)
                site._agent = AgentHost.RunAsync(agent, site._stopAgent.Token, logging);
            return site;
        }
        catch
        {
            await site.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until the person stops it, or until a part ends by itself, whose error is then thrown.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var ended = await Task.WhenAny([.. new[] { _agent, _bridge }.Where(task => task != Task.CompletedTask), Task.Delay(Timeout.InfiniteTimeSpan, stop)]);
        if (!stop.IsCancellationRequested)
            await ended;
    }

    /// <summary>Stops the agent in good order: it drains its pipelines, sends its last report, and waits for the bridge's acknowledgements for a while.</summary>
    public async Task StopAgentAsync()
    {
        await _stopAgent.CancelAsync();
        await _agent;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAgentAsync();
        await _stopBridge.CancelAsync();
        await _bridge;
        if (_broker is not null)
            await _broker.DisposeAsync();
        _stopAgent.Dispose();
        _stopBridge.Dispose();
    }

    private async Task StartBrokerAsync(SiteOptions options, CancellationToken stop)
    {
        var broker = options.Bridge?.Broker ?? options.Agent!.Broker;
        if (options.BrokerFolder is null || broker.Host is not ("localhost" or "127.0.0.1") || await LocalBroker.AcceptsAsync(broker.Host, broker.Port, stop))
            return;
        _broker = await LocalBroker.StartAsync(options.BrokerFolder, broker.Port, stop);
        Screen.Instance.Line($"started a broker on port {broker.Port}, for this machine only");
    }

    private async Task StartBridgeAsync(SiteOptions options, Action<ILoggingBuilder> logging, CancellationToken stop)
    {
        if (options.Bridge is not { } bridge)
            return;
        var listening = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        _bridge = BridgeHost.RunAsync(bridge, _stopBridge.Token, logging, address => listening.TrySetResult(address), locality: Localities.Load(bridge, TimeProvider.System));
        if (await Task.WhenAny(listening.Task, _bridge).WaitAsync(stop) == _bridge)
            await _bridge;
        Address = await listening.Task;
    }
}
