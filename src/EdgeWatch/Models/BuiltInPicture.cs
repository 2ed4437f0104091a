using EdgeWatch.Ingest.Video;

namespace EdgeWatch.ModelCare;

/// <summary>A picture that needs no file: a plain street in flat colours, 640 × 360, to run a model once.</summary>
internal static class BuiltInPicture
{
    private const int Width = 640;
    private const int Height = 360;

    public static Frame Make()
    {
        var y = new byte[Width * Height];
        for (var i = 0; i < y.Length; i++)
            y[i] = Luma(i % Width, i / Width);
        var chroma = new byte[Width / 2 * (Height / 2)];
        chroma.AsSpan().Fill(128);
        return HeapFrame.Copy(new FrameInfo("built-in", 1, DateTimeOffset.UnixEpoch, Width, Height, true, YuvMatrix.Bt601), y, chroma, chroma);
    }

    /// <summary>Sky, houses with windows, a road with its markings, and a dark box on it.</summary>
    private static byte Luma(int x, int y) => (x, y) switch
    {
        ( > 400 and < 520, > 220 and < 290) => 50,
        (_, < 80) => (byte)(230 - y / 4),
        (_, < 180) => (byte)(x / 40 % 2 == 0 && y / 25 % 2 == 0 ? 90 : 160),
        (_, > 265 and < 272) => (byte)(x / 30 % 2 == 0 ? 210 : 105),
        _ => (byte)(100 + (x * 7 + y * 13) % 11),
    };
}
