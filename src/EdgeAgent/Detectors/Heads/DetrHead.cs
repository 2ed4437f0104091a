using EdgeWatch.EdgeAgent.Onnx;

namespace EdgeWatch.EdgeAgent.Detectors;

/// <summary>
/// RT-DETR, D-FINE and DEIM exports with their post-processor: labels [N, queries] as 64-bit integers, boxes [N, queries, 4] as left, top, right,
/// bottom in pixels of the original picture (whose size is the second input), scores [N, queries]; each thing once.
/// </summary>
internal sealed class DetrHead : IDetectorHead
{
    private readonly int _classes;

    public DetrHead(HeadContext context)
    {
        _classes = context.Classes;
        var outputs = context.Outputs.ToList();
        var labels = outputs.FindIndex(output => output is { Element: OnnxElement.Int64, Shape: [1, > 0] });
        var boxes = outputs.FindIndex(output => output is { Element: OnnxElement.Float, Shape: [1, > 0, 4] });
        var scores = outputs.FindIndex(output => output is { Element: OnnxElement.Float, Shape: [1, > 0] });
        if (labels < 0 || boxes < 0 || scores < 0 || outputs[boxes].Shape[1] != outputs[labels].Shape[1] || outputs[scores].Shape[1] != outputs[labels].Shape[1])
            throw context.Mismatch("detr", string.Join("; ", outputs), "Int64 labels [N, queries], Float boxes [N, queries, 4], Float scores [N, queries]");
        Binding = new(boxes, scores, labels, BoxSpace.PicturePixels, Overlapping: false);
    }

    public HeadBinding Binding { get; }

    public void Decode(in HeadOutputs outputs, float floor, CandidateList candidates)
    {
        var boxes = outputs.Values;
        var scores = outputs.Scores;
        var labels = outputs.Labels;
        for (var i = 0; i < scores.Length; i++)
        {
            if (scores[i] >= floor && labels[i] >= 0 && labels[i] < _classes)
                candidates.Add(boxes[4 * i], boxes[4 * i + 1], boxes[4 * i + 2], boxes[4 * i + 3], scores[i], (int)labels[i]);
        }
    }
}
