using EdgeWatch.Ingest.Video;

namespace EdgeWatch.EdgeAgent.Shadow;

/// <summary>Copies a frame into memory of its own, so that it may outlive its look.</summary>
internal static class FrameCopy
{
    public static Frame Of(Frame frame)
    {
        var (halfWidth, halfHeight) = ((frame.Width + 1) / 2, (frame.Height + 1) / 2);
        return HeapFrame.Copy(
            frame.Info,
            Tight(frame.Y, frame.LumaStride, frame.Width, frame.Height),
            Tight(frame.U, frame.ChromaStride, halfWidth, halfHeight),
            Tight(frame.V, frame.ChromaStride, halfWidth, halfHeight));
    }

    private static ReadOnlySpan<byte> Tight(ReadOnlySpan<byte> plane, int stride, int width, int height)
    {
        if (stride == width)
            return plane[..(width * height)];
        var rows = new byte[width * height];
        for (var y = 0; y < height; y++)
            plane.Slice(y * stride, width).CopyTo(rows.AsSpan(y * width));
        return rows;
    }
}
