using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.CaseBridge.Store;

/// <summary>
/// Writes a few pages into the store now and then, so that a store that takes no writes is known before a message waits for it, and one that serves again even if none does.
/// </summary>
internal sealed class StoreWatch(CaseStore store, BridgeMetrics metrics, TimeProvider time, ILogger<StoreWatch> log) : BackgroundService
{
    /// <summary>While it is away: about as often as the intake itself tries.</summary>
    private static readonly TimeSpan WhileAway = TimeSpan.FromSeconds(5);

    /// <summary>While it serves: a person looks at the status about as often.</summary>
    private const int QuietTicks = 6;

    private StoreFault? _known;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(WhileAway, time);
        try
        {
            for (var tick = 0L; await timer.WaitForNextTickAsync(stoppingToken); tick++)
            {
                if (store.Fault is not null || tick % QuietTicks == 0)
                    Look();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The next start looks again.
        }
    }

    /// <summary>One look, and word of what has changed since the last one.</summary>
    public void Look()
    {
        store.TryWriting();
        var fault = store.Fault;
        if (fault is not null && (_known is null || _known.Kind != fault.Kind))
            log.StoreIsAway(fault.Kind, fault.Since, fault.Words);
        else if (fault is null && _known is not null)
            log.StoreIsBack(_known.Kind, time.GetUtcNow() - _known.Since);
        if (fault is null != _known is null)
            metrics.StoreAway(fault is not null);
        _known = fault;
    }
}
