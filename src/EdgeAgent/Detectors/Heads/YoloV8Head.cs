using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EdgeWatch.EdgeAgent.Detectors;

/// <summary>
/// YOLOv8 and YOLO11 exports: [N, 4 + classes, anchors], a plane each of centre x, centre y, width, height in input pixels and of every class's score;
/// no objectness. The planes are scanned in blocks that stay in the first-level cache: first the best score of each anchor, then every class of the few hits.
/// </summary>
internal sealed class YoloV8Head : IDetectorHead
{
    private const int Block = 512;

    private readonly float[] _best = new float[Block];
    private readonly int _classes;
    private readonly int _anchors;

    public YoloV8Head(HeadContext context)
    {
        _classes = context.Classes;
        var output = context.Single("yolov8", shape => shape is [1, var planes, > 0] && planes == 4 + _classes, $"Float [N, {4 + _classes}, anchors]");
        _anchors = (int)output.Shape[2];
    }

    public HeadBinding Binding => new(0, -1, -1, BoxSpace.InputPixels, Overlapping: true);

    public void Decode(in HeadOutputs outputs, float floor, CandidateList candidates)
    {
        var planes = outputs.Values;
        for (var start = 0; start < _anchors; start += Block)
        {
            var best = _best.AsSpan(0, Math.Min(Block, _anchors - start));
            Plane(planes, 4).Slice(start, best.Length).CopyTo(best);
            for (var @class = 1; @class < _classes; @class++)
                Raise(best, Plane(planes, 4 + @class).Slice(start, best.Length));
            AddHits(planes, start, best, floor, candidates);
        }
    }

    private static void Raise(Span<float> best, ReadOnlySpan<float> scores)
    {
        var blocks = MemoryMarshal.Cast<float, Vector<float>>(best);
        var others = MemoryMarshal.Cast<float, Vector<float>>(scores);
        for (var i = 0; i < blocks.Length; i++)
            blocks[i] = Vector.Max(blocks[i], others[i]);
        for (var i = blocks.Length * Vector<float>.Count; i < best.Length; i++)
            best[i] = Math.Max(best[i], scores[i]);
    }

    private void AddHits(ReadOnlySpan<float> planes, int start, ReadOnlySpan<float> best, float floor, CandidateList candidates)
    {
        var blocks = MemoryMarshal.Cast<float, Vector<float>>(best);
        var least = new Vector<float>(floor);
        for (var i = 0; i < best.Length; i++)
        {
            var block = i / Vector<float>.Count;
            if (i % Vector<float>.Count == 0 && block < blocks.Length && !Vector.GreaterThanOrEqualAny(blocks[block], least))
            {
                i += Vector<float>.Count - 1;
                continue;
            }

            if (best[i] >= floor)
                AddAnchor(planes, start + i, floor, candidates);
        }
    }

    private void AddAnchor(ReadOnlySpan<float> planes, int anchor, float floor, CandidateList candidates)
    {
        for (var @class = 0; @class < _classes; @class++)
        {
            var score = Plane(planes, 4 + @class)[anchor];
            if (score >= floor)
                candidates.AddCentred(Plane(planes, 0)[anchor], Plane(planes, 1)[anchor], Plane(planes, 2)[anchor], Plane(planes, 3)[anchor], score, @class);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ReadOnlySpan<float> Plane(ReadOnlySpan<float> planes, int index) => planes.Slice(index * _anchors, _anchors);
}
