using System.Threading.Channels;

namespace EdgeWatch.EdgeAgent.Pipelines;

/// <summary>
/// The one place where work changes task and where anything is given up. An item belongs to the queue from the call of <see cref="WriteAsync"/> on:
/// it is handled or counted as dropped, and disposed in either case.
/// </summary>
internal sealed class BoundedQueue<T>
    where T : class
{
    private readonly string _name;
    private readonly PipelineReport _report;
    private readonly Channel<T> _channel;

    public BoundedQueue(string name, int capacity, WhenFull whenFull, PipelineReport report)
    {
        (_name, _report) = (name, report);
        var options = new BoundedChannelOptions(capacity)
        {
            FullMode = whenFull == WhenFull.Wait ? BoundedChannelFullMode.Wait : BoundedChannelFullMode.DropOldest,
            SingleReader = true,
            SingleWriter = true,
        };
        _channel = Channel.CreateBounded<T>(options, oldest => GiveUp(oldest, DropReasons.Full));
    }

    public ValueTask WriteAsync(T item, CancellationToken abort) =>
        !abort.IsCancellationRequested && _channel.Writer.TryWrite(item) ? ValueTask.CompletedTask : WaitAndWriteAsync(item, abort);

    /// <summary>Nothing more will be written; the reader ends when it has handled what is there.</summary>
    public void Complete() => _channel.Writer.TryComplete();

    /// <summary>Handles items one at a time until the queue is complete and empty, or until <paramref name="abort"/>.</summary>
    public async Task ReadAllAsync(Handler<T> handle, CancellationToken abort)
    {
        try
        {
            while (await _channel.Reader.WaitToReadAsync(abort))
            {
                while (!abort.IsCancellationRequested && _channel.Reader.TryRead(out var item))
                    await HandleAsync(item, handle, abort);
            }
        }
        catch (OperationCanceledException) when (abort.IsCancellationRequested)
        {
            // Told to end at once: what waits is given up below.
        }
        finally
        {
            _channel.Writer.TryComplete();
            while (_channel.Reader.TryRead(out var left))
                GiveUp(left, DropReasons.Aborted);
        }
    }

    private static async ValueTask HandleAsync(T item, Handler<T> handle, CancellationToken abort)
    {
        try
        {
            await handle(item, abort);
        }
        finally
        {
            (item as IDisposable)?.Dispose();
        }
    }

    private async ValueTask WaitAndWriteAsync(T item, CancellationToken abort)
    {
        try
        {
            await _channel.Writer.WriteAsync(item, abort);
        }
        catch (Exception error) when (abort.IsCancellationRequested || error is ChannelClosedException)
        {
            // A write that did not happen still owns its item. A closed channel means that the reader ended first.
            GiveUp(item, DropReasons.Aborted);
        }
    }

    private void GiveUp(T item, string reason)
    {
        (item as IDisposable)?.Dispose();
        _report.Dropped(_name, reason);
    }
}
