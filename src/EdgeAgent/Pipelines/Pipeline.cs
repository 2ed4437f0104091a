namespace EdgeWatch.EdgeAgent.Pipelines;

/// <summary>
/// A flow that is whole and can run. Two tokens end it: <c>stop</c> ends the source and lets everything under way come through; <c>abort</c> gives up,
/// counts and disposes whatever waits.
/// </summary>
internal sealed class Pipeline
{
    private readonly PipelineParts _parts;

    internal Pipeline(PipelineParts parts) => _parts = parts;

    /// <summary>Begins a flow at a source and its queue.</summary>
    /// <param name="source">Yields items that the flow owns from then on.</param>
    /// <param name="name">Name of the queue, for metrics.</param>
    /// <param name="capacity">Most items that wait.</param>
    /// <param name="whenFull">What happens to one more.</param>
    /// <param name="report">Where losses and failures are told.</param>
    public static Flow<T, T> From<T>(Func<CancellationToken, IAsyncEnumerable<T>> source, string name, int capacity, WhenFull whenFull, PipelineReport report)
        where T : class
    {
        var queue = new BoundedQueue<T>(name, capacity, whenFull, report);
        var parts = new PipelineParts(report, (stop, abort) => FeedAsync(source, queue, stop, abort));
        return new(parts, queue, handler => handler);
    }

    /// <summary>Runs until the source has ended and everything came through, or until told to end. Throws what the source threw, after draining.</summary>
    public async Task RunAsync(CancellationToken stop, CancellationToken abort)
    {
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(abort);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop, giveUp.Token);
        var tasks = new List<Task>(_parts.Loops.Count + 1);

        // Task.Run gets no token: with one that is cancelled already it would never run the loop, and so never dispose what waits in its queue.
        foreach (var loop in _parts.Loops)
            tasks.Add(Task.Run(() => GuardAsync(loop, giveUp), CancellationToken.None));
        tasks.Add(Task.Run(() => _parts.Source(end.Token, giveUp.Token), CancellationToken.None));
        await Task.WhenAll(tasks);
    }

    private static async Task FeedAsync<T>(Func<CancellationToken, IAsyncEnumerable<T>> source, BoundedQueue<T> queue, CancellationToken stop, CancellationToken abort)
        where T : class
    {
        try
        {
            await foreach (var item in source(stop))
                await queue.WriteAsync(item, abort);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Some sources end by throwing; the token that ended them is ours.
        }
        finally
        {
            queue.Complete();
        }
    }

    /// <summary>A loop ends by itself or by a bug; a bug takes the whole flow down rather than leaving a queue that nobody reads.</summary>
    private static async Task GuardAsync(Func<CancellationToken, Task> loop, CancellationTokenSource giveUp)
    {
        try
        {
            await loop(giveUp.Token);
        }
        catch
        {
            await giveUp.CancelAsync();
            throw;
        }
    }
}

/// <summary>What a flow consists of once it is put together.</summary>
internal sealed class PipelineParts(PipelineReport report, Func<CancellationToken, CancellationToken, Task> source)
{
    public PipelineReport Report => report;

    /// <summary>Feeds the first queue; takes stop and abort.</summary>
    public Func<CancellationToken, CancellationToken, Task> Source => source;

    /// <summary>One per queue: reads it until it is complete and empty.</summary>
    public List<Func<CancellationToken, Task>> Loops { get; } = [];
}
