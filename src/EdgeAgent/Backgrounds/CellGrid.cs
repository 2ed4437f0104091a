using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.EdgeAgent.Settings;

namespace EdgeWatch.EdgeAgent.Backgrounds;

/// <summary>The cells that the background of looks is kept on: 160 × 90 of them, and 80 × 45 coarse ones for colour and detail.</summary>
internal static class CellGrid
{
    public const int Columns = 160;
    public const int Rows = 90;
    public const int Count = Columns * Rows;
    public const int CoarseColumns = Columns / 2;
    public const int CoarseRows = Rows / 2;
    public const int CoarseCount = CoarseColumns * CoarseRows;

    private static readonly ushort[] CoarseOf = [.. Enumerable.Range(0, Count).Select(cell => (ushort)((cell / Columns >> 1) * CoarseColumns + (cell % Columns >> 1)))];

    /// <summary>The coarse cell that a cell lies in.</summary>
    public static int Coarse(int cell) => CoarseOf[cell];

    /// <summary>Whether a cell is the first of the four of its coarse cell.</summary>
    public static bool IsFirstOfCoarse(int cell) => (cell & 1) == 0 && cell / Columns % 2 == 0;

    /// <summary>The cells whose middle lies in a polygon, row by row.</summary>
    public static ushort[] Inside(Polygon polygon)
    {
        var cells = new List<ushort>();
        for (var cell = 0; cell < Count; cell++)
        {
            if (polygon.Contains((cell % Columns + 0.5f) / Columns, (cell / Columns + 0.5f) / Rows))
                cells.Add((ushort)cell);
        }

        return [.. cells];
    }
}

/// <summary>A rectangle of cells, the last column and row excluded.</summary>
internal readonly record struct CellBox(int Left, int Top, int Right, int Bottom)
{
    public int Area => Math.Max(0, Right - Left) * Math.Max(0, Bottom - Top);

    /// <summary>The cells that a box touches when it is made larger by a share of its size on every side.</summary>
    public static CellBox Around(in Box box, float margin) => new(
        Math.Clamp((int)MathF.Floor((box.X1 - margin * box.Width) * CellGrid.Columns), 0, CellGrid.Columns),
        Math.Clamp((int)MathF.Floor((box.Y1 - margin * box.Height) * CellGrid.Rows), 0, CellGrid.Rows),
        Math.Clamp((int)MathF.Ceiling((box.X2 + margin * box.Width) * CellGrid.Columns), 0, CellGrid.Columns),
        Math.Clamp((int)MathF.Ceiling((box.Y2 + margin * box.Height) * CellGrid.Rows), 0, CellGrid.Rows));

    public Box ToBox() => new(Left / (float)CellGrid.Columns, Top / (float)CellGrid.Rows, Right / (float)CellGrid.Columns, Bottom / (float)CellGrid.Rows);

    public bool Contains(int column, int row) => column >= Left && column < Right && row >= Top && row < Bottom;

    public CellBox With(int column, int row) => Area == 0
        ? new CellBox(column, row, column + 1, row + 1)
        : new CellBox(Math.Min(Left, column), Math.Min(Top, row), Math.Max(Right, column + 1), Math.Max(Bottom, row + 1));
}
