using EdgeWatch.CaseBridge.Store;

namespace EdgeWatch.CaseBridge.Map;

/// <summary>The squares in which a map gathers cases: at zoom z the earth's 360 degrees are 2^(z+2) of them, 64 pixels of a web map's 256-pixel tiles, in latitude as in longitude.</summary>
/// <param name="Zoom">0..<see cref="DeepestZoom"/>, as web maps count.</param>
internal readonly record struct MapGrid(int Zoom)
{
    public const int DeepestZoom = 20;

    /// <summary>Most squares of one answer: 2048 by 2048 pixels, more than a screen.</summary>
    private const int MostSquares = 32 * 32;

    /// <summary>Without a zoom the box is some 16 squares wide or high.</summary>
    private const int WantedSquares = 16 * 16;

    /// <summary>Degrees.</summary>
    public double Size => 360.0 / (1L << (Zoom + 2));

    /// <summary>The grid of a zoom, or a wider one where that would have too many squares in the box; without a zoom one that suits the box.</summary>
    public static MapGrid For(Box box, int? zoom)
    {
        var grid = new MapGrid(zoom ?? DeepestZoom);
        while (grid.Zoom > 0 && grid.SquaresIn(box) > (zoom is null ? WantedSquares : MostSquares))
            grid = new MapGrid(grid.Zoom - 1);
        return grid;
    }

    private double SquaresIn(Box box) => Math.Max(1, (box.East - box.West) / Size) * Math.Max(1, (box.North - box.South) / Size);
}
