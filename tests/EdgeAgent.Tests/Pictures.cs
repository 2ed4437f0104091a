using EdgeWatch.EdgeAgent.Stages;
using EdgeWatch.Ingest.Video;

namespace EdgeWatch.EdgeAgent.Tests;

/// <summary>Small pictures of our own making, and a JPEG that says how it was asked for.</summary>
internal static class Pictures
{
    public const int Width = 320;
    public const int Height = 180;

    /// <summary>A picture of one grey.</summary>
    public static Frame Flat(byte luma, DateTimeOffset at) => Draw(at, (_, _) => luma);

    /// <summary>The smallest picture, where nobody looks at it.</summary>
    public static Frame Dot(DateTimeOffset at) => HeapFrame.Copy(new FrameInfo("gate-3", 1, at, 2, 2, true, YuvMatrix.Bt601), new byte[4], new byte[1], new byte[1]);

    /// <summary>A picture with detail everywhere: edges where <paramref name="seed"/> puts them, moved by up to 20 pixels.</summary>
    public static Frame Textured(DateTimeOffset at, int seed = 1, float contrast = 1, int noise = 0, int right = 0, int down = 0)
    {
        var (places, grain) = (new Random(seed), new Random((int)at.Ticks));
        var blocks = new byte[36 * 22];
        foreach (ref var block in blocks.AsSpan())
            block = (byte)(128 + contrast * (places.Next(160) - 80));
        return Draw(at, (x, y) => (byte)Math.Clamp(blocks[(y - down + 20) / 10 * 36 + (x - right + 20) / 10] + (noise == 0 ? 0 : grain.Next(-noise, noise + 1)), 0, 255));
    }

    public static Frame Draw(DateTimeOffset at, Func<int, int, byte> luma)
    {
        var y = new byte[Width * Height];
        for (var i = 0; i < y.Length; i++)
            y[i] = luma(i % Width, i / Width);
        var chroma = new byte[Width / 2 * (Height / 2)];
        chroma.AsSpan().Fill(128);
        return HeapFrame.Copy(new FrameInfo("gate-3", 1, at, Width, Height, true, YuvMatrix.Bt601), y, chroma, chroma);
    }

    /// <summary>The head of a JPEG of the frame's size; the last byte tells two pictures apart.</summary>
    public static byte[] Encode(Frame frame, int quality, int maxWidth)
    {
        var width = Math.Min(frame.Width, maxWidth);
        var height = frame.Height * width / frame.Width;
        return
        [
            0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 0, 0,
            0xFF, 0xC0, 0, 11, 8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, 1, 0, 0, 0,
            (byte)quality, frame.Y[0],
        ];
    }

    public static EncodeJpeg Encoder { get; } = Encode;
}
