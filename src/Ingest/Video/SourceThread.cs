namespace EdgeWatch.Ingest.Video;

/// <summary>Runs blocking work on a thread of its own: libav waits for the network inside its calls, and the thread pool must not.</summary>
internal static class SourceThread
{
    // libav's decoders need far less; the default of 8 MB would reserve gigabytes of address space for hundreds of cameras.
    private const int StackBytes = 1 << 20;

    /// <summary>Completes when the work has ended; its exception becomes the task's.</summary>
    public static Task<T> RunAsync<T>(string name, Func<T> work)
    {
        var ended = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(
            () =>
            {
                try
                {
                    ended.SetResult(work());
                }
                catch (Exception error)
                {
                    ended.SetException(error);
                }
            },
            StackBytes)
        {
            IsBackground = true,
            Name = name,
        };
        thread.Start();
        return ended.Task;
    }
}
