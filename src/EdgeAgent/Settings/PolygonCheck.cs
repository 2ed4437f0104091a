namespace EdgeWatch.EdgeAgent.Settings;

/// <summary>Finds what makes a row of corners no simple polygon.</summary>
internal static class PolygonCheck
{
    /// <summary>The first two edges (from 1: edge n runs from corner n to the next) that cross or touch beyond their common corner; null where none do.</summary>
    public static (int First, int Second)? CrossingEdges(ReadOnlySpan<Corner> corners)
    {
        var count = corners.Length;
        for (var i = 0; i < count; i++)
        {
            var (a, b) = (corners[i], corners[(i + 1) % count]);
            for (var j = i + 1; j < count; j++)
            {
                var (c, d) = (corners[j], corners[(j + 1) % count]);
                var neighbours = j == i + 1 || (i == 0 && j == count - 1);
                if (neighbours ? FoldBack(i == 0 && j == count - 1 ? (c, a, b) : (a, b, d)) : Meet(a, b, c, d))
                    return (i + 1, j + 1);
            }
        }

        return null;
    }

    /// <summary>Whether the edge behind the middle corner lies back on the edge before it, or has no length.</summary>
    private static bool FoldBack((Corner Before, Corner Middle, Corner After) path)
    {
        var (before, middle, after) = path;
        if (before == middle || middle == after)
            return true;
        return Turn(before, middle, after) == 0 && (double)(before.X - middle.X) * (after.X - middle.X) + (double)(before.Y - middle.Y) * (after.Y - middle.Y) > 0;
    }

    private static bool Meet(Corner a, Corner b, Corner c, Corner d)
    {
        var (ofC, ofD, ofA, ofB) = (Turn(a, b, c), Turn(a, b, d), Turn(c, d, a), Turn(c, d, b));
        if (ofC * ofD < 0 && ofA * ofB < 0)
            return true;
        return (ofC == 0 && Within(a, b, c)) || (ofD == 0 && Within(a, b, d)) || (ofA == 0 && Within(c, d, a)) || (ofB == 0 && Within(c, d, b));
    }

    private static int Turn(Corner a, Corner b, Corner c) =>
        Math.Sign(((double)b.X - a.X) * ((double)c.Y - a.Y) - ((double)b.Y - a.Y) * ((double)c.X - a.X));

    private static bool Within(Corner a, Corner b, Corner point) =>
        point.X >= Math.Min(a.X, b.X) && point.X <= Math.Max(a.X, b.X) && point.Y >= Math.Min(a.Y, b.Y) && point.Y <= Math.Max(a.Y, b.Y);
}
