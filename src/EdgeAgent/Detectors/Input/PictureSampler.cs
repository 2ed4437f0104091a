using System.Numerics;
using System.Runtime.CompilerServices;
using EdgeWatch.Ingest.Video;

namespace EdgeWatch.EdgeAgent.Detectors;

/// <summary>Tables and rows for pictures of one size: samples their planes at the target's size, turns them into colours there, and writes the tensor.</summary>
internal sealed unsafe class PictureSampler
{
    private readonly InputSpec _input;
    private readonly PlaneSampler _luma;
    private readonly PlaneSampler _blue;
    private readonly PlaneSampler _red;

    public PictureSampler(int width, int height, InputSpec input)
    {
        _input = input;
        Fit = PictureFit.Of(width, height, input);
        var (stepX, stepY) = ((double)width / Fit.Width, (double)height / Fit.Height);
        _luma = new PlaneSampler(width, height, stepX, stepY, Fit.Width, Fit.Height);
        // Chroma lies in the middle of four luma pixels, half as many to the line; an odd last column or row has its own.
        _blue = new PlaneSampler((width + 1) / 2, (height + 1) / 2, stepX / 2, stepY / 2, Fit.Width, Fit.Height);
        _red = new PlaneSampler((width + 1) / 2, (height + 1) / 2, stepX / 2, stepY / 2, Fit.Width, Fit.Height);
    }

    public PictureFit Fit { get; }

    /// <summary>Writes the picture's part of the tensor; what lies around it is the caller's.</summary>
    public void Fill(Frame frame, ColourPlane[] colours, Span<float> tensor)
    {
        _luma.Begin();
        _blue.Begin();
        _red.Begin();
        var plane = _input.Width * _input.Height;
        fixed (byte* y = frame.Y, u = frame.U, v = frame.V)
        {
            for (var line = 0; line < Fit.Height; line++)
            {
                var luma = _luma.Rows(y, frame.LumaStride, line);
                var blue = _blue.Rows(u, frame.ChromaStride, line);
                var red = _red.Rows(v, frame.ChromaStride, line);
                var start = (Fit.Top + line) * _input.Width + Fit.Left;
                WriteRow(luma, blue, red, colours, tensor.Slice(start, 2 * plane + Fit.Width), plane);
            }
        }
    }

    /// <summary>Mixes a row's luma and chroma once and writes it to the three planes.</summary>
    private void WriteRow(in SampledRows luma, in SampledRows blue, in SampledRows red, ColourPlane[] colours, Span<float> target, int plane)
    {
        var done = 0;
        fixed (float* y0 = luma.Upper, y1 = luma.Lower, u0 = blue.Upper, u1 = blue.Lower, v0 = red.Upper, v1 = red.Lower, to = target)
        {
            var (first, second, third) = (new ColourVectors(colours[0]), new ColourVectors(colours[1]), new ColourVectors(colours[2]));
            for (; done + Vector<float>.Count <= Fit.Width; done += Vector<float>.Count)
            {
                var y = Mix(y0 + done, y1 + done, luma.Share);
                var u = Mix(u0 + done, u1 + done, blue.Share);
                var v = Mix(v0 + done, v1 + done, red.Share);
                Vector.Store(first.Of(y, u, v), to + done);
                Vector.Store(second.Of(y, u, v), to + plane + done);
                Vector.Store(third.Of(y, u, v), to + 2 * plane + done);
            }
        }

        for (; done < Fit.Width; done++)
        {
            var (y, u, v) = (MixOne(luma, done), MixOne(blue, done), MixOne(red, done));
            for (var i = 0; i < colours.Length; i++)
                target[i * plane + done] = colours[i].Of(y, u, v);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Mix(float* upper, float* lower, float share)
    {
        var above = Vector.Load(upper);
        return above + (Vector.Load(lower) - above) * share;
    }

    private static float MixOne(in SampledRows rows, int index) => rows.Upper[index] + (rows.Lower[index] - rows.Upper[index]) * rows.Share;
}
