namespace EdgeWatch.EdgeAgent.Detectors;

/// <summary>YOLOv5 and v7 exports: [N, rows, 5 + classes] with centre x, centre y, width, height in input pixels, objectness, class scores.</summary>
internal sealed class YoloV5Head : IDetectorHead
{
    private readonly int _columns;

    public YoloV5Head(HeadContext context)
    {
        _columns = 5 + context.Classes;
        context.Single("yolov5", shape => shape is [1, > 0, var columns] && columns == _columns, $"Float [N, rows, {_columns}]");
    }

    public HeadBinding Binding => new(0, -1, -1, BoxSpace.InputPixels, Overlapping: true);

    public void Decode(in HeadOutputs outputs, float floor, CandidateList candidates)
    {
        for (var rows = outputs.Values; rows.Length >= _columns; rows = rows[_columns..])
        {
            // A class score is at most 1, so objectness alone rules out nearly all rows.
            var classes = rows[5.._columns];
            if (rows[4] >= floor && rows[4] * RowScan.Best(classes) >= floor)
                candidates.AddCentred(rows[0], rows[1], rows[2], rows[3], rows[4], classes, floor);
        }
    }
}
