using EdgeWatch.Ingest.Video;
using EdgeWatch.Tests.Shared;

namespace EdgeWatch.EdgeAgent.Tests.Looks;

/// <summary>A picture from which looks are made: each with its own sensor noise, brightness and place.</summary>
internal sealed class Still(int width, int height, byte[] y, byte[] u, byte[] v)
{
    private uint _seed = 1;

    public int Width => width;

    public int Height => height;

    /// <summary>A rendered look of <c>Looks/stills</c>, by name.</summary>
    public static Still Rendered(string name)
    {
        using var frame = PictureFile.Read(Repository.File("tests", "EdgeAgent.Tests", "Looks", "stills", $"{name}.jpg"));
        return Of(frame);
    }

    public static Still Of(Frame frame)
    {
        var (halfWidth, halfHeight) = ((frame.Width + 1) / 2, (frame.Height + 1) / 2);
        return new Still(
            frame.Width, frame.Height,
            Copy(frame.Y, frame.LumaStride, frame.Width, frame.Height),
            Copy(frame.U, frame.ChromaStride, halfWidth, halfHeight),
            Copy(frame.V, frame.ChromaStride, halfWidth, halfHeight));
    }

    /// <summary>The same with a change of luma, given the place in 0..1 of the picture.</summary>
    public Still With(Func<float, float, byte, float> luma)
    {
        var changed = new byte[y.Length];
        for (var i = 0; i < changed.Length; i++)
            changed[i] = (byte)Math.Clamp(luma((i % width + 0.5f) / width, (i / width + 0.5f) / height, y[i]), 0, 255);
        return new Still(width, height, changed, u, v);
    }

    /// <summary>A part of the picture out of focus: a drop on the lens.</summary>
    public Still Smeared(float x, float y0, float radius)
    {
        var (reach, smeared) = ((int)(0.02f * width), (byte[])y.Clone());
        for (var row = reach; row < height - reach; row++)
        {
            for (var column = reach; column < width - reach; column++)
            {
                var (dx, dy) = (column / (float)width - x, (row / (float)height - y0) * height / width);
                if (dx * dx + dy * dy > radius * radius)
                    continue;
                var (sum, count) = (0, 0);
                for (var b = -reach; b <= reach; b += 2)
                {
                    for (var a = -reach; a <= reach; a += 2)
                        (sum, count) = (sum + y[(row + b) * width + column + a], count + 1);
                }

                smeared[row * width + column] = (byte)(sum / count);
            }
        }

        return new Still(width, height, smeared, u, v);
    }

    /// <summary>A look: the picture moved by whole pixels, its light multiplied, with noise of a sensor.</summary>
    public Frame Look(DateTimeOffset at, float gain = 1, int noise = 3, int right = 0, int down = 0)
    {
        var luma = new byte[y.Length];
        for (var row = 0; row < height; row++)
        {
            var from = Math.Clamp(row - down, 0, height - 1) * width;
            for (var column = 0; column < width; column++)
                luma[row * width + column] = (byte)Math.Clamp(gain * y[from + Math.Clamp(column - right, 0, width - 1)] + Noise(noise), 0, 255);
        }

        return HeapFrame.Copy(new FrameInfo("gate-3", 1, at, width, height, true, YuvMatrix.Bt601), luma, u, v);
    }

    /// <summary>Sum of two uniform values: roughly normal, deviation about 0.8 of the bound.</summary>
    private float Noise(int bound)
    {
        _seed = _seed * 1664525 + 1013904223;
        return bound * ((_seed >> 8 & 0xFFF) + (_seed >> 20)) / 4096f - bound;
    }

    private static byte[] Copy(ReadOnlySpan<byte> plane, int stride, int width, int height)
    {
        var copy = new byte[width * height];
        for (var row = 0; row < height; row++)
            plane.Slice(row * stride, width).CopyTo(copy.AsSpan(row * width));
        return copy;
    }
}
