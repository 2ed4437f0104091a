using EdgeWatch.EdgeAgent.Detectors;

namespace EdgeWatch.EdgeAgent.Tests.Looks;

/// <summary>A street of our own drawing, 320 × 180, with everything that can happen to it.</summary>
internal sealed class PaintedStreet
{
    private const int Width = 320;
    private const int Height = 180;

    private readonly byte[] _luma = new byte[Width * Height];
    private readonly byte[] _blue = new byte[Width / 2 * (Height / 2)];
    private readonly byte[] _red = new byte[Width / 2 * (Height / 2)];

    public PaintedStreet()
    {
        var grain = new Random(5);
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
                _luma[y * Width + x] = (byte)(Ground(x, y) + grain.Next(-4, 5));
        }

        _blue.AsSpan().Fill(128);
        _red.AsSpan().Fill(128);
        Empty = new Still(Width, Height, _luma, _blue, _red);
    }

    public Still Empty { get; }

    /// <summary>A stack of brown cartons: two faces, one in its own shade, with seams and labels.</summary>
    public Still WithGoods(Box at)
    {
        var (luma, blue, red) = ((byte[])_luma.Clone(), (byte[])_blue.Clone(), (byte[])_red.Clone());
        var (left, top, right, bottom) = ((int)(at.X1 * Width), (int)(at.Y1 * Height), (int)(at.X2 * Width), (int)(at.Y2 * Height));
        for (var y = top; y < bottom; y++)
        {
            for (var x = left; x < right; x++)
            {
                var (across, down) = ((x - left) / (float)(right - left), y - top);
                var face = across < 0.65f ? 145 : 85;
                var seam = down % 12 < 2 || (x - left) % 14 < 2;
                var label = down % 12 is > 4 and < 9 && (x - left) % 14 is > 5 and < 11;
                luma[y * Width + x] = (byte)(seam ? face * 0.6f : label ? 215 : face);
                (blue[y / 2 * (Width / 2) + x / 2], red[y / 2 * (Width / 2) + x / 2]) = (108, 142);
            }
        }

        return new Still(Width, Height, luma, blue, red);
    }

    /// <summary>A patch of sun with a sharp edge, twice as bright as the street about it.</summary>
    public Still Sunlit(float x, float y) => Empty.With((px, py, luma) => Inside(px, py, x, y, 0.09f, 0.14f) ? luma * 1.9f : luma);

    /// <summary>The shadow of a house: everything in a band is darker by more than half.</summary>
    public Still Shaded(float from, float to) => Empty.With((px, _, luma) => px > from && px < to ? luma * 0.42f : luma);

    /// <summary>Headlights on the road: bright in the middle, fading.</summary>
    public Still Beam(float x, float y) =>
        Empty.With((px, py, luma) => luma * (1 + 1.6f * MathF.Exp(-((px - x) * (px - x) / 0.012f + (py - y) * (py - y) / 0.02f))));

    /// <summary>Dusk, and a street lamp's cone in it.</summary>
    public static Still Lamplit(Still street) =>
        street.With((px, py, luma) => luma * (0.25f + 0.7f * MathF.Exp(-((px - 0.75f) * (px - 0.75f) / 0.05f + (py - 0.3f) * (py - 0.3f) / 0.1f))));

    /// <summary>Streaks of rain, elsewhere in each look, and a wet street that is a little darker.</summary>
    public Still Rain(int look)
    {
        var drops = new Random(look);
        var streaks = Enumerable.Range(0, 90).Select(_ => (X: drops.Next(Width), Y: drops.Next(Height - 14), Length: drops.Next(6, 14))).ToArray();
        return Empty.With((px, py, luma) =>
        {
            var (x, y) = ((int)(px * Width), (int)(py * Height));
            return Array.Exists(streaks, streak => streak.X == x && y >= streak.Y && y < streak.Y + streak.Length) ? luma + 60 : luma * 0.85f;
        });
    }

    private static bool Inside(float px, float py, float x, float y, float halfWidth, float halfHeight) => MathF.Abs(px - x) < halfWidth && MathF.Abs(py - y) < halfHeight;

    /// <summary>Asphalt with lane marks and a patch, a kerb, and a wall with windows behind it.</summary>
    private static int Ground(int x, int y)
    {
        if (y < 34)
            return x % 40 is > 8 and < 28 && y is > 8 and < 26 ? 40 : 120;
        if (y < 40)
            return 165;
        if ((x + y) % 90 < 5 && y % 60 is > 10 and < 50)
            return 190;
        return x is > 30 and < 90 && y is > 100 and < 150 ? 78 : 100;
    }
}
