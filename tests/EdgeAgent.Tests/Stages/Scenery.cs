using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.Ingest.Video;

namespace EdgeWatch.EdgeAgent.Tests.Stages;

/// <summary>A street of random texture with vehicles of random texture on it: the same number always looks the same.</summary>
internal sealed class Scenery
{
    public static readonly Box Bay = new(0.3f, 0.3f, 0.6f, 0.75f);

    private const int Pane = 7;
    private readonly List<(int Look, Box Place)> _things = [];
    private Func<int, int, float, float> _light = (_, _, luma) => luma;

    public static Scenery Empty => new();

    /// <summary>Puts a thing of that look there, before all that was put there earlier.</summary>
    public Scenery With(int look, Box? place = null)
    {
        _things.Add((look, place ?? Bay));
        return this;
    }

    /// <summary>Changes the luma of every pixel: column, row, luma.</summary>
    public Scenery Lit(Func<int, int, float, float> light)
    {
        _light = light;
        return this;
    }

    public Scenery Noisy(int sigma, int seed = 3)
    {
        var random = new Random(seed);
        return Lit((_, _, luma) => luma + sigma * (random.NextSingle() + random.NextSingle() + random.NextSingle() - 1.5f) * 2);
    }

    /// <param name="shake">Pixels by which the camera has moved to the right.</param>
    public Frame Draw(int shake = 0) => Pictures.Draw(DateTimeOffset.UnixEpoch, (column, row) =>
        (byte)Math.Clamp(_light(column, row, Luma(column + shake, row)), 0, 255));

    private float Luma(int column, int row)
    {
        var (x, y) = ((column + 0.5f) / Pictures.Width, (row + 0.5f) / Pictures.Height);
        for (var i = _things.Count - 1; i >= 0; i--)
        {
            var (look, place) = _things[i];
            if (x >= place.X1 && x < place.X2 && y >= place.Y1 && y < place.Y2)
                return Texture(look, column, row);
        }

        return Texture(0, column, row);
    }

    private static float Texture(int look, int column, int row) =>
        60 + (HashCode(look, column / Pane, row / Pane) % 120);

    private static uint HashCode(int look, int column, int row)
    {
        var hash = 2166136261u;
        foreach (var value in (ReadOnlySpan<int>)[look, column, row])
            hash = (hash ^ (uint)value) * 16777619u;
        hash ^= hash >> 15;
        return hash * 2246822519u >> 8;
    }
}
