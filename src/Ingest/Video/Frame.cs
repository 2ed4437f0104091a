namespace EdgeWatch.Ingest.Video;

/// <summary>
/// One decoded picture: planar YUV 4:2:0, 8 bits (I420), in native memory that belongs to a pool.
/// Whoever holds a frame disposes it exactly once; its planes must not be touched afterwards.
/// </summary>
public sealed unsafe class Frame : IDisposable
{
    private readonly byte* _y;
    private readonly byte* _u;
    private readonly byte* _v;
    private IFrameOwner? _owner;

    /// <summary>Wraps planes that <paramref name="owner"/> keeps alive until the frame is disposed.</summary>
    public Frame(in FrameInfo info, in FramePlanes planes, IFrameOwner owner)
    {
        Info = info;
        _y = (byte*)planes.Y;
        _u = (byte*)planes.U;
        _v = (byte*)planes.V;
        (LumaStride, ChromaStride) = (planes.LumaStride, planes.ChromaStride);
        (Handle, _owner) = (planes.Handle, owner);
    }

    /// <summary>What is known about the picture.</summary>
    public FrameInfo Info { get; }

    /// <summary>Camera id.</summary>
    public string Camera => Info.Camera;

    /// <summary>The camera's own time of the picture (UTC).</summary>
    public DateTimeOffset TakenAt => Info.TakenAt;

    /// <summary>Width in pixels.</summary>
    public int Width => Info.Width;

    /// <summary>Height in pixels.</summary>
    public int Height => Info.Height;

    /// <summary>Bytes from one luma row to the next, at least <see cref="Width"/>.</summary>
    public int LumaStride { get; }

    /// <summary>Bytes from one chroma row to the next, at least half the width rounded up.</summary>
    public int ChromaStride { get; }

    /// <summary>What the owner knows the memory by.</summary>
    public nint Handle { get; }

    /// <summary>Luma plane, <see cref="LumaStride"/> × <see cref="Height"/> bytes.</summary>
    public ReadOnlySpan<byte> Y => Plane(_y, LumaStride, Height);

    /// <summary>Blue-difference plane, <see cref="ChromaStride"/> × ⌈height / 2⌉ bytes.</summary>
    public ReadOnlySpan<byte> U => Plane(_u, ChromaStride, (Height + 1) / 2);

    /// <summary>Red-difference plane, <see cref="ChromaStride"/> × ⌈height / 2⌉ bytes.</summary>
    public ReadOnlySpan<byte> V => Plane(_v, ChromaStride, (Height + 1) / 2);

    /// <summary>Gives the memory back to its pool.</summary>
    public void Dispose() => Interlocked.Exchange(ref _owner, null)?.Release(Handle);

    private ReadOnlySpan<byte> Plane(byte* start, int stride, int rows)
    {
        ObjectDisposedException.ThrowIf(_owner is null, this);
        return new(start, stride * rows);
    }
}

/// <summary>What is known about a picture.</summary>
/// <param name="Camera">Camera id.</param>
/// <param name="Sequence">1, 2, 3 … per source: looks made.</param>
/// <param name="TakenAt">The camera's own time (UTC), from the presentation timestamp.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="FullRange">True where luma runs 0..255 (JPEG), false for 16..235 (video).</param>
/// <param name="Matrix">Which coefficients turn it into RGB.</param>
public readonly record struct FrameInfo(
    string Camera, long Sequence, DateTimeOffset TakenAt, int Width, int Height, bool FullRange, YuvMatrix Matrix);

/// <summary>Where the planes of a picture lie.</summary>
/// <param name="Y">Address of the luma plane.</param>
/// <param name="U">Address of the blue-difference plane.</param>
/// <param name="V">Address of the red-difference plane.</param>
/// <param name="LumaStride">Bytes from row to row.</param>
/// <param name="ChromaStride">Bytes from row to row.</param>
/// <param name="Handle">What the owner knows the memory by.</param>
public readonly record struct FramePlanes(nint Y, nint U, nint V, int LumaStride, int ChromaStride, nint Handle);

/// <summary>The coefficients between YUV and RGB.</summary>
public enum YuvMatrix
{
    /// <summary>ITU-R BT.601: standard definition and JPEG.</summary>
    Bt601,

    /// <summary>ITU-R BT.709: high definition.</summary>
    Bt709,
}

/// <summary>Owns the memory of frames. An implementer must allow <see cref="Release"/> from any thread, once per frame.</summary>
public interface IFrameOwner
{
    /// <summary>Takes the memory back.</summary>
    /// <param name="handle">The handle that the frame was made with.</param>
    void Release(nint handle);
}
