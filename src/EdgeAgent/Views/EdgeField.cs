using EdgeWatch.EdgeAgent.Stages;

namespace EdgeWatch.EdgeAgent.Views;

/// <summary>
/// The edges of a look with their directions, on 80 × 45 cells: the gradient of luma, divided by its own strength, so that a kerb counts alike at noon and at
/// dusk and noise hardly at all (gradient orientation correlation, after Fitch et al. 2002).
/// </summary>
internal sealed class EdgeField
{
    public const int Columns = LumaGrid.Columns / 2;
    public const int Rows = LumaGrid.Rows / 2;
    public const int Count = Columns * Rows;

    /// <summary>A gradient of this strength, in levels of luma, counts half: well above the noise of a mean of twenty points.</summary>
    private const float HalfStrength = 8;

    /// <summary>An edge that is no noise, in levels of luma over two cells.</summary>
    private const float Distinct = 14;

    private readonly float[] _x = new float[Count];
    private readonly float[] _y = new float[Count];
    private readonly float[] _luma = new float[Count];

    /// <summary>Share of cells with a distinct edge, 0..1.</summary>
    public float Structure { get; private set; }

    public ReadOnlySpan<float> X => _x;

    public ReadOnlySpan<float> Y => _y;

    public void Measure(LumaGrid look)
    {
        var luma = look.Luma;
        for (var row = 0; row < Rows; row++)
        {
            for (var column = 0; column < Columns; column++)
            {
                var at = 2 * row * LumaGrid.Columns + 2 * column;
                _luma[row * Columns + column] = (luma[at] + luma[at + 1] + luma[at + LumaGrid.Columns] + luma[at + LumaGrid.Columns + 1]) / 4f;
            }
        }

        var distinct = 0;
        for (var row = 0; row < Rows; row++)
        {
            var (above, below) = (Math.Max(row - 1, 0) * Columns, Math.Min(row + 1, Rows - 1) * Columns);
            for (var column = 0; column < Columns; column++)
            {
                var x = _luma[row * Columns + Math.Min(column + 1, Columns - 1)] - _luma[row * Columns + Math.Max(column - 1, 0)];
                var y = _luma[below + column] - _luma[above + column];
                var strength = MathF.Sqrt(x * x + y * y);
                distinct += strength >= Distinct ? 1 : 0;
                var scale = 1 / (strength + HalfStrength);
                (_x[row * Columns + column], _y[row * Columns + column]) = (x * scale, y * scale);
            }
        }

        Structure = distinct / (float)Count;
    }

    public void CopyFrom(EdgeField other)
    {
        other._x.CopyTo(_x, 0);
        other._y.CopyTo(_y, 0);
    }

    /// <summary>Takes over values that were kept; there are <see cref="Count"/> of each.</summary>
    public void Restore(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        x.CopyTo(_x);
        y.CopyTo(_y);
    }

    /// <summary>Takes in a share of another field.</summary>
    public void Renew(EdgeField other, float share)
    {
        for (var i = 0; i < Count; i++)
        {
            _x[i] += share * (other._x[i] - _x[i]);
            _y[i] += share * (other._y[i] - _y[i]);
        }
    }
}
