using System.Threading.Channels;

namespace EdgeWatch.Ingest.Video;

/// <summary>
/// Hands frames, one at a time, from a source's thread to whoever reads it. The place is free again when the reader asks for the next frame, so a source
/// never works ahead of its reader. Nothing is dropped here: a source that finds the place taken leaves its look due.
/// </summary>
internal sealed class FrameHandover : IDisposable
{
    private readonly Channel<Frame> _slot = Channel.CreateBounded<Frame>(new BoundedChannelOptions(1) { SingleReader = true, SingleWriter = true });
    private readonly SemaphoreSlim _free = new(1, 1);

    /// <summary>True where <see cref="Put"/> may be called.</summary>
    public bool IsFree => _free.CurrentCount > 0;

    /// <summary>Blocks the source's thread until the reader wants a frame.</summary>
    public void WaitUntilFree(CancellationToken stop)
    {
        _free.Wait(stop);
        _free.Release();
    }

    /// <summary>Hands a frame over; only where <see cref="IsFree"/>.</summary>
    public void Put(Frame frame)
    {
        if (!_free.Wait(0, CancellationToken.None) || !_slot.Writer.TryWrite(frame))
            throw new InvalidOperationException("the reader has not taken the frame before this one");
    }

    /// <summary>No more frames will come.</summary>
    public void Complete() => _slot.Writer.TryComplete();

    /// <summary>The frames until <see cref="Complete"/>; the reader owns each.</summary>
    public async IAsyncEnumerable<Frame> ReadAllAsync()
    {
        while (await _slot.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            if (!_slot.Reader.TryRead(out var frame))
                continue;
            yield return frame;
            _free.Release();
        }
    }

    /// <summary>Disposes a frame that nobody took.</summary>
    public void Dispose()
    {
        Complete();
        while (_slot.Reader.TryRead(out var frame))
            frame.Dispose();
        _free.Dispose();
    }
}
