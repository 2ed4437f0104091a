using EdgeWatch.EdgeAgent.Views;
using EdgeWatch.Ingest.Video;

namespace EdgeWatch.EdgeAgent.Backgrounds;

/// <summary>
/// What the background compares of one look, on the cells of <see cref="CellGrid"/>: luma on a logarithmic scale, so that light which doubles adds the same
/// everywhere; its gradient, which light does not change; colour and fine detail as shares of luma. Taken where the usual view has the cell, the shift by wind undone.
/// </summary>
internal sealed class LookCells
{
    /// <summary>Steps of the logarithmic scale to one stop (a doubling of light).</summary>
    public const int Stop = 64;

    /// <summary>Points across one cell in each direction: with nine, sensor noise of 3 levels falls to one.</summary>
    private const int Points = 3;

    [ThreadStatic]
    private static LookCells? t_shared;

    private static readonly short[] Logarithms = [.. Enumerable.Range(0, 1024).Select(quarters => (short)MathF.Round(Stop * MathF.Log2((quarters / 4f + 4) / 4)))];

    private readonly int[] _columns = new int[CellGrid.Columns * Points];

    /// <summary>Memory for one look at a time on this thread, for all cameras: what is measured is used up before the next look begins.</summary>
    public static LookCells Shared => t_shared ??= new LookCells();

    public byte[] Luma { get; } = new byte[CellGrid.Count];

    public short[] Log { get; } = new short[CellGrid.Count];

    public sbyte[] Right { get; } = new sbyte[CellGrid.Count];

    public sbyte[] Down { get; } = new sbyte[CellGrid.Count];

    public byte[] Detail { get; } = new byte[CellGrid.CoarseCount];

    public sbyte[] Blue { get; } = new sbyte[CellGrid.CoarseCount];

    public sbyte[] Red { get; } = new sbyte[CellGrid.CoarseCount];

    /// <summary>Label of the region that each cell belongs to, 0 for none; filled by <see cref="ChangeRegions"/>.</summary>
    public byte[] Labels { get; } = new byte[CellGrid.Count];

    /// <summary>Cells still to be visited, for <see cref="ChangeRegions"/>.</summary>
    public ushort[] Pending { get; } = new ushort[CellGrid.Count];

    public static int LogOf(int luma) => Logarithms[luma * 4];

    public void Measure(Frame frame, in Shift shift)
    {
        var (right, down) = ((int)MathF.Round(shift.X * frame.Width), (int)MathF.Round(shift.Y * frame.Height));
        MeasureLuma(frame, right, down);
        MeasureGradient();
        MeasureColour(frame, right, down);
    }

    private void MeasureLuma(Frame frame, int right, int down)
    {
        var step = Math.Max(1, frame.Width / 640);
        var luma = frame.Y;
        var stride = frame.LumaStride;
        for (var i = 0; i < _columns.Length; i++)
            _columns[i] = Math.Clamp((2 * i + 1) * frame.Width / (2 * _columns.Length) + right, step, frame.Width - 1 - step);
        Array.Clear(Detail);
        Span<int> fine = stackalloc int[CellGrid.CoarseColumns];
        for (var row = 0; row < CellGrid.Rows; row++)
        {
            var lines = (Line(frame, 3 * row, down, step) * stride, Line(frame, 3 * row + 1, down, step) * stride, Line(frame, 3 * row + 2, down, step) * stride);
            if ((row & 1) == 0)
                fine.Clear();
            for (var column = 0; column < CellGrid.Columns; column++)
            {
                var (a, b, c) = (_columns[3 * column], _columns[3 * column + 1], _columns[3 * column + 2]);
                var sum = luma[lines.Item1 + a] + luma[lines.Item1 + b] + luma[lines.Item1 + c] + luma[lines.Item2 + a] + luma[lines.Item2 + b] + luma[lines.Item2 + c]
                    + luma[lines.Item3 + a] + luma[lines.Item3 + b] + luma[lines.Item3 + c];
                var middle = lines.Item2 + b;
                fine[column >> 1] += Math.Abs(luma[middle + step] - luma[middle - step]) + Math.Abs(luma[middle + step * stride] - luma[middle - step * stride]);
                var cell = row * CellGrid.Columns + column;
                (Luma[cell], Log[cell]) = ((byte)(sum / 9), Logarithms[sum * 4 / 9]);
            }

            if ((row & 1) == 0)
                continue;
            for (var column = 0; column < CellGrid.CoarseColumns; column++)
            {
                var light = MeanLuma(2 * column, row - 1);
                Detail[(row >> 1) * CellGrid.CoarseColumns + column] = (byte)Math.Min(255, fine[column] * 64 / (light + 16));
            }
        }
    }

    private static int Line(Frame frame, int point, int down, int step) =>
        Math.Clamp((2 * point + 1) * frame.Height / (2 * CellGrid.Rows * Points) + down, step, frame.Height - 1 - step);

    private void MeasureGradient()
    {
        for (var row = 0; row < CellGrid.Rows; row++)
        {
            var (line, above, below) = (row * CellGrid.Columns, Math.Max(row - 1, 0) * CellGrid.Columns, Math.Min(row + 1, CellGrid.Rows - 1) * CellGrid.Columns);
            for (var column = 0; column < CellGrid.Columns; column++)
            {
                var cell = line + column;
                Right[cell] = Narrow(Log[line + Math.Min(column + 1, CellGrid.Columns - 1)] - Log[line + Math.Max(column - 1, 0)]);
                Down[cell] = Narrow(Log[below + column] - Log[above + column]);
            }
        }
    }

    private void MeasureColour(Frame frame, int right, int down)
    {
        var blue = frame.U;
        var red = frame.V;
        var stride = frame.ChromaStride;
        var (width, height) = ((frame.Width + 1) / 2, (frame.Height + 1) / 2);
        for (var row = 0; row < CellGrid.CoarseRows; row++)
        {
            var top = Math.Clamp((4 * row + 1) * height / (4 * CellGrid.CoarseRows) + down / 2, 0, height - 1) * stride;
            var bottom = Math.Clamp((4 * row + 3) * height / (4 * CellGrid.CoarseRows) + down / 2, 0, height - 1) * stride;
            for (var column = 0; column < CellGrid.CoarseColumns; column++)
            {
                var a = Math.Clamp((4 * column + 1) * width / (4 * CellGrid.CoarseColumns) + right / 2, 0, width - 1);
                var b = Math.Clamp((4 * column + 3) * width / (4 * CellGrid.CoarseColumns) + right / 2, 0, width - 1);
                var light = MeanLuma(2 * column, 2 * row) + 16;
                var cell = row * CellGrid.CoarseColumns + column;
                Blue[cell] = Narrow((blue[top + a] + blue[top + b] + blue[bottom + a] + blue[bottom + b] - 512) * 16 / light);
                Red[cell] = Narrow((red[top + a] + red[top + b] + red[bottom + a] + red[bottom + b] - 512) * 16 / light);
            }
        }
    }

    private int MeanLuma(int column, int row)
    {
        var cell = row * CellGrid.Columns + column;
        return (Luma[cell] + Luma[cell + 1] + Luma[cell + CellGrid.Columns] + Luma[cell + CellGrid.Columns + 1]) / 4;
    }

    private static sbyte Narrow(int value) => (sbyte)Math.Clamp(value, -127, 127);
}
