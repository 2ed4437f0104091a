using System.Buffers;
using System.Runtime.InteropServices;
using EdgeWatch.Ingest.Video;

namespace EdgeWatch.EdgeAgent.Jpeg;

/// <summary>
/// Makes JPEG pictures of frames, with right colours whatever the frame's matrix and range. May be called from many tasks; one picture is made at a
/// time. Keeps its buffers and allocates only the result.
/// </summary>
internal sealed unsafe class JpegEncoder : IDisposable
{
    private const int MaxSizes = 16;

    private readonly Lock _gate = new();
    private readonly TurboJpegHandle _handle = TurboJpeg.Open();
    private readonly Dictionary<(int Width, int Height, int TargetWidth), JfifPlanes> _planes = [];
    private byte* _output;
    private nuint _capacity;

    /// <summary>Size of the picture that a frame becomes: its own, or <paramref name="maxWidth"/> wide with its ratio kept.</summary>
    public static (int Width, int Height) SizeOf(int width, int height, int maxWidth) =>
        width <= maxWidth ? (width, height) : (maxWidth, Math.Max(1, (int)Math.Round((double)height * maxWidth / width)));

    /// <summary>Encodes into an array of its own.</summary>
    /// <param name="frame">Is only read.</param>
    /// <param name="quality">1..100.</param>
    /// <param name="maxWidth">Pixels; a wider frame is scaled down.</param>
    /// <exception cref="JpegException">TurboJPEG refused the picture.</exception>
    public byte[] Encode(Frame frame, int quality, int maxWidth = int.MaxValue)
    {
        lock (_gate)
            return Compress(frame, quality, maxWidth).ToArray();
    }

    /// <summary>Encodes into a buffer of the caller's, such as a pooled one; returns the number of bytes.</summary>
    public int Encode(Frame frame, int quality, int maxWidth, IBufferWriter<byte> target)
    {
        lock (_gate)
        {
            var jpeg = Compress(frame, quality, maxWidth);
            target.Write(jpeg);
            return jpeg.Length;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _handle.Dispose();
            ClearPlanes();
            NativeMemory.Free(_output);
            _output = null;
            _capacity = 0;
        }
    }

    private ReadOnlySpan<byte> Compress(Frame frame, int quality, int maxWidth)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxWidth, 1);
        ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
        var (width, height) = SizeOf(frame.Width, frame.Height, maxWidth);
        var conversion = JfifConversion.Of(frame.Info.Matrix, frame.Info.FullRange);
        if (width == frame.Width && conversion.IsIdentity)
        {
            fixed (byte* y = frame.Y, u = frame.U, v = frame.V)
                return Compress(width, height, new Planes(y, u, v, frame.LumaStride, frame.ChromaStride), quality);
        }

        var planes = PlanesFor(frame, width, height);
        planes.Fill(frame, conversion);
        return Compress(width, height, new Planes(planes.Y, planes.U, planes.V, planes.Width, planes.ChromaWidth), quality);
    }

    private ReadOnlySpan<byte> Compress(int width, int height, Planes source, int quality)
    {
        Reserve(TurboJpeg.BufferSize(width, height, TurboJpeg.Sampling420).Value);
        var planes = stackalloc byte*[] { source.Y, source.U, source.V };
        var strides = stackalloc int[] { source.LumaStride, source.ChromaStride, source.ChromaStride };
        var (output, size) = ((nint)_output, new CULong(_capacity));
        if (TurboJpeg.Compress(_handle, planes, width, strides, height, TurboJpeg.Sampling420, (byte**)&output, &size, quality, TurboJpeg.NoRealloc) != 0)
            throw new JpegException($"TurboJPEG refused a picture of {width} × {height} at quality {quality}: {TurboJpeg.Error(_handle)}");
        return new ReadOnlySpan<byte>(_output, checked((int)size.Value));
    }

    private void Reserve(nuint bytes)
    {
        if (_capacity >= bytes)
            return;
        _output = (byte*)NativeMemory.Realloc(_output, bytes);
        _capacity = bytes;
    }

    private JfifPlanes PlanesFor(Frame frame, int width, int height)
    {
        var size = (frame.Width, frame.Height, width);
        if (_planes.TryGetValue(size, out var planes))
            return planes;
        if (_planes.Count >= MaxSizes)
            ClearPlanes();
        return _planes[size] = new JfifPlanes(frame.Width, frame.Height, width, height);
    }

    private void ClearPlanes()
    {
        foreach (var planes in _planes.Values)
            planes.Dispose();
        _planes.Clear();
    }

    private readonly struct Planes
    {
        public readonly byte* Y;
        public readonly byte* U;
        public readonly byte* V;
        public readonly int LumaStride;
        public readonly int ChromaStride;

        public Planes(byte* y, byte* u, byte* v, int lumaStride, int chromaStride)
        {
            Y = y;
            U = u;
            V = v;
            (LumaStride, ChromaStride) = (lumaStride, chromaStride);
        }
    }
}
