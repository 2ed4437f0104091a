using EdgeWatch.Ingest.Video;

namespace EdgeWatch.Evaluation.Scoring;

/// <summary>How light a picture is: its brightness, not the clock; a car park underground is night, too.</summary>
internal enum Light
{
    /// <summary>Mean luma of 95 and above.</summary>
    Day,

    /// <summary>Mean luma from 73 to 95: dusk, deep shade, lit rooms.</summary>
    Dusk,

    /// <summary>Mean luma below 73.</summary>
    Night,
}

/// <summary>
/// Tells the light by the mean luma of the picture, 0..255 of full range. 73 was chosen on the street photographs of bins-amsterdam, whose light people named: the 34 of
/// night lie at 38 to 71, the 92 of day at 76 and above. 95 is a convention for dim pictures: 17 of those 92 lie below it, too.
/// </summary>
internal static class PictureLight
{
    private const double NightBelow = 73;
    private const double DuskBelow = 95;

    public static Light Of(double meanLuma) => meanLuma < NightBelow ? Light.Night : meanLuma < DuskBelow ? Light.Dusk : Light.Day;

    /// <summary>Mean of the luma plane as full range, 0..255.</summary>
    public static double MeanLuma(Frame frame)
    {
        long sum = 0;
        for (var row = 0; row < frame.Height; row++)
        {
            foreach (var luma in frame.Y.Slice(row * frame.LumaStride, frame.Width))
                sum += luma;
        }

        var mean = (double)sum / ((long)frame.Width * frame.Height);
        return frame.Info.FullRange ? mean : Math.Clamp((mean - 16) * 255 / 219, 0, 255);
    }
}
