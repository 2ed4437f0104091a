using EdgeWatch.Ingest.Video;

namespace EdgeWatch.EdgeAgent.Jpeg;

/// <summary>
/// From a frame's luma and chroma to those of JPEG, which are BT.601 in full range (JFIF 1.02). Grey stays grey, so chroma depends on chroma alone:
/// <c>Y′ = LumaScale·y + LumaOffset + LumaBlue·u + LumaRed·v</c>, <c>U′ = 128 + BlueBlue·u + BlueRed·v</c>, <c>V′ = 128 + RedBlue·u + RedRed·v</c>,
/// with u and v measured from 128.
/// </summary>
internal readonly record struct JfifConversion(
    float LumaScale, float LumaOffset, float LumaBlue, float LumaRed, float BlueBlue, float BlueRed, float RedBlue, float RedRed)
{
    /// <summary>True where the frame's planes are JPEG's already.</summary>
    public bool IsIdentity => this == new JfifConversion(1, 0, 0, 0, 1, 0, 0, 1);

    public static JfifConversion Of(YuvMatrix matrix, bool fullRange)
    {
        var (red, blue) = matrix == YuvMatrix.Bt709 ? (0.2126, 0.0722) : (0.299, 0.114);
        var green = 1 - red - blue;
        var (scale, offset, chroma) = fullRange ? (1.0, 0.0, 1.0) : (255.0 / 219, -16 * 255.0 / 219, 255.0 / 224);
        if (matrix == YuvMatrix.Bt601)
            return new((float)scale, (float)offset, 0, 0, (float)chroma, 0, 0, (float)chroma);
        var (blueOfU, redOfV) = (2 * (1 - blue), 2 * (1 - red));
        var (greenOfU, greenOfV) = (-blue * blueOfU / green, -red * redOfV / green);
        var (lumaOfU, lumaOfV) = (0.114 * blueOfU + 0.587 * greenOfU, 0.299 * redOfV + 0.587 * greenOfV);
        return new(
            (float)scale,
            (float)offset,
            (float)(lumaOfU * chroma),
            (float)(lumaOfV * chroma),
            (float)((blueOfU - lumaOfU) / 1.772 * chroma),
            (float)(-lumaOfV / 1.772 * chroma),
            (float)(-lumaOfU / 1.402 * chroma),
            (float)((redOfV - lumaOfV) / 1.402 * chroma));
    }
}
