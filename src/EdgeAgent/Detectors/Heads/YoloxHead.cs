namespace EdgeWatch.EdgeAgent.Detectors;

/// <summary>
/// YOLOX without its decoding in the graph: [1, rows, 5 + classes] with the rows of the grids of strides 8, 16 and 32 one after another, row by row.
/// A row is x and y as an offset in cells, the logarithms of width and height in cells, objectness, class scores (both already through a sigmoid).
/// Ge et al., "YOLOX: Exceeding YOLO Series in 2021", and its demo code.
/// </summary>
internal sealed class YoloxHead : IDetectorHead
{
    private static readonly int[] Strides = [8, 16, 32];

    private readonly int _width;
    private readonly int _height;
    private readonly int _columns;

    public YoloxHead(HeadContext context)
    {
        (_width, _height, _columns) = (context.Input.Width, context.Input.Height, 5 + context.Classes);
        long rows = Strides.Sum(stride => _width / stride * (_height / stride));
        context.Single("yolox", shape => shape is [1, var found, var columns] && found == rows && columns == _columns, $"Float [1, {rows}, {_columns}]");
    }

    public HeadBinding Binding => new(0, -1, -1, BoxSpace.InputPixels, Overlapping: true);

    public void Decode(in HeadOutputs outputs, float floor, CandidateList candidates)
    {
        var rows = outputs.Values;
        foreach (var stride in Strides)
        {
            var (across, down) = (_width / stride, _height / stride);
            for (var cell = 0; cell < across * down; cell++)
            {
                var row = rows.Slice(cell * _columns, _columns);
                // A class score is at most 1, so objectness alone rules out nearly all rows.
                if (row[4] >= floor)
                    AddRow(row, cell % across, cell / across, stride, floor, candidates);
            }

            rows = rows[(across * down * _columns)..];
        }
    }

    private static void AddRow(ReadOnlySpan<float> row, int column, int line, int stride, float floor, CandidateList candidates)
    {
        var classes = row[5..];
        if (row[4] * RowScan.Best(classes) >= floor)
            candidates.AddCentred((row[0] + column) * stride, (row[1] + line) * stride, MathF.Exp(row[2]) * stride, MathF.Exp(row[3]) * stride, row[4], classes, floor);
    }
}
