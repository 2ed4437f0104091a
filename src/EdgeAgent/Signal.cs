namespace EdgeWatch.EdgeAgent;

/// <summary>Wakes one waiting loop; any number of calls between two waits count as one.</summary>
internal sealed class Signal
{
    private TaskCompletionSource _source = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Set() => Volatile.Read(ref _source).TrySetResult();

    /// <summary>Waits for <see cref="Set"/>, at most so long. What was changed before a Set is to be read after this returns.</summary>
    public async Task WaitAsync(TimeSpan limit, TimeProvider time, CancellationToken stop)
    {
        var source = Volatile.Read(ref _source);
        if (!source.Task.IsCompleted)
            await WaitAtMostAsync(source.Task, limit, time, stop);
        if (source.Task.IsCompleted)
            Volatile.Write(ref _source, new(TaskCreationOptions.RunContinuationsAsynchronously));
    }

    private static async Task WaitAtMostAsync(Task task, TimeSpan limit, TimeProvider time, CancellationToken stop)
    {
        if (limit == Timeout.InfiniteTimeSpan)
        {
            await task.WaitAsync(stop);
            return;
        }

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        await Task.WhenAny(task, Task.Delay(limit, time, ended.Token));
        await ended.CancelAsync();
        stop.ThrowIfCancellationRequested();
    }
}
