namespace EdgeWatch.EdgeAgent.Pipelines;

/// <summary>Takes one item to the next queue or sink.</summary>
internal delegate ValueTask Handler<in T>(T item, CancellationToken abort);

/// <summary>
/// A flow being put together: what a queue of <typeparamref name="THead"/> gives is, after the stages so far, a <typeparamref name="T"/>. Stages become
/// one chain of ordinary calls that the queue's reader makes; an item that completes without waiting costs no allocation of the flow's own.
/// </summary>
internal sealed class Flow<THead, T>
    where THead : class
    where T : class
{
    private readonly PipelineParts _parts;
    private readonly BoundedQueue<THead> _queue;
    private readonly Func<Handler<T>, Handler<THead>> _bind;

    internal Flow(PipelineParts parts, BoundedQueue<THead> queue, Func<Handler<T>, Handler<THead>> bind) => (_parts, _queue, _bind) = (parts, queue, bind);

    /// <summary>Every item goes through one more stage.</summary>
    public Flow<THead, TNext> Then<TNext>(IStage<T, TNext> stage)
        where TNext : class
    {
        var report = _parts.Report;
        return new(_parts, _queue, next => _bind(async (item, abort) =>
        {
            if (await RunAsync(stage, item, report, abort) is { } result)
                await next(result, abort);
        }));
    }

    /// <summary>Every item goes through a stage that makes any number of new ones; each goes on alone, so that one which fails costs no other.</summary>
    public Flow<THead, TNext> ThenEach<TNext>(IStage<T, IReadOnlyList<TNext>> stage)
        where TNext : class
    {
        var report = _parts.Report;
        return new(_parts, _queue, next => _bind(async (item, abort) =>
        {
            if (await RunAsync(stage, item, report, abort) is not { } results)
                return;
            for (var i = 0; i < results.Count; i++)
                await next(results[i], abort);
        }));
    }

    /// <summary>Closes the flow. A sink that throws costs the item.</summary>
    /// <param name="name">One lower-case word for logs and metrics.</param>
    /// <param name="sink">Takes the items, one at a time.</param>
    public Pipeline To(string name, Handler<T> sink)
    {
        var report = _parts.Report;
        Connect(async (item, abort) =>
        {
            try
            {
                await sink(item, abort);
            }
            catch (Exception) when (abort.IsCancellationRequested)
            {
                report.Dropped(name, DropReasons.Aborted);
            }
            catch (Exception error)
            {
                report.Failed(name, error);
            }
        });
        return new Pipeline(_parts);
    }

    internal Flow<T, T> Into(string name, int capacity, WhenFull whenFull)
    {
        var next = new BoundedQueue<T>(name, capacity, whenFull, _parts.Report);
        Connect(next.WriteAsync, next.Complete);
        return new(_parts, next, handler => handler);
    }

    private static async ValueTask<TNext?> RunAsync<TNext>(IStage<T, TNext> stage, T item, PipelineReport report, CancellationToken abort)
        where TNext : class
    {
        try
        {
            return await stage.RunAsync(item, abort);
        }
        catch (Exception) when (abort.IsCancellationRequested)
        {
            // By our own token, not by the exception's type: a time-out inside a stage is also an OperationCanceledException, and is a failure.
            report.Dropped(stage.Name, DropReasons.Aborted);
        }
        catch (Exception error)
        {
            report.Failed(stage.Name, error);
        }

        return null;
    }

    private void Connect(Handler<T> last, Action? complete = null)
    {
        var (queue, handler) = (_queue, _bind(last));
        _parts.Loops.Add(async abort =>
        {
            try
            {
                await queue.ReadAllAsync(handler, abort);
            }
            finally
            {
                complete?.Invoke();
            }
        });
    }
}

/// <summary>The second queue and later ones: for what has left its look behind.</summary>
internal static class DetachedFlow
{
    /// <summary>From here on another task does the work.</summary>
    public static Flow<T, T> Queue<THead, T>(this Flow<THead, T> flow, string name, int capacity, WhenFull whenFull)
        where THead : class
        where T : class, IDetached => flow.Into(name, capacity, whenFull);
}
