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

    /// <summary>The input's value for a level 0..255 of this colour.</summary>
    public float Normalise(float level) => level * Scale + Shift;
}
