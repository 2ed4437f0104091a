using EdgeWatch.CaseBridge.Live;
using EdgeWatch.CaseBridge.Store;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.CaseBridge.Life;

/// <summary>Warns before a limit passes and says when it has: marks the case once each, in history, log, metric and on the pages. Any number of bridges may watch one store.</summary>
internal sealed class DeadlineWatch(CaseStore store, Deadlines deadlines, LiveFeed live, BridgeMetrics metrics, TimeProvider time, ILogger<DeadlineWatch> log) : BackgroundService
{
    /// <summary>A small part of the shortest limits, which are hours.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    /// <summary>So many cases share a transaction, so that intake is not kept waiting.</summary>
    private const int MostAtOnce = 200;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        try
        {
            var hasAdopted = false;
            do
            {
                hasAdopted = hasAdopted || Try(Adopt, stoppingToken);
                Try(Look, stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Marks that are due stay due.
        }
    }

    /// <summary>Marks all that are due.</summary>
    public void Look(CancellationToken stop)
    {
        var now = time.GetUtcNow();
        while (!stop.IsCancellationRequested && store.Read(transaction => transaction.HasMarksToSet(now)))
        {
            foreach (var marked in store.Write(transaction => transaction.MarkDue(now, MostAtOnce)))
            {
                metrics.DeadlineMarked(marked.Mark);
                log.DeadlineMarked(marked.Number, marked.Mark, marked.FilingLimit ?? "", marked.State);
                live.Publish(LiveUpdate.Case(marked.Id, marked.State, marked.Mark, now));
            }
        }
    }

    /// <summary>Brings cases of before under the profile in force, once a start.</summary>
    public void Adopt(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested && store.Write(transaction => deadlines.Adopt(transaction, time.GetUtcNow(), MostAtOnce)) == MostAtOnce)
        {
            // The next ones.
        }
    }

    private bool Try(Action<CancellationToken> work, CancellationToken stop)
    {
        try
        {
            work(stop);
            return true;
        }
        catch (StoreAwayException exception)
        {
            log.DeadlinesNotWatched(exception.Message);
            return false;
        }
    }
}
