using EdgeWatch.Ingest.Video;

namespace EdgeWatch.EdgeAgent.Stages;

/// <summary>
/// What inspection needs of a picture, from a grid of 160 × 90 points of its luma plane (14,400 of two million at 1080p): an histogram, the variance of
/// the Laplacian as a measure of focus (Pech-Pacheco et al. 2000), the luma of each point, a coarse map of edges, and a checksum.
/// </summary>
internal sealed class LumaGrid
{
    public const int Columns = 160;
    public const int Rows = 90;

    /// <summary>The map of edges has one value per 5 × 5 points.</summary>
    public const int Cell = 5;
    public const int EdgeCount = Columns / Cell * (Rows / Cell);

    private readonly int[] _histogram = new int[256];
    private readonly float[] _edges = new float[EdgeCount];
    private readonly byte[] _luma = new byte[Columns * Rows];

    /// <summary>Variance of the Laplacian; a picture without any detail has 0.</summary>
    public float Sharpness { get; private set; }

    /// <summary>Equal for pictures that are equal at every point of the grid.</summary>
    public ulong Checksum { get; private set; }

    /// <summary>Strength of edges by cell, row by row.</summary>
    public ReadOnlySpan<float> Edges => _edges;

    /// <summary>Luma of each point and its four neighbours, weighted 4 to 1, row by row.</summary>
    public ReadOnlySpan<byte> Luma => _luma;

    public void Measure(Frame frame)
    {
        Array.Clear(_histogram);
        Array.Clear(_edges);
        // Neighbours lie about a 640th of the width away, so that a sharp 4K picture and its 640-pixel substream measure alike.
        var luma = frame.Y;
        var (stride, step) = (frame.LumaStride, Math.Max(1, frame.Width / 640));
        var (sum, squares, checksum) = (0L, 0L, 14695981039346656037UL);
        for (var row = 0; row < Rows; row++)
        {
            var y = Math.Clamp((2 * row + 1) * frame.Height / (2 * Rows), step, frame.Height - 1 - step);
            var line = y * stride;
            for (var column = 0; column < Columns; column++)
            {
                var at = line + Math.Clamp((2 * column + 1) * frame.Width / (2 * Columns), step, frame.Width - 1 - step);
                int here = luma[at], left = luma[at - step], right = luma[at + step], up = luma[at - step * stride], down = luma[at + step * stride];
                var laplacian = 4 * here - left - right - up - down;
                (sum, squares) = (sum + laplacian, squares + laplacian * laplacian);
                checksum = (checksum ^ (uint)(here | right << 8 | down << 16)) * 1099511628211UL;
                _histogram[here]++;
                _luma[row * Columns + column] = (byte)((4 * here + left + right + up + down) >> 3);
                _edges[row / Cell * (Columns / Cell) + column / Cell] += Math.Abs(right - left) + Math.Abs(down - up);
            }
        }

        const float count = Columns * Rows;
        var mean = sum / count;
        Sharpness = squares / count - mean * mean;
        Checksum = checksum;
    }

    /// <summary>The luma below which a share of the points lies.</summary>
    public int Percentile(float share)
    {
        var left = (int)(share * Columns * Rows);
        for (var luma = 0; luma < 256; luma++)
        {
            left -= _histogram[luma];
            if (left < 0)
                return luma;
        }

        return 255;
    }
}
