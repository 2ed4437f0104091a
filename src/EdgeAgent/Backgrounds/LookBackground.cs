using EdgeWatch.EdgeAgent.Detectors;

namespace EdgeWatch.EdgeAgent.Backgrounds;

/// <summary>
/// How a camera's picture usually looks, cell by cell, learnt from looks (not from video) and so slowly that what stands for minutes is no part of it. It compares what
/// light leaves alone: edges on a logarithmic scale, colour and detail as shares of luma, against what each cell has been seen to vary by. What a track accounts for and what is
/// suspected is not learnt. 97 kB a camera.
/// </summary>
internal sealed class LookBackground
{
    /// <summary>Looks after which a cell is known.</summary>
    private const int Mature = 12;

    /// <summary>Set in the age of a cell in which the model holds a thing that was there when light changed, not the street behind it.</summary>
    private const byte Carried = 0x80;
    private const byte Oldest = 0x7F;

    /// <summary>If more than this share of what can be compared differs, the light has changed and not the street.</summary>
    private const float WholePicture = 0.5f;

    /// <summary>Least change of an edge, in steps of a 64th stop: a tenth of luma more or less.</summary>
    private const int LeastStructure = 11;

    /// <summary>Noise of a gradient in the same steps, times luma: 4.5 sigma of a mean of nine points with 3 levels of noise each.</summary>
    private const int Noise = 64 * 9;
    private const int Spreads = 4;
    private const int LeastColour = 9;
    private const int LeastLight = 3 * LookCells.Stop / 8;
    private const int LeastGlare = LookCells.Stop;

    /// <summary>Least detail that can be told from noise.</summary>
    private const int LeastDetail = 24;

    private static readonly int[] NoiseAt = [.. Enumerable.Range(0, 256).Select(luma => Math.Max(LeastStructure, Noise / (luma + 4)))];

    private readonly sbyte[] _right = new sbyte[CellGrid.Count];
    private readonly sbyte[] _down = new sbyte[CellGrid.Count];
    private readonly byte[] _spread = new byte[CellGrid.Count];
    private readonly byte[] _luma = new byte[CellGrid.Count];
    private readonly byte[] _age = new byte[CellGrid.Count];
    private readonly ulong[] _frozen = new ulong[CellGrid.Count / 64];
    private readonly CellFlags[] _flags = new CellFlags[CellGrid.Count];
    private readonly sbyte[] _blue = new sbyte[CellGrid.CoarseCount];
    private readonly sbyte[] _red = new sbyte[CellGrid.CoarseCount];
    private readonly byte[] _detail = new byte[CellGrid.CoarseCount];

    /// <summary>How each cell of the latest look lay to the background.</summary>
    public ReadOnlySpan<CellFlags> Flags => _flags;

    /// <summary>Whether there is a background to compare a cell with.</summary>
    public bool Knows(int cell) => (_age[cell] & Oldest) >= Mature;

    public bool IsCarried(int cell) => (_age[cell] & Carried) != 0;

    /// <summary>Strength of the background's edge in a cell, in 64th stops.</summary>
    public int EdgeAt(int cell) => Math.Max(Math.Abs((int)_right[cell]), Math.Abs((int)_down[cell]));

    /// <summary>Forgets everything: the camera looks elsewhere.</summary>
    public void Forget()
    {
        Array.Clear(_age);
        Array.Clear(_flags);
    }

    /// <summary>Marks every cell of a look by how it differs; false where almost everything does, and the background is to be learnt anew.</summary>
    /// <param name="look">The look.</param>
    /// <param name="explained">What tracks account for.</param>
    public bool Compare(LookCells look, ReadOnlySpan<CellBox> explained)
    {
        // What was part of something unexplained in the look before is what a change of light would hide.
        for (var cell = 0; cell < CellGrid.Count; cell++)
            _flags[cell] &= CellFlags.Object;
        foreach (var box in explained)
        {
            for (var row = box.Top; row < box.Bottom; row++)
            {
                foreach (ref var flags in _flags.AsSpan(row * CellGrid.Columns + box.Left, box.Right - box.Left))
                    flags |= CellFlags.Explained;
            }
        }

        var (light, blue, red) = Tint(look);
        var (compared, changed) = (0, 0);
        for (var cell = 0; cell < CellGrid.Count; cell++)
        {
            if (!Knows(cell) && !IsCarried(cell))
                continue;
            var flags = Compare(look, cell, light) | Compare(look, cell, CellGrid.Coarse(cell), blue, red);
            if (!_flags[cell].Has(CellFlags.Explained) && !IsCarried(cell))
            {
                compared++;
                changed += flags.Has(CellFlags.Structure | CellFlags.Colour | CellFlags.Light) ? 1 : 0;
            }

            _flags[cell] |= flags;
        }

        if (compared >= CellGrid.Count / 10 && changed > WholePicture * compared)
        {
            Relearn();
            return false;
        }

        for (var cell = 0; cell < CellGrid.Count; cell++)
            _flags[cell] &= ~CellFlags.Object;
        return true;
    }

    /// <summary>Takes a look in, but for cells that a track accounts for or that are part of something.</summary>
    public void Learn(LookCells look)
    {
        for (var cell = 0; cell < CellGrid.Count; cell++)
        {
            if (!_flags[cell].Has(CellFlags.Explained | CellFlags.Object) && (_frozen[cell >> 6] >> (cell & 63) & 1) == 0)
                Learn(look, cell);
        }

        Array.Clear(_frozen);
    }

    /// <summary>Marks a cell as part of something that no track accounts for.</summary>
    public void Suspect(int cell) => _flags[cell] |= CellFlags.Object;

    /// <summary>Keeps a cell from being learnt in this look.</summary>
    public void Freeze(int cell) => _frozen[cell >> 6] |= 1UL << (cell & 63);

    /// <summary>What was learnt of a cell was a thing, and it has gone.</summary>
    public void Release(int cell) => _age[cell] = 0;

    private CellFlags Compare(LookCells look, int cell, int light)
    {
        var flags = CellFlags.None;
        var limit = Math.Max(NoiseAt[look.Luma[cell]], Spreads * _spread[cell]);
        if (Math.Abs(look.Right[cell] - _right[cell]) + Math.Abs(look.Down[cell] - _down[cell]) > limit && !Near(look, cell, limit))
            flags |= CellFlags.Structure;
        if (EdgeAt(cell) > limit)
            flags |= CellFlags.Distinct;
        var brighter = Math.Abs(look.Log[cell] - LookCells.LogOf(_luma[cell]) - light);
        if (brighter >= LeastLight)
            flags |= brighter >= LeastGlare ? CellFlags.Light | CellFlags.Glare : CellFlags.Light;
        return flags;
    }

    private CellFlags Compare(LookCells look, int cell, int coarse, int blue, int red)
    {
        var flags = CellFlags.None;
        var apart = Math.Abs(look.Blue[coarse] - _blue[coarse] - blue) + Math.Abs(look.Red[coarse] - _red[coarse] - red);
        if (apart > LeastColour && apart > LeastColour + 256 / (look.Luma[cell] + 16))
            flags |= CellFlags.Colour;
        if (_detail[coarse] >= LeastDetail && look.Detail[coarse] * 3 < _detail[coarse])
            flags |= CellFlags.Dull;
        return flags;
    }

    /// <summary>Whether a neighbour's edge explains the look's: a pole in the wind, half a cell that registration leaves.</summary>
    private bool Near(LookCells look, int cell, int limit)
    {
        var (column, row) = (cell % CellGrid.Columns, cell / CellGrid.Columns);
        var (right, down) = (look.Right[cell], look.Down[cell]);
        for (var y = Math.Max(row - 1, 0); y <= Math.Min(row + 1, CellGrid.Rows - 1); y++)
        {
            for (var x = Math.Max(column - 1, 0); x <= Math.Min(column + 1, CellGrid.Columns - 1); x++)
            {
                var other = y * CellGrid.Columns + x;
                if (Math.Abs(right - _right[other]) + Math.Abs(down - _down[other]) <= limit)
                    return true;
            }
        }

        return false;
    }

    /// <summary>By how much the whole picture is brighter and differently tinted: the medians over what can be compared.</summary>
    private (int Light, int Blue, int Red) Tint(LookCells look)
    {
        Span<int> light = stackalloc int[256];
        Span<int> blue = stackalloc int[256];
        Span<int> red = stackalloc int[256];
        light.Clear();
        blue.Clear();
        red.Clear();
        for (var row = 0; row < CellGrid.CoarseRows; row++)
        {
            for (var column = 0; column < CellGrid.CoarseColumns; column++)
            {
                var cell = 2 * row * CellGrid.Columns + 2 * column;
                if (!Knows(cell) || _flags[cell].Has(CellFlags.Explained))
                    continue;
                var coarse = row * CellGrid.CoarseColumns + column;
                light[Bin((look.Log[cell] - LookCells.LogOf(_luma[cell])) / 4)]++;
                blue[Bin(look.Blue[coarse] - _blue[coarse])]++;
                red[Bin(look.Red[coarse] - _red[coarse])]++;
            }
        }

        return (4 * Median(light), Median(blue), Median(red));
    }

    private static int Bin(int value) => Math.Clamp(value, -128, 127) + 128;

    private static int Median(ReadOnlySpan<int> bins)
    {
        var total = 0;
        foreach (var count in bins)
            total += count;
        var left = total / 2;
        for (var bin = 0; bin < bins.Length && total > 0; bin++)
        {
            left -= bins[bin];
            if (left < 0)
                return bin - 128;
        }

        return 0;
    }

    /// <summary>Everything is learnt anew. Of what stood, its looks in the new light are learnt as its own: while they stay, it stands.</summary>
    private void Relearn()
    {
        for (var cell = 0; cell < CellGrid.Count; cell++)
        {
            _age[cell] = IsCarried(cell) || _flags[cell].Has(CellFlags.Object) ? Carried : (byte)0;
            _flags[cell] &= CellFlags.Explained;
        }
    }

    private void Learn(LookCells look, int cell)
    {
        var age = _age[cell] & Oldest;
        var apart = Math.Max(Math.Abs(look.Right[cell] - _right[cell]), Math.Abs(look.Down[cell] - _down[cell]));
        _right[cell] = (sbyte)Towards(_right[cell], look.Right[cell], age);
        _down[cell] = (sbyte)Towards(_down[cell], look.Down[cell], age);
        _luma[cell] = (byte)Towards(_luma[cell], look.Luma[cell], age);
        _spread[cell] = age == 0 ? (byte)0 : (byte)Math.Min(Towards(_spread[cell], apart, age), 64);
        if (CellGrid.IsFirstOfCoarse(cell))
        {
            var coarse = CellGrid.Coarse(cell);
            _blue[coarse] = (sbyte)Towards(_blue[coarse], look.Blue[coarse], age);
            _red[coarse] = (sbyte)Towards(_red[coarse], look.Red[coarse], age);
            _detail[coarse] = (byte)Towards(_detail[coarse], look.Detail[coarse], age);
        }

        if (age < Oldest)
            _age[cell]++;
    }

    /// <summary>The mean of the first looks; after that one step towards each look, which ends at the median (McFarlane and Schofield 1995).</summary>
    private static int Towards(int from, int to, int age) => age < 2 * Mature
        ? from + (int)MathF.Round((to - from) / (age + 1f))
        : from + Math.Sign(to - from);
}
