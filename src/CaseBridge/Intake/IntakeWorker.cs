using System.Threading.Channels;
using EdgeWatch.CaseBridge.Store;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.CaseBridge.Intake;

/// <summary>
/// Feeds the intake, in four steps beside each other: messages are read while those before them are decided on, those before these are committed, and those before these are
/// acknowledged. What waits shares one transaction (group commit). While the store is away the same batch is tried again; a message that breaks the intake is kept aside
/// alone and the others go on.
/// </summary>
internal sealed class IntakeWorker(IntakeQueue queue, EventIntake intake, CaseStore store, BridgeMetrics metrics, TimeProvider time, ILogger<IntakeWorker> log)
    : BackgroundService
{
    /// <summary>Beyond some thousand rows a transaction gains nothing more and only delays its first acknowledgement.</summary>
    private const int MostPerTransaction = 2048;

    /// <summary>As many are parsed at a time, on as many cores as there are.</summary>
    private const int MostReadAtOnce = 256;

    /// <summary>After someone else wrote meanwhile so many batches are decided on in their turn: where several bridges are busy at once, deciding ahead is work for nothing.</summary>
    private const int InTurnAfterDisturbance = 8;

    /// <summary>
    /// What comes within this time shares a transaction where few wait. A transaction is some thirty ways to the store and back, whatever it holds: at two thousand messages a second
    /// half of the machine would go into them, and what is slowest would be slower, not faster. By the machine's clock, whatever the city's says.
    /// </summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(15);
    private const int Few = 64;

    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(0.25);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(5);

    // Read and not yet committed. Full: reading waits, and the intake queue fills.
    private readonly Channel<Message> _read = Channel.CreateBounded<Message>(
        new BoundedChannelOptions(MostPerTransaction) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true, SingleWriter = true });

    private Task _acknowledging = Task.CompletedTask;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.WhenAll(Task.Run(() => ReadAsync(stoppingToken), CancellationToken.None), Task.Run(() => CommitAsync(stoppingToken), CancellationToken.None));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What was not acknowledged comes again.
        }
        finally
        {
            await _acknowledging.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ReadAsync(CancellationToken stop)
    {
        while (true)
            await TakeAsync(await queue.TakeAsync(MostReadAtOnce, stop), waiting => waiting, ReadAsync, stop);
    }

    private async Task ReadAsync(IReadOnlyList<WaitingMessage> batch, CancellationToken stop)
    {
        var messages = new Message[batch.Count];
        await Parallel.ForAsync(0, messages.Length, stop, (index, _) =>
        {
            messages[index] = intake.Read(batch[index]);
            return ValueTask.CompletedTask;
        });
        foreach (var message in messages)
            await _read.Writer.WriteAsync(message, stop);
    }

    private async Task CommitAsync(CancellationToken stop)
    {
        Batch? before = null;
        var (committing, inTurn) = (Task.CompletedTask, 0);
        try
        {
            while (await _read.Reader.WaitToReadAsync(stop))
            {
                if (_read.Reader.Count < Few)
                    await Task.Delay(Gathering, TimeProvider.System, stop);
                var batch = TakeRead();
                if (inTurn > 0 || before is { Draft: null })
                    (before, inTurn) = (await Finished(committing), Math.Max(0, inTurn - 1));
                if (inTurn == 0)
                    DecideAhead(batch, before);
                await committing;
                if (before is { Draft: not null, Turn.Committed: null })
                    inTurn = InTurnAfterDisturbance;
                (before, committing) = (batch, Task.Run(() => CommitAsync(batch, stop), CancellationToken.None));
            }
        }
        finally
        {
            await committing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task<Batch?> Finished(Task committing)
    {
        await committing;
        return null;
    }

    private Batch TakeRead()
    {
        var messages = new List<Message>();
        while (messages.Count < MostPerTransaction && _read.Reader.TryRead(out var message))
            messages.Add(message);
        return new Batch(messages);
    }

    private void DecideAhead(Batch batch, Batch? before)
    {
        try
        {
            intake.DecideAhead(batch, before);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // What is wrong with one of its messages, or with the store, shows in its turn, and is dealt with there.
            log.NotDecidedAhead(exception.Message);
        }
    }

    private async Task CommitAsync(Batch batch, CancellationToken stop)
    {
        await TakeAsync(batch.Messages, message => message.Waiting, (messages, abort) => CommitOnceAsync(ReferenceEquals(messages, batch.Messages) ? batch : new Batch(messages), abort), stop);
        queue.Done(batch.Messages.Select(message => message.Waiting));
    }

    private async Task CommitOnceAsync(Batch batch, CancellationToken stop)
    {
        var began = time.GetTimestamp();
        var outcomes = intake.Commit(batch);
        metrics.BatchTaken(batch.Messages.Count, time.GetElapsedTime(began));
        await _acknowledging;
        _acknowledging = intake.AcknowledgeAsync(outcomes, stop);
    }

    /// <summary>Does a step for a batch; where it breaks, for each of its messages alone.</summary>
    private async Task TakeAsync<T>(IReadOnlyList<T> batch, Func<T, WaitingMessage> messageOf, Func<IReadOnlyList<T>, CancellationToken, Task> step, CancellationToken stop)
    {
        try
        {
            await WhenStoreServesAsync(batch, step, stop);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            if (batch.Count == 1)
            {
                await SetAsideAsync(messageOf(batch[0]), exception, stop);
                // It goes no further; what is committed lets go of its room there.
                if (batch[0] is WaitingMessage unread)
                    queue.Done([unread]);
                return;
            }

            foreach (var message in batch)
                await TakeAsync([message], messageOf, step, stop);
        }
    }

    private async Task WhenStoreServesAsync<T>(IReadOnlyList<T> batch, Func<IReadOnlyList<T>, CancellationToken, Task> step, CancellationToken stop)
    {
        for (var delay = FirstDelay; ; delay = delay * 2 < LongestDelay ? delay * 2 : LongestDelay)
        {
            try
            {
                await step(batch, stop);
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
