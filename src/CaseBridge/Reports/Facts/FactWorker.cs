using EdgeWatch.CaseBridge.Store;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.CaseBridge.Reports.Facts;

/// <summary>Counts in the background, at a pace that leaves the machine to the intake. Reports that are asked for count what waits at once.</summary>
internal sealed class FactWorker(FactBook book, TimeProvider time, ILogger<FactWorker> log) : BackgroundService
{
    /// <summary>
    /// Nobody waits for it: a report counts what waits before it is made. So changes gather for a while, and a case that opens, is joined by a second camera and is confirmed within it is
    /// counted once; every second it would be counted three times.
    /// </summary>
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
                await Task.Delay(Round(), time, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What is in the feed is counted at the next start.
        }
    }

    /// <summary>Counts once; returns for how long to rest. Where more waits it goes on, but works no more than a tenth of the time, a little at a time: what comes meanwhile is to be committed at once.</summary>
    private TimeSpan Round()
    {
        var began = time.GetTimestamp();
        try
        {
            return book.Count() == CountResult.Counted ? time.GetElapsedTime(began) * 9 : Every;
        }
        catch (StoreAwayException)
        {
            // Health and intake say so.
            return Every;
        }
        catch (Exception exception)
        {
            log.FactsNotCounted(exception);
            return AfterFault;
        }
    }
}
