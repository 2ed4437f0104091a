using System.Numerics;
using System.Runtime.InteropServices;

namespace EdgeWatch.EdgeAgent.Detectors;

/// <summary>The best of a row of scores.</summary>
internal static class RowScan
{
    /// <summary>The greatest value: whether a row is worth a look at each of its classes.</summary>
    public static float Best(ReadOnlySpan<float> scores)
    {
        var (best, start) = (float.NegativeInfinity, 0);
        if (scores.Length >= Vector<float>.Count)
        {
            var blocks = MemoryMarshal.Cast<float, Vector<float>>(scores);
            var most = blocks[0];
            for (var i = 1; i < blocks.Length; i++)
                most = Vector.Max(most, blocks[i]);
            for (var lane = 0; lane < Vector<float>.Count; lane++)
                best = Math.Max(best, most[lane]);
            start = blocks.Length * Vector<float>.Count;
        }

        for (var i = start; i < scores.Length; i++)
            best = Math.Max(best, scores[i]);
        return best;
    }
}
