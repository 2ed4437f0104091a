namespace EdgeWatch.Ingest.Video.LibAv;

/// <summary>Empty <c>AVFrame</c>s for reuse by all sources. What a frame shows belongs to its decoder's buffers, which outlive the decoder.</summary>
internal sealed class FramePool : IFrameOwner
{
    private const int IdleLimit = 64;
    private readonly Lock _gate = new();
    private readonly Stack<nint> _idle = new(IdleLimit);

    private FramePool()
    {
    }

    public static FramePool Shared { get; } = new();

    /// <summary>Takes an empty frame; give it back with <see cref="Release"/>.</summary>
    public unsafe nint Rent()
    {
        lock (_gate)
        {
            if (_idle.TryPop(out var frame))
                return frame;
        }

        return AvError.Allocated((nint)AvUtil.AllocateFrame());
    }

    public void Release(nint handle)
    {
        AvUtil.UnreferenceFrame(handle);
        lock (_gate)
        {
            if (_idle.Count < IdleLimit)
            {
                _idle.Push(handle);
                return;
            }
        }

        AvUtil.FreeFrame(ref handle);
    }
}
