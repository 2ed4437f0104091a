using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EdgeWatch.EdgeAgent.Detectors;

/// <summary>
/// Samples one plane of a picture at the target's size, row by row from the top: averages blocks of 2, 4 or 8 pixels where the target is that much
/// smaller (so that fine detail does not turn into noise), then interpolates linearly between the averages. Keeps its tables and two rows.
/// </summary>
internal sealed unsafe class PlaneSampler
{
    private const int Lanes = 8;

    /// <summary>Blocks leave less than two averages to a target pixel, so that eight of these lie within sixteen of those.</summary>
    private const int Window = 2 * Lanes;

    private readonly (int First, float Share)[] _lines;
    private readonly int[] _columns;
    private readonly int[] _offsets;
    private readonly float[] _shares;
    private readonly bool _windowed;
    private readonly int _count;
    private readonly float[] _averages;
    private readonly float[][] _rows;
    private readonly int[] _held = [-1, -1];
    private readonly int _across;
    private readonly int _down;

    /// <param name="width">Of the plane.</param>
    /// <param name="height">Of the plane.</param>
    /// <param name="stepX">Pixels of the plane to one of the target.</param>
    /// <param name="stepY">Pixels of the plane to one of the target.</param>
    /// <param name="targetWidth">Pixels.</param>
    /// <param name="targetHeight">Pixels.</param>
    public PlaneSampler(int width, int height, double stepX, double stepY, int targetWidth, int targetHeight)
    {
        (_across, _down) = (BlockOf(stepX, width), BlockOf(stepY, height));
        var columns = Table(targetWidth, stepX / _across, width / _across);
        _columns = [.. columns.Select(column => column.First)];
        _shares = [.. columns.Select(column => column.Share)];
        _offsets = [.. _columns.Select((column, index) => column - _columns[index / Lanes * Lanes])];
        _windowed = Avx2.IsSupported && _offsets.All(offset => offset < Window - 1);
        _lines = Table(targetHeight, stepY / _down, height / _down);
        _count = width / _across;
        // More than the plane has: the last column's neighbour, which is read with share 0, and the rest of the last window.
        _averages = new float[_count + Window];
        _rows = [new float[targetWidth], new float[targetWidth]];
    }

    /// <summary>Forgets the rows of the picture before.</summary>
    public void Begin() => (_held[0], _held[1]) = (-1, -1);

    /// <summary>The two sampled rows between which target row <paramref name="line"/> lies, and the second one's share.</summary>
    public SampledRows Rows(byte* plane, int stride, int line)
    {
        var (first, share) = _lines[line];
        var upper = Row(plane, stride, first);
        return new SampledRows { Upper = upper, Lower = share > 0 ? Row(plane, stride, first + 1) : upper, Share = share };
    }

    private static int BlockOf(double step, int size)
    {
        var block = 1;
        while (2 * block <= step + 1e-6 && 2 * block <= size && block < BlockRows.MaxBlock)
            block *= 2;
        return block;
    }

    /// <summary>For each target pixel the averaged pixel at or before its centre, and the share of the next one.</summary>
    private static (int First, float Share)[] Table(int targets, double step, int sources)
    {
        var table = new (int, float)[targets];
        for (var i = 0; i < targets; i++)
        {
            var centre = Math.Clamp((i + 0.5) * step - 0.5, 0, sources - 1);
            table[i] = ((int)centre, (float)(centre - (int)centre));
        }

        return table;
    }

    /// <summary>A row of averages, sampled at the target's columns. Neighbours have different parity, so each finds its place free.</summary>
    private float[] Row(byte* plane, int stride, int index)
    {
        var row = _rows[index & 1];
        if (_held[index & 1] == index)
            return row;
        _held[index & 1] = index;
        BlockRows.Average(plane + ((long)index * _down * stride), stride, _across, _down, _averages.AsSpan(0, _count));
        Interpolate(row);
        return row;
    }

    private void Interpolate(float[] row)
    {
        for (var i = _windowed ? InterpolateWindows(row) : 0; i < row.Length; i++)
        {
            var left = _averages[_columns[i]];
            row[i] = left + (_averages[_columns[i] + 1] - left) * _shares[i];
        }
    }

    /// <summary>Picks each eight pairs of neighbours out of two vectors: far faster than gathering them from memory one by one.</summary>
    private int InterpolateWindows(float[] row)
    {
        var i = 0;
        fixed (float* averages = _averages, shares = _shares, target = row)
        fixed (int* columns = _columns, offsets = _offsets)
        {
            for (; i + Lanes <= row.Length; i += Lanes)
            {
                var (low, high) = (Vector256.Load(averages + columns[i]), Vector256.Load(averages + columns[i] + Lanes));
                var places = Vector256.Load(offsets + i);
                var left = Pick(low, high, places);
                var right = Pick(low, high, places + Vector256<int>.One);
                Vector256.Store(left + (right - left) * Vector256.Load(shares + i), target + i);
            }
        }

        return i;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Pick(Vector256<float> low, Vector256<float> high, Vector256<int> places)
    {
        // The permutation looks at the lowest three bits of a place only.
        var inHigh = Vector256.GreaterThan(places, Vector256.Create(Lanes - 1)).AsSingle();
        return Vector256.ConditionalSelect(inHigh, Avx2.PermuteVar8x32(high, places), Avx2.PermuteVar8x32(low, places));
    }
}

/// <summary>Two rows of samples and how a row between them is mixed.</summary>
internal readonly ref struct SampledRows
{
    public ReadOnlySpan<float> Upper { get; init; }

    public ReadOnlySpan<float> Lower { get; init; }

    /// <summary>Of <see cref="Lower"/>, 0..1.</summary>
    public float Share { get; init; }
}
