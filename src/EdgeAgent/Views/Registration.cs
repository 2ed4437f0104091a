using System.Numerics;

namespace EdgeWatch.EdgeAgent.Views;

/// <summary>
/// Finds by how much a look is shifted against a reference: the shift at which their edges correlate best, to a fraction of a cell. Tries the neighbourhood of no
/// shift first, and all shifts up to a tenth of the width only where that does not settle it.
/// </summary>
internal static class Registration
{
    /// <summary>Farthest shift that is tried, in cells: a tenth of the width, a seventh of the height.</summary>
    private const int Reach = 8;
    private const int ReachDown = 6;

    /// <summary>Above this a match in the neighbourhood needs no search beyond it.</summary>
    private const float Settled = 0.5f;

    /// <summary>A shift must explain the look better than none by this much.</summary>
    private const float Better = 0.08f;

    /// <summary>The best shift. Pictures of different places have a likeness near 0 at every shift.</summary>
    public static Shift Find(EdgeField reference, EdgeField look)
    {
        var still = Likeness(reference, look, 0, 0);
        var (column, row, best) = Climb(reference, look, 0, 0, still);
        if (best < Settled)
        {
            for (var y = -ReachDown; y <= ReachDown; y++)
            {
                for (var x = -Reach; x <= Reach; x++)
                {
                    if (Likeness(reference, look, x, y) is var likeness && likeness > best)
                        (column, row, best) = (x, y, likeness);
                }
            }
        }

        if ((column, row) != (0, 0) && best < still + Better)
            (column, row, best) = (0, 0, still);
        return new Shift(
            (column + Fraction(reference, look, column, row, best, 1, 0)) / EdgeField.Columns,
            (row + Fraction(reference, look, column, row, best, 0, 1)) / EdgeField.Rows,
            best);
    }

    private static (int Column, int Row, float Best) Climb(EdgeField reference, EdgeField look, int column, int row, float best)
    {
        while (true)
        {
            var (left, top) = (column, row);
            for (var y = top - 1; y <= top + 1; y++)
            {
                for (var x = left - 1; x <= left + 1; x++)
                {
                    if (Math.Abs(x) <= Reach && Math.Abs(y) <= ReachDown && (x, y) != (left, top) && Likeness(reference, look, x, y) is var likeness && likeness > best)
                        (column, row, best) = (x, y, likeness);
                }
            }

            if ((column, row) == (left, top))
                return (column, row, best);
        }
    }

    /// <summary>Where between the cells the peak lies, by a parabola through it and its two neighbours; -0.5..0.5.</summary>
    private static float Fraction(EdgeField reference, EdgeField look, int column, int row, float best, int right, int down)
    {
        var (before, after) = (Likeness(reference, look, column - right, row - down), Likeness(reference, look, column + right, row + down));
        var curve = before - 2 * best + after;
        return curve >= 0 ? 0 : Math.Clamp((before - after) / (2 * curve), -0.5f, 0.5f);
    }

    /// <summary>Correlation of the directed edges where the two overlap, the look taken (right, down) cells from the reference; -1..1.</summary>
    public static float Likeness(EdgeField reference, EdgeField look, int right, int down)
    {
        var width = EdgeField.Columns - Math.Abs(right);
        var (both, ofReference, ofLook) = (Vector<float>.Zero, Vector<float>.Zero, Vector<float>.Zero);
        var (restBoth, restReference, restLook) = (0f, 0f, 0f);
        for (var row = Math.Max(0, -down); row < EdgeField.Rows - Math.Max(0, down); row++)
        {
            var from = row * EdgeField.Columns + Math.Max(0, -right);
            var to = (row + down) * EdgeField.Columns + Math.Max(0, right);
            var rx = reference.X.Slice(from, width);
            var ry = reference.Y.Slice(from, width);
            var lx = look.X.Slice(to, width);
            var ly = look.Y.Slice(to, width);
            var i = 0;
            for (; i <= width - Vector<float>.Count; i += Vector<float>.Count)
            {
                var (a, b, c, d) = (new Vector<float>(rx[i..]), new Vector<float>(ry[i..]), new Vector<float>(lx[i..]), new Vector<float>(ly[i..]));
                both += a * c + b * d;
                ofReference += a * a + b * b;
                ofLook += c * c + d * d;
            }

            for (; i < width; i++)
            {
                restBoth += rx[i] * lx[i] + ry[i] * ly[i];
                restReference += rx[i] * rx[i] + ry[i] * ry[i];
                restLook += lx[i] * lx[i] + ly[i] * ly[i];
            }
        }

        var squares = (Vector.Sum(ofReference) + restReference) * (Vector.Sum(ofLook) + restLook);
        return squares <= 0 ? 0 : (Vector.Sum(both) + restBoth) / MathF.Sqrt(squares);
    }
}
