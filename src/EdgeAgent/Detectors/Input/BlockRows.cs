using System.Numerics;
using System.Runtime.CompilerServices;

namespace EdgeWatch.EdgeAgent.Detectors;

/// <summary>
/// Averages blocks of 1, 2, 4 or 8 pixels square of a plane of bytes into one row of floats. Bytes are added in pairs within 16-bit lanes, so that a
/// vector of bytes costs four instructions whatever the block; sums cannot overflow (8 rows × 2 × 255).
/// </summary>
internal static unsafe class BlockRows
{
    /// <summary>The largest block, and that to the smallest part of it.</summary>
    public const int MaxBlock = 8;

    /// <summary>Fills <paramref name="row"/> from the rows that begin at <paramref name="source"/>.</summary>
    /// <param name="source">Top left of the first block; <paramref name="row"/>.Length × <paramref name="across"/> bytes are read of each row.</param>
    /// <param name="stride">Bytes from row to row.</param>
    /// <param name="across">Columns of a block: 1, 2, 4 or 8.</param>
    /// <param name="down">Rows of a block: 1 to 8.</param>
    /// <param name="row">Averages.</param>
    public static void Average(byte* source, int stride, int across, int down, Span<float> row)
    {
        var done = Vector.IsHardwareAccelerated ? AverageVectors(source, stride, across, down, row) : 0;
        var share = 1f / (across * down);
        for (var i = done; i < row.Length; i++)
        {
            var sum = 0;
            for (var line = 0; line < down; line++)
            {
                for (var column = 0; column < across; column++)
                    sum += source[(line * stride) + (i * across) + column];
            }

            row[i] = sum * share;
        }
    }

    private static int AverageVectors(byte* source, int stride, int across, int down, Span<float> row)
    {
        var share = new Vector<float>(1f / (across * down));
        var bytes = row.Length * across;
        var made = 0;
        fixed (float* target = row)
        {
            if (across == 8)
            {
                for (var at = 0; at + 2 * Vector<byte>.Count <= bytes; at += 2 * Vector<byte>.Count, made += Vector<float>.Count)
                {
                    var sums = Vector.Narrow(Octets(source + at, stride, down), Octets(source + at + Vector<byte>.Count, stride, down));
                    Store(sums, share, target + made);
                }

                return made;
            }

            for (var at = 0; at + Vector<byte>.Count <= bytes; at += Vector<byte>.Count)
                made += across switch
                {
                    4 => Store(Quads(source + at, stride, down), share, target + made),
                    2 => Store(Pairs(source + at, stride, down), share, target + made),
                    _ => StoreSingles(source + at, stride, down, share, target + made),
                };
        }

        return made;
    }

    /// <summary>Sums of two columns, over all rows of the block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<ushort> Pairs(byte* source, int stride, int down)
    {
        var low = new Vector<ushort>(0xFF);
        var sum = Vector<ushort>.Zero;
        for (var line = 0; line < down; line++, source += stride)
        {
            var both = Vector.Load((ushort*)source);
            sum += (both & low) + Vector.ShiftRightLogical(both, 8);
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<uint> Quads(byte* source, int stride, int down)
    {
        var pairs = Vector.AsVectorUInt32(Pairs(source, stride, down));
        return (pairs & new Vector<uint>(0xFFFF)) + Vector.ShiftRightLogical(pairs, 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<ulong> Octets(byte* source, int stride, int down)
    {
        var quads = Vector.AsVectorUInt64(Quads(source, stride, down));
        return (quads & new Vector<ulong>(0xFFFFFFFF)) + Vector.ShiftRightLogical(quads, 32);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int StoreSingles(byte* source, int stride, int down, Vector<float> share, float* target)
    {
        var (first, second) = (Vector<ushort>.Zero, Vector<ushort>.Zero);
        for (var line = 0; line < down; line++, source += stride)
        {
            Vector.Widen(Vector.Load(source), out var left, out var right);
            first += left;
            second += right;
        }

        var made = Store(first, share, target);
        return made + Store(second, share, target + made);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Store(Vector<ushort> sums, Vector<float> share, float* target)
    {
        Vector.Widen(sums, out var left, out var right);
        var made = Store(left, share, target);
        return made + Store(right, share, target + made);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Store(Vector<uint> sums, Vector<float> share, float* target)
    {
        Vector.Store(Vector.ConvertToSingle(Vector.AsVectorInt32(sums)) * share, target);
        return Vector<float>.Count;
    }
}
