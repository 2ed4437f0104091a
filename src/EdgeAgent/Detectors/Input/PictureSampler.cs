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
                for (var i = 0; i < colours.Length; i++)
                    WriteRow(luma, blue, red, colours[i], tensor.Slice(i * plane + start, Fit.Width));
            }
        }
    }

    private static void WriteRow(in SampledRows luma, in SampledRows blue, in SampledRows red, in ColourPlane colour, Span<float> target)
    {
        var (white, scale, shift, offset) = (new Vector<float>(255), new Vector<float>(colour.Scale), new Vector<float>(colour.Shift), new Vector<float>(colour.Offset));
        var i = 0;
        for (; i + Vector<float>.Count <= target.Length; i += Vector<float>.Count)
        {
            var level = Mix(luma, i) * colour.Luma + Mix(blue, i) * colour.Blue + Mix(red, i) * colour.Red + offset;
            level = Vector.Min(Vector.Max(level, Vector<float>.Zero), white);
            (level * scale + shift).CopyTo(target[i..]);
        }

        for (; i < target.Length; i++)
        {
            var level = MixOne(luma, i) * colour.Luma + MixOne(blue, i) * colour.Blue + MixOne(red, i) * colour.Red + colour.Offset;
            target[i] = colour.Normalise(Math.Clamp(level, 0, 255));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Mix(in SampledRows rows, int start)
    {
        var upper = new Vector<float>(rows.Upper[start..]);
        return upper + (new Vector<float>(rows.Lower[start..]) - upper) * rows.Share;
    }

    private static float MixOne(in SampledRows rows, int index) => rows.Upper[index] + (rows.Lower[index] - rows.Upper[index]) * rows.Share;
}
