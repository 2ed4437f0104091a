using EdgeWatch.CaseBridge.Options;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.CaseBridge.Store;

/// <summary>Keeps the disk budget and the age of score samples.</summary>
internal sealed class Housekeeping(CaseStore store, EvidenceFiles files, BridgeOptions options, BridgeMetrics metrics, TimeProvider time, ILogger<Housekeeping> log)
    : BackgroundService
{
    /// <summary>A city's pictures do not fill a sensible budget's last percent within this time.</summary>
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        try
        {
            do
            {
                Sweep();
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The next start sweeps.
        }
    }

    /// <summary>The rows go first: a file without a row wastes a little room, a row without its file would be a broken picture.</summary>
    public void Sweep()
    {
        try
        {
            var now = time.GetUtcNow();
            IReadOnlyList<StoredFile> swept =
            [
                .. store.Write(transaction => transaction.ForgetSamples(now - options.KeepSamples)),
                .. store.Write(transaction => transaction.Sweep(options.EvidenceBudgetMegabytes * 1024L * 1024, now)),
            ];
            foreach (var file in swept)
                files.Delete(file.Sha256);
            var bytes = swept.Sum(file => file.Bytes);
            metrics.Swept(bytes);
            if (swept.Count > 0)
                log.EvidenceSwept(swept.Count, bytes);
        }
        catch (Exception exception) when (exception is StoreAwayException or IOException or UnauthorizedAccessException)
        {
            log.EvidenceNotSwept(exception.Message);
        }
    }
}
