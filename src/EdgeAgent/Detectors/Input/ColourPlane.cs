using System.Numerics;
using System.Runtime.CompilerServices;
using EdgeWatch.Ingest.Video;

namespace EdgeWatch.EdgeAgent.Detectors;

/// <summary>
/// How one colour of the input comes from luma and chroma: <c>clamp(Luma·y + Blue·u + Red·v + Offset, 0, 255) · Scale + Shift</c>.
/// Coefficients: ITU-R BT.601-7 and BT.709-6; full range as in JPEG (JFIF).
/// </summary>
internal readonly record struct ColourPlane(float Luma, float Blue, float Red, float Offset, float Scale, float Shift)
{
    /// <summary>The three planes in the network's order.</summary>
    public static ColourPlane[] Of(YuvMatrix matrix, bool fullRange, InputSpec input)
    {
        var (red, blue) = matrix == YuvMatrix.Bt709 ? (0.2126, 0.0722) : (0.299, 0.114);
        var green = 1 - red - blue;
        var (luma, chroma, black) = fullRange ? (1.0, 1.0, 0.0) : (255.0 / 219, 255.0 / 224, 16.0);
        (double Blue, double Red)[] colours =
        [
            (0, 2 * (1 - red) * chroma),
            (-2 * blue * (1 - blue) / green * chroma, -2 * red * (1 - red) / green * chroma),
            (2 * (1 - blue) * chroma, 0),
        ];
        if (input.Colour == ColourOrder.Bgr)
            Array.Reverse(colours);
        var planes = new ColourPlane[3];
        for (var i = 0; i < planes.Length; i++)
        {
            var offset = -black * luma - 128 * (colours[i].Blue + colours[i].Red);
            var scale = input.White / 255 / input.Deviation[i];
            planes[i] = new((float)luma, (float)colours[i].Blue, (float)colours[i].Red, (float)offset, scale, -input.Mean[i] / input.Deviation[i]);
        }

        return planes;
    }

    /// <summary>The input's value for one pixel.</summary>
    public float Of(float y, float u, float v) => Normalise(Math.Clamp(y * Luma + u * Blue + v * Red + Offset, 0, 255));

    /// <summary>The input's value for a level 0..255 of this colour.</summary>
    public float Normalise(float level) => level * Scale + Shift;
}

/// <summary>A <see cref="ColourPlane"/> for vectors of pixels.</summary>
internal readonly struct ColourVectors(in ColourPlane colour)
{
    private readonly Vector<float> _luma = new(colour.Luma);
    private readonly Vector<float> _blue = new(colour.Blue);
    private readonly Vector<float> _red = new(colour.Red);
    private readonly Vector<float> _offset = new(colour.Offset);
    private readonly Vector<float> _scale = new(colour.Scale);
    private readonly Vector<float> _shift = new(colour.Shift);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Of(Vector<float> y, Vector<float> u, Vector<float> v)
    {
        var level = y * _luma + u * _blue + v * _red + _offset;
        return Vector.Min(Vector.Max(level, Vector<float>.Zero), new Vector<float>(255)) * _scale + _shift;
    }
}
