using System.Runtime.InteropServices;
using EdgeWatch.Ingest.Video;

namespace EdgeWatch.EdgeAgent.Tests.Detectors;

/// <summary>A picture painted in RGB and turned into planes by the plain formulas, in double precision.</summary>
internal sealed class PaintedPicture
{
    private readonly (double R, double G, double B)[] _pixels;

    public PaintedPicture(int width, int height, (double R, double G, double B) ground)
    {
        (Width, Height) = (width, height);
        _pixels = new (double, double, double)[width * height];
        Array.Fill(_pixels, ground);
    }

    public static (double R, double G, double B) Red => (230, 20, 20);

    public static (double R, double G, double B) Blue => (20, 20, 230);

    public static (double R, double G, double B) Grey => (128, 128, 128);

    public int Width { get; }

    public int Height { get; }

    public PaintedPicture Paint(int left, int top, int width, int height, (double R, double G, double B) colour)
    {
        for (var y = top; y < top + height; y++)
            Array.Fill(_pixels, colour, y * Width + left, width);
        return this;
    }

    public PaintedPicture Noise(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < _pixels.Length; i++)
            _pixels[i] = (random.Next(256), random.Next(256), random.Next(256));
        return this;
    }

    /// <summary>Planes with <paramref name="extraStride"/> bytes of rubbish after each row.</summary>
    public Frame ToFrame(YuvMatrix matrix = YuvMatrix.Bt601, bool fullRange = false, int extraStride = 0)
    {
        var (halfWidth, halfHeight) = ((Width + 1) / 2, (Height + 1) / 2);
        var (lumaStride, chromaStride) = (Width + extraStride, halfWidth + extraStride);
        var memory = new byte[lumaStride * Height + 2 * chromaStride * halfHeight];
        new Random(7).NextBytes(memory);
        var (u, v) = (lumaStride * Height, lumaStride * Height + chromaStride * halfHeight);
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
                memory[y * lumaStride + x] = Yuv(matrix, fullRange, _pixels[y * Width + x]).Y;
        }

        for (var y = 0; y < halfHeight; y++)
        {
            for (var x = 0; x < halfWidth; x++)
            {
                var chroma = Yuv(matrix, fullRange, Mean(2 * x, 2 * y));
                (memory[u + y * chromaStride + x], memory[v + y * chromaStride + x]) = (chroma.U, chroma.V);
            }
        }

        var info = new FrameInfo("painted", 1, new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero), Width, Height, fullRange, matrix);
        return PinnedFrame.Make(info, memory, lumaStride, chromaStride);
    }

    private static (byte Y, byte U, byte V) Yuv(YuvMatrix matrix, bool fullRange, (double R, double G, double B) rgb)
    {
        var (red, blue) = matrix == YuvMatrix.Bt709 ? (0.2126, 0.0722) : (0.299, 0.114);
        var y = red * rgb.R + (1 - red - blue) * rgb.G + blue * rgb.B;
        var (u, v) = ((rgb.B - y) / (2 * (1 - blue)), (rgb.R - y) / (2 * (1 - red)));
        return fullRange
            ? (Byte(y), Byte(128 + u), Byte(128 + v))
            : (Byte(16 + y * 219 / 255), Byte(128 + u * 224 / 255), Byte(128 + v * 224 / 255));
    }

    private static byte Byte(double value) => (byte)Math.Clamp(Math.Round(value), 0, 255);

    private (double R, double G, double B) Mean(int left, int top)
    {
        var (sum, count) = ((R: 0.0, G: 0.0, B: 0.0), 0);
        for (var y = top; y < Math.Min(top + 2, Height); y++)
        {
            for (var x = left; x < Math.Min(left + 2, Width); x++)
            {
                var (r, g, b) = _pixels[y * Width + x];
                sum = (sum.R + r, sum.G + g, sum.B + b);
                count++;
            }
        }

        return (sum.R / count, sum.G / count, sum.B / count);
    }
}

/// <summary>A frame over an array that stays pinned until the frame is disposed.</summary>
internal sealed class PinnedFrame : IFrameOwner
{
    private GCHandle _pin;

    private PinnedFrame(byte[] memory) => _pin = GCHandle.Alloc(memory, GCHandleType.Pinned);

    public static Frame Make(in FrameInfo info, byte[] memory, int lumaStride, int chromaStride)
    {
        var owner = new PinnedFrame(memory);
        var y = owner._pin.AddrOfPinnedObject();
        var u = y + lumaStride * info.Height;
        var v = u + chromaStride * ((info.Height + 1) / 2);
        return new Frame(info, new FramePlanes(y, u, v, lumaStride, chromaStride, 0), owner);
    }

    public void Release(nint handle) => _pin.Free();
}
