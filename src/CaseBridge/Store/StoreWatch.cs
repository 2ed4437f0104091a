using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.CaseBridge.Store;

/// <summary>
/// Writes a little into the case store and the evidence store now and then, so that one that takes no writes is known before a message waits for it, and one that serves again even if
/// none does.
/// </summary>
internal sealed class StoreWatch(CaseStore store, WatchedEvidence evidence, BridgeMetrics metrics, TimeProvider time, ILogger<StoreWatch> log) : BackgroundService
{
    /// <summary>While it is away: about as often as the intake itself tries.</summary>
    private static readonly TimeSpan WhileAway = TimeSpan.FromSeconds(5);

    /// <summary>While it serves: a person looks at the status about as often.</summary>
    private const int QuietTicks = 6;

    private StoreFault? _known;
    private StoreFault? _knownOfEvidence;

    /// <summary>Each by itself, since one that does not answer may take half a minute to be given up.</summary>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        WatchAsync(() => store.Fault, Look, stoppingToken),
        WatchAsync(() => evidence.Fault, LookAtEvidence, stoppingToken));

    /// <summary>One look at the case store, and word of what has changed since the last one.</summary>
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

    /// <summary>The same of the evidence store.</summary>
    public void LookAtEvidence()
    {
        evidence.TryWriting();
        var fault = evidence.Fault;
        if (fault is not null && (_knownOfEvidence is null || _knownOfEvidence.Kind != fault.Kind))
            log.EvidenceIsAway(fault.Kind, fault.Since, fault.Words);
        else if (fault is null && _knownOfEvidence is not null)
            log.EvidenceIsBack(_knownOfEvidence.Kind, time.GetUtcNow() - _knownOfEvidence.Since);
        if (fault is null != _knownOfEvidence is null)
            metrics.EvidenceAway(fault is not null);
        _knownOfEvidence = fault;
    }

    private async Task WatchAsync(Func<StoreFault?> fault, Action look, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(WhileAway, time);
        try
        {
            for (var tick = 0L; await timer.WaitForNextTickAsync(stop); tick++)
            {
                if (fault() is not null || tick % QuietTicks == 0)
                    look();
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The next start looks again.
        }
    }
}
