using System.Runtime.InteropServices;
using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.Ingest.Video;

namespace EdgeWatch.EdgeAgent.Jpeg;

/// <summary>Planes of one size, in JPEG's colours, sampled from frames of one size: where pictures must be made smaller or their colours converted.</summary>
internal sealed unsafe class JfifPlanes : IDisposable
{
    private readonly PlaneSampler _luma;
    private readonly PlaneSampler _blue;
    private readonly PlaneSampler _red;
    private readonly float[] _u;
    private readonly float[] _v;
    private readonly byte* _memory;

    public JfifPlanes(int width, int height, int targetWidth, int targetHeight)
    {
        (Width, Height, ChromaWidth, ChromaHeight) = (targetWidth, targetHeight, (targetWidth + 1) / 2, (targetHeight + 1) / 2);
        var (halfWidth, halfHeight) = ((width + 1) / 2, (height + 1) / 2);
        var (stepX, stepY) = ((double)width / targetWidth, (double)height / targetHeight);
        _luma = new PlaneSampler(width, height, stepX, stepY, targetWidth, targetHeight);
        _blue = new PlaneSampler(halfWidth, halfHeight, stepX, stepY, ChromaWidth, ChromaHeight);
        _red = new PlaneSampler(halfWidth, halfHeight, stepX, stepY, ChromaWidth, ChromaHeight);
        (_u, _v) = (new float[ChromaWidth], new float[ChromaWidth]);
        _memory = (byte*)NativeMemory.Alloc((nuint)(Width * Height + 2 * ChromaWidth * ChromaHeight));
    }

    public int Width { get; }

    public int Height { get; }

    public int ChromaWidth { get; }

    public byte* Y => _memory;

    public byte* U => _memory + Width * Height;

    public byte* V => U + ChromaWidth * ChromaHeight;

    private int ChromaHeight { get; }

    public void Fill(Frame frame, in JfifConversion conversion)
    {
        _luma.Begin();
        _blue.Begin();
        _red.Begin();
        fixed (byte* y = frame.Y, u = frame.U, v = frame.V)
        {
            for (var line = 0; line < ChromaHeight; line++)
            {
                Mix(_blue.Rows(u, frame.ChromaStride, line), _u);
                Mix(_red.Rows(v, frame.ChromaStride, line), _v);
                WriteChroma(line, conversion);
                for (var lumaLine = 2 * line; lumaLine < Math.Min(2 * line + 2, Height); lumaLine++)
                    WriteLuma(_luma.Rows(y, frame.LumaStride, lumaLine), conversion, new Span<byte>(Y + lumaLine * Width, Width));
            }
        }
    }

    public void Dispose() => NativeMemory.Free(_memory);

    /// <summary>Chroma, measured from its middle.</summary>
    private static void Mix(in SampledRows rows, float[] target)
    {
        for (var i = 0; i < target.Length; i++)
            target[i] = rows.Upper[i] + (rows.Lower[i] - rows.Upper[i]) * rows.Share - 128;
    }

    private static byte ToByte(float level) => (byte)(Math.Clamp(level, 0, 255) + 0.5f);

    private void WriteChroma(int line, in JfifConversion conversion)
    {
        var u = U + line * ChromaWidth;
        var v = V + line * ChromaWidth;
        for (var i = 0; i < ChromaWidth; i++)
        {
            u[i] = ToByte(128 + conversion.BlueBlue * _u[i] + conversion.BlueRed * _v[i]);
            v[i] = ToByte(128 + conversion.RedBlue * _u[i] + conversion.RedRed * _v[i]);
        }
    }

    private void WriteLuma(in SampledRows rows, in JfifConversion conversion, Span<byte> target)
    {
        for (var i = 0; i < target.Length; i++)
        {
            var luma = rows.Upper[i] + (rows.Lower[i] - rows.Upper[i]) * rows.Share;
            var shift = conversion.LumaBlue * _u[i / 2] + conversion.LumaRed * _v[i / 2];
            target[i] = ToByte(luma * conversion.LumaScale + conversion.LumaOffset + shift);
        }
    }
}
