namespace EdgeWatch.EdgeAgent.Backgrounds;

/// <summary>What a region that differs from the background is.</summary>
internal enum RegionKind
{
    /// <summary>Too small to tell, or light: a shadow, a patch of sun, a headlight. It keeps edges and colours within, or fades out without an edge.</summary>
    Light,

    /// <summary>Something stands there.</summary>
    Object,

    /// <summary>The background had an edge about it that the look has not: what was learnt as street has gone.</summary>
    Ghost,
}

/// <summary>Gathers the cells that differ into regions and tells things from light.</summary>
/// <remarks>
/// Light changes brightness and leaves edges and colours within its outline alone; a thing brings its own. A thing has an outline, which a headlight's beam has not; where the
/// outline is in the background and not in the look, the thing has left.
/// </remarks>
internal sealed class ChangeRegions
{
    /// <summary>Most regions of one look; a picture with more is full of noise.</summary>
    private const int Most = 60;

    private const int FewestCells = 12;

    /// <summary>An outline fainter than this, in 64th stops over two cells, is the fading rim of a light.</summary>
    private const int FaintOutline = 8;

    /// <summary>The background's outline must be so much stronger than the look's for its thing to have left.</summary>
    private const float Left = 1.5f;

    /// <summary>Least share of cells within a thing that have other edges or colours than the street.</summary>
    private const float OwnInside = 0.25f;

    /// <summary>With fewer cells two steps inside the outline nothing can be told from within.</summary>
    private const int FewestInside = 8;

    private const CellFlags Differs = CellFlags.Structure | CellFlags.Colour | CellFlags.Light;
    private const CellFlags Own = CellFlags.Structure | CellFlags.Colour;

    private readonly Region[] _regions = new Region[Most + 1];

    /// <summary>How many regions the latest look has; they are labelled from 1.</summary>
    public int Count { get; private set; }

    public ref readonly Region this[int label] => ref _regions[label];

    /// <summary>Finds the regions of a look that was compared, marks the cells of things, and lets the background forget what has left.</summary>
    public void Find(LookCells look, LookBackground background)
    {
        Count = 0;
        Array.Clear(look.Labels);
        Gather(look, background, own: false);
        var light = 0;
        for (var label = 1; label <= Count; label++)
        {
            if (_regions[label].Kind != RegionKind.Light)
                continue;
            Unlabel(look, _regions[label].Box, (byte)label);
            light++;
        }

        // A thing that stands in a light is to be found within it.
        if (light > 0)
            Gather(look, background, own: true);
    }

    private void Gather(LookCells look, LookBackground background, bool own)
    {
        for (var cell = 0; cell < CellGrid.Count && Count < Most; cell++)
        {
            if (look.Labels[cell] != 0 || !IsPart(background, cell, own))
                continue;
            var label = (byte)(Count + 1);
            var region = Gather(look, background, cell, label, own);
            if (region.Cells < FewestCells)
            {
                Unlabel(look, region.Box, label);
                continue;
            }

            _regions[++Count] = region;
            Settle(look, background, label);
        }
    }

    /// <summary>A cell is part of a region where most of its neighbourhood differs, or has other edges and colours: single cells are noise and rain.</summary>
    private static bool IsPart(LookBackground background, int cell, bool own)
    {
        if (background.IsCarried(cell))
            return !background.Flags[cell].Has(CellFlags.Explained);
        if (!background.Knows(cell) || background.Flags[cell].Has(CellFlags.Explained))
            return false;
        var (column, row, count) = (cell % CellGrid.Columns, cell / CellGrid.Columns, 0);
        var asked = own ? Own : Differs;
        if (!background.Flags[cell].Has(asked) && !background.Flags[Math.Max(cell - 1, 0)].Has(asked) && !background.Flags[Math.Min(cell + 1, CellGrid.Count - 1)].Has(asked))
            return false;
        for (var y = Math.Max(row - 1, 0); y <= Math.Min(row + 1, CellGrid.Rows - 1); y++)
        {
            for (var x = Math.Max(column - 1, 0); x <= Math.Min(column + 1, CellGrid.Columns - 1); x++)
                count += background.Flags[y * CellGrid.Columns + x].Has(asked) ? 1 : 0;
        }

        return count >= 5;
    }

    private static Region Gather(LookCells look, LookBackground background, int first, byte label, bool own)
    {
        var region = default(Region);
        var pending = 0;
        look.Labels[first] = label;
        look.Pending[pending++] = (ushort)first;
        while (pending > 0)
        {
            int cell = look.Pending[--pending];
            var (column, row) = (cell % CellGrid.Columns, cell / CellGrid.Columns);
            region = region with { Box = region.Box.With(column, row), Cells = region.Cells + 1, Carried = region.Carried + (background.IsCarried(cell) ? 1 : 0) };
            for (var y = Math.Max(row - 1, 0); y <= Math.Min(row + 1, CellGrid.Rows - 1); y++)
            {
                for (var x = Math.Max(column - 1, 0); x <= Math.Min(column + 1, CellGrid.Columns - 1); x++)
                {
                    var other = y * CellGrid.Columns + x;
                    if (look.Labels[other] != 0 || !IsPart(background, other, own))
                        continue;
                    look.Labels[other] = label;
                    look.Pending[pending++] = (ushort)other;
                }
            }
        }

        return region;
    }

    private static void Unlabel(LookCells look, in CellBox box, byte label)
    {
        for (var row = box.Top; row < box.Bottom; row++)
        {
            foreach (ref var other in look.Labels.AsSpan(row * CellGrid.Columns + box.Left, box.Right - box.Left))
                other = other == label ? (byte)0 : other;
        }
    }

    private void Settle(LookCells look, LookBackground background, int label)
    {
        ref var region = ref _regions[label];
        var (inside, own, changed, outline, before, after) = (0, 0, 0, 0, 0, 0);
        for (var row = region.Box.Top; row < region.Box.Bottom; row++)
        {
            for (var column = region.Box.Left; column < region.Box.Right; column++)
            {
                var cell = row * CellGrid.Columns + column;
                if (look.Labels[cell] != label)
                    continue;
                changed += background.Flags[cell].Has(Own) ? 1 : 0;
                if (Reaches(look, column, row, label, 2))
                    (inside, own) = (inside + 1, own + (background.Flags[cell].Has(Own) ? 1 : 0));
                if (Reaches(look, column, row, label, 1))
                    continue;
                (outline, before) = (outline + 1, before + background.EdgeAt(cell));
                after += Math.Max(Math.Abs((int)look.Right[cell]), Math.Abs((int)look.Down[cell]));
            }
        }

        var share = inside >= FewestInside ? own / (float)inside : 0;
        region = region with { Kind = KindOf(region, changed, share, outline, before, after), Own = share };
        Mark(look, background, label, region);
    }

    private static RegionKind KindOf(in Region region, int changed, float share, int outline, int before, int after)
    {
        // A thing that was carried over a change of light stands while what was learnt of it holds.
        if (2 * region.Carried >= region.Cells)
            return 2 * changed > region.Cells ? RegionKind.Ghost : RegionKind.Object;
        if (before > Left * after && before >= FaintOutline * outline)
            return RegionKind.Ghost;
        return after >= FaintOutline * outline && share >= OwnInside ? RegionKind.Object : RegionKind.Light;
    }

    private static void Mark(LookCells look, LookBackground background, int label, in Region region)
    {
        if (region.Kind == RegionKind.Light)
            return;
        for (var row = region.Box.Top; row < region.Box.Bottom; row++)
        {
            for (var column = region.Box.Left; column < region.Box.Right; column++)
            {
                var cell = row * CellGrid.Columns + column;
                if (look.Labels[cell] != label)
                    continue;
                if (region.Kind == RegionKind.Object)
                    background.Suspect(cell);
                else
                    background.Release(cell);
            }
        }
    }

    /// <summary>Whether the region reaches so many cells further from here in each of the four directions; beyond the picture's edge it does.</summary>
    private static bool Reaches(LookCells look, int column, int row, int label, int steps) =>
        look.Labels[row * CellGrid.Columns + Math.Max(column - steps, 0)] == label
        && look.Labels[row * CellGrid.Columns + Math.Min(column + steps, CellGrid.Columns - 1)] == label
        && look.Labels[Math.Max(row - steps, 0) * CellGrid.Columns + column] == label
        && look.Labels[Math.Min(row + steps, CellGrid.Rows - 1) * CellGrid.Columns + column] == label;
}

/// <summary>Cells that lie together and differ.</summary>
/// <param name="Box">The cells about them.</param>
/// <param name="Cells">How many they are.</param>
/// <param name="Carried">How many of them hold a thing since before a change of light.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Own">Share of its inside that has other edges or colours than the street, 0..1.</param>
internal readonly record struct Region(CellBox Box, int Cells, int Carried, RegionKind Kind, float Own);
