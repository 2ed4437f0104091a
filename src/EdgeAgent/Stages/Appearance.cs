using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.Ingest.Video;

namespace EdgeWatch.EdgeAgent.Stages;

/// <summary>
/// What a thing looks like where it stands: 16 × 16 mean lumas of one fixed place, kept as a running mean. A camera does not move and a thing that stands does
/// not either, so its pixels stay where they are, however the detector's boxes tremble; another thing in the same place has other pixels.
/// <para>
/// Two looks are compared by normalised correlation, block by block (4 × 4 blocks of 4 × 4 cells): brightness and contrast of each block cancel out, so that
/// a lamp, dusk or a shadow changes little, and what passes before the thing spoils only the blocks that it hides.
/// </para>
/// </summary>
internal sealed class Appearance
{
    /// <summary>
    /// Below this the place shows another thing. Parked vehicles in real clips: 0.95 in the middle, 0.7 under changed light and noise, 0.6 with a third of them hidden;
    /// vehicles that take each other's place: 0.1 to 0.3 in the middle, above 0.45 for about one in twenty (by day, in rain and at night).
    /// </summary>
    public const float Same = 0.45f;

    private const int Side = 16;
    private const int BlockSide = 4;
    private const int Cells = Side * Side;
    private const int BlockCells = BlockSide * BlockSide;

    /// <summary>Variance that noise and compression leave in a mean of a few pixels; texture below it says nothing.</summary>
    private const float Noise = 9;

    /// <summary>A place whose blocks vary less than this is too flat to be known again: fog, a tarpaulin at night.</summary>
    private const float Flat = 2 * Noise;

    /// <summary>Pixels that a place must measure in both directions to show anything.</summary>
    private const int LeastPixels = 12;

    /// <summary>At most so many pixels in each direction make the mean of a cell.</summary>
    private const int Samples = 4;

    /// <summary>Share of a look that goes into the running mean: dusk is followed, a passer-by hardly.</summary>
    private const float Renewal = 0.2f;

    private readonly float[] _known = new float[Cells];
    private readonly float[] _look = new float[Cells];
    private Box _place;
    private bool _isKnown;

    /// <summary>Takes a place and what stands there from this look on.</summary>
    public void Begin(Frame frame, in Box place)
    {
        _place = place;
        _isKnown = Measure(frame, place, _known);
    }

    /// <summary>How much the place looks as it did: 1 the same, 0 nothing in common; 1 also where nothing can be told.</summary>
    public float Compare(Frame frame)
    {
        if (!_isKnown || !Measure(frame, _place, _look))
            return 1;
        var (shared, power) = (0f, 0f);
        for (var block = 0; block < Cells / BlockCells; block++)
        {
            var (covariance, variances) = CompareBlock(block);
            (shared, power) = (shared + covariance, power + variances);
        }

        return power < Flat * Cells / BlockCells ? 1 : shared / power;
    }

    /// <summary>Takes the look that was compared last into the running mean.</summary>
    public void Renew()
    {
        for (var i = 0; _isKnown && i < Cells; i++)
            _known[i] += Renewal * (_look[i] - _known[i]);
    }

    private (float Covariance, float Variances) CompareBlock(int block)
    {
        var first = block / (Side / BlockSide) * BlockSide * Side + block % (Side / BlockSide) * BlockSide;
        var (sumOne, sumOther, both, squaresOne, squaresOther) = (0f, 0f, 0f, 0f, 0f);
        for (var cell = 0; cell < BlockCells; cell++)
        {
            var at = first + cell / BlockSide * Side + cell % BlockSide;
            var (one, other) = (_known[at], _look[at]);
            (sumOne, sumOther, both) = (sumOne + one, sumOther + other, both + one * other);
            (squaresOne, squaresOther) = (squaresOne + one * one, squaresOther + other * other);
        }

        var (meanOne, meanOther) = (sumOne / BlockCells, sumOther / BlockCells);
        var varianceOne = Math.Max(0, squaresOne / BlockCells - meanOne * meanOne);
        var varianceOther = Math.Max(0, squaresOther / BlockCells - meanOther * meanOther);
        return (both / BlockCells - meanOne * meanOther, MathF.Sqrt((varianceOne + Noise) * (varianceOther + Noise)));
    }

    /// <summary>False where the place is too small to show anything.</summary>
    private static bool Measure(Frame frame, in Box place, Span<float> cells)
    {
        int left = Pixel(place.X1, frame.Width), right = Pixel(place.X2, frame.Width), top = Pixel(place.Y1, frame.Height), bottom = Pixel(place.Y2, frame.Height);
        if (right - left < LeastPixels || bottom - top < LeastPixels)
            return false;
        var luma = frame.Y;
        for (var row = 0; row < Side; row++)
        {
            for (var column = 0; column < Side; column++)
            {
                cells[row * Side + column] = Mean(
                    luma, frame.LumaStride, Span(left, right, column), Span(top, bottom, row));
            }
        }

        return true;
    }

    private static float Mean(ReadOnlySpan<byte> luma, int stride, (int From, int To) x, (int From, int To) y)
    {
        var (stepX, stepY) = (1 + (x.To - x.From - 1) / Samples, 1 + (y.To - y.From - 1) / Samples);
        var (sum, count) = (0, 0);
        for (var row = y.From; row < y.To; row += stepY)
        {
            for (var at = x.From; at < x.To; at += stepX)
                (sum, count) = (sum + luma[row * stride + at], count + 1);
        }

        return (float)sum / count;
    }

    /// <summary>The pixels of one of the cells, at least one.</summary>
    private static (int From, int To) Span(int from, int to, int cell)
    {
        var (first, next) = (from + (to - from) * cell / Side, from + (to - from) * (cell + 1) / Side);
        return (first, Math.Max(first + 1, next));
    }

    private static int Pixel(float share, int size) => (int)MathF.Round(Math.Clamp(share, 0, 1) * size);
}
