using System.Runtime.InteropServices;

namespace EdgeWatch.Ingest.Video;

/// <summary>Frames in plain native memory, for pictures that come from no decoder: tests, drawings, copies.</summary>
public sealed unsafe class HeapFrame : IFrameOwner
{
    private static readonly HeapFrame Owner = new();

    private HeapFrame()
    {
    }

    /// <summary>Copies three tightly packed planes into a new frame.</summary>
    /// <param name="info">Width and height give the sizes of the planes.</param>
    /// <param name="y">Width × height bytes.</param>
    /// <param name="u">⌈width / 2⌉ × ⌈height / 2⌉ bytes.</param>
    /// <param name="v">As <paramref name="u"/>.</param>
    public static Frame Copy(in FrameInfo info, ReadOnlySpan<byte> y, ReadOnlySpan<byte> u, ReadOnlySpan<byte> v)
    {
        var (luma, half) = (info.Width * info.Height, (info.Width + 1) / 2);
        var chroma = half * ((info.Height + 1) / 2);
        if (y.Length != luma || u.Length != chroma || v.Length != chroma)
            throw new ArgumentException($"planes of {y.Length}, {u.Length}, {v.Length} bytes do not make {info.Width}×{info.Height}; expected {luma}, {chroma}, {chroma}");
        var memory = (byte*)NativeMemory.Alloc((nuint)(luma + 2 * chroma));
        y.CopyTo(new Span<byte>(memory, luma));
        u.CopyTo(new Span<byte>(memory + luma, chroma));
        v.CopyTo(new Span<byte>(memory + luma + chroma, chroma));
        var planes = new FramePlanes((nint)memory, (nint)(memory + luma), (nint)(memory + luma + chroma), info.Width, half, (nint)memory);
        return new Frame(info, planes, Owner);
    }

    void IFrameOwner.Release(nint handle) => NativeMemory.Free((void*)handle);
}
