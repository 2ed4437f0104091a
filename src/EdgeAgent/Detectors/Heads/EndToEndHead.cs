namespace EdgeWatch.EdgeAgent.Detectors;

/// <summary>YOLOv10 and YOLO26 exports: [N, rows, 6] with left, top, right, bottom in input pixels, score and class; each thing once, so nothing is suppressed.</summary>
internal sealed class EndToEndHead : IDetectorHead
{
    private const int Columns = 6;

    private readonly int _classes;

    public EndToEndHead(HeadContext context)
    {
        _classes = context.Classes;
        context.Single("end-to-end", shape => shape is [1, > 0, Columns], $"Float [N, rows, {Columns}]");
    }

    public HeadBinding Binding => new(0, -1, -1, BoxSpace.InputPixels, Overlapping: false);

    public void Decode(in HeadOutputs outputs, float floor, CandidateList candidates)
    {
        for (var rows = outputs.Values; rows.Length >= Columns; rows = rows[Columns..])
        {
            // Rows that hold nothing have score 0; a class out of range comes from labels that are not the weights'.
            if (rows[4] >= floor && rows[5] >= 0 && rows[5] < _classes)
                candidates.Add(rows[0], rows[1], rows[2], rows[3], rows[4], (int)rows[5]);
        }
    }
}
