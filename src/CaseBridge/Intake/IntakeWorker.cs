using EdgeWatch.CaseBridge.Store;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.CaseBridge.Intake;

/// <summary>
/// Feeds the intake. What waits shares one transaction (group commit). While the store is away the same batch is tried again; a message that breaks
/// the intake is kept aside alone and the others go on.
/// </summary>
internal sealed class IntakeWorker(IntakeQueue queue, EventIntake intake, CaseStore store, BridgeMetrics metrics, TimeProvider time, ILogger<IntakeWorker> log)
    : BackgroundService
{
    /// <summary>Beyond a few hundred rows a transaction gains nothing more and only delays its first acknowledgement.</summary>
    private const int MostPerTransaction = 256;

    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(0.25);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
                await TakeAsync(await queue.TakeAsync(MostPerTransaction, stoppingToken), stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What was not acknowledged comes again.
        }
    }

    private async Task TakeAsync(List<WaitingMessage> batch, CancellationToken stop)
    {
        try
        {
            await TakeWhenStoreServesAsync(batch, stop);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            if (batch.Count == 1)
            {
                await SetAsideAsync(batch[0], exception, stop);
                return;
            }

            foreach (var message in batch)
                await TakeAsync([message], stop);
        }
    }

    private async Task TakeWhenStoreServesAsync(List<WaitingMessage> batch, CancellationToken stop)
    {
        var began = time.GetTimestamp();
        for (var delay = FirstDelay; ; delay = delay * 2 < LongestDelay ? delay * 2 : LongestDelay)
        {
            try
            {
                await intake.TakeAsync(batch, stop);
                metrics.BatchTaken(batch.Count, time.GetElapsedTime(began));
                if (delay > FirstDelay)
                    log.StoreServesAgain();
                return;
            }
            catch (StoreAwayException exception)
            {
                log.StoreWasAway(batch.Count, delay, exception.Message);
                await Task.Delay(delay, time, stop);
            }
        }
    }

    /// <summary>The fault is the bridge's own, so the agent is not told to give the message up: it keeps and repeats it until a repaired bridge takes it.</summary>
    private async Task SetAsideAsync(WaitingMessage message, Exception exception, CancellationToken stop)
    {
        metrics.BrokeIntake();
        log.MessageBrokeIntake(exception, message.Topic);
        try
        {
            store.Write(transaction => transaction.SetAside(new MalformedMessage(message, null, $"the bridge failed on it: {exception.Message}")));
        }
        catch (StoreAwayException away)
        {
            log.StoreWasAway(1, FirstDelay, away.Message);
            await Task.Delay(FirstDelay, time, stop);
        }
    }
}
