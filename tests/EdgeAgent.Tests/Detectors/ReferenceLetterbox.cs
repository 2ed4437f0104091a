using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.Ingest.Video;

namespace EdgeWatch.EdgeAgent.Tests.Detectors;

/// <summary>The letterbox pixel by pixel in double precision: average of blocks, linear interpolation, colour, clamp, normalisation.</summary>
internal static class ReferenceLetterbox
{
    public static float[] Fill(Frame frame, InputSpec input)
    {
        var fit = PictureFit.Of(frame.Width, frame.Height, input);
        var tensor = new float[3 * input.Width * input.Height];
        for (var y = 0; y < input.Height; y++)
        {
            for (var x = 0; x < input.Width; x++)
            {
                var inside = x >= fit.Left && x < fit.Left + fit.Width && y >= fit.Top && y < fit.Top + fit.Height;
                var rgb = inside ? Colour(frame, fit, x - fit.Left, y - fit.Top) : [input.Pad, input.Pad, input.Pad];
                for (var channel = 0; channel < 3; channel++)
                {
                    var level = rgb[input.Colour == ColourOrder.Rgb ? channel : 2 - channel] * input.White / 255;
                    tensor[(channel * input.Height + y) * input.Width + x] = (float)((level - input.Mean[channel]) / input.Deviation[channel]);
                }
            }
        }

        return tensor;
    }

    private static double[] Colour(Frame frame, PictureFit fit, int x, int y)
    {
        var (stepX, stepY) = ((double)frame.Width / fit.Width, (double)frame.Height / fit.Height);
        var (halfWidth, halfHeight) = ((frame.Width + 1) / 2, (frame.Height + 1) / 2);
        var luma = Sample(frame.Y, frame.LumaStride, frame.Width, frame.Height, stepX, stepY, x, y);
        var blue = Sample(frame.U, frame.ChromaStride, halfWidth, halfHeight, stepX / 2, stepY / 2, x, y) - 128;
        var red = Sample(frame.V, frame.ChromaStride, halfWidth, halfHeight, stepX / 2, stepY / 2, x, y) - 128;
        if (!frame.Info.FullRange)
            (luma, blue, red) = ((luma - 16) * 255 / 219, blue * 255 / 224, red * 255 / 224);
        // The coefficients as the recommendations print them.
        double[] rgb = frame.Info.Matrix == YuvMatrix.Bt601
            ? [luma + 1.402 * red, luma - 0.344136 * blue - 0.714136 * red, luma + 1.772 * blue]
            : [luma + 1.5748 * red, luma - 0.187324 * blue - 0.468124 * red, luma + 1.8556 * blue];
        return [.. rgb.Select(level => Math.Clamp(level, 0, 255))];
    }

    private static double Sample(ReadOnlySpan<byte> plane, int stride, int width, int height, double stepX, double stepY, int x, int y)
    {
        var (blockX, blockY) = (Block(stepX, width), Block(stepY, height));
        var (atX, atY) = (Place(x, stepX / blockX, width / blockX), Place(y, stepY / blockY, height / blockY));
        var (left, top) = ((int)atX, (int)atY);
        var (right, bottom) = (Math.Min(left + 1, width / blockX - 1), Math.Min(top + 1, height / blockY - 1));
        var upper = Mean(plane, stride, left, top, blockX, blockY) * (1 - (atX - left)) + Mean(plane, stride, right, top, blockX, blockY) * (atX - left);
        var lower = Mean(plane, stride, left, bottom, blockX, blockY) * (1 - (atX - left)) + Mean(plane, stride, right, bottom, blockX, blockY) * (atX - left);
        return upper * (1 - (atY - top)) + lower * (atY - top);
    }

    private static int Block(double step, int size) => new[] { 8, 4, 2, 1 }.First(block => (block <= step + 1e-6 && block <= size) || block == 1);

    private static double Place(int index, double step, int size) => Math.Clamp((index + 0.5) * step - 0.5, 0, size - 1);

    private static double Mean(ReadOnlySpan<byte> plane, int stride, int column, int line, int blockX, int blockY)
    {
        var sum = 0.0;
        for (var y = 0; y < blockY; y++)
        {
            for (var x = 0; x < blockX; x++)
                sum += plane[(line * blockY + y) * stride + column * blockX + x];
        }

        return sum / (blockX * blockY);
    }
}
