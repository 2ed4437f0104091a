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

    /// <summary>A file is written before its row; the row follows within moments, or not at all while the store is away, and then the file is written again.</summary>
    private static readonly TimeSpan NamedWithin = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Sweep(alsoUnnamed: true);
        using var timer = new PeriodicTimer(Every, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                Sweep();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The next start sweeps.
        }
    }

    /// <summary>The rows go first: a file without a row wastes a little room, a row without its file would be a broken picture.</summary>
    /// <param name="alsoUnnamed">Also deletes files that no row names; reads the whole folder.</param>
    public void Sweep(bool alsoUnnamed = false)
    {
        try
        {
            var now = time.GetUtcNow();
            store.KeepStatistics();
            store.Write(transaction => transaction.ForgetQuiet(now - options.KeepSamples));
            IReadOnlyList<StoredFile> swept =
            [
                .. store.Write(transaction => transaction.ForgetSamples(now - options.KeepSamples)),
                .. alsoUnnamed ? store.Read(transaction => transaction.Unnamed(files.OlderThan(now - NamedWithin))) : [],
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
