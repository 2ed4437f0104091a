namespace EdgeWatch.EdgeAgent.Backgrounds;

/// <summary>How a cell of a look lies to the background.</summary>
[Flags]
internal enum CellFlags : byte
{
    None = 0,

    /// <summary>Other edges than usual.</summary>
    Structure = 1,

    /// <summary>Another colour than usual, the picture's own tint taken off.</summary>
    Colour = 2,

    /// <summary>Brighter or darker than usual by more than a third of a stop, the picture's own brightness taken off.</summary>
    Light = 4,

    /// <summary>Brighter or darker by so much that what lies there cannot be compared.</summary>
    Glare = 8,

    /// <summary>Less than a third of the usual fine detail.</summary>
    Dull = 16,

    /// <summary>A track accounts for what is seen there.</summary>
    Explained = 32,

    /// <summary>Part of something that no track accounts for.</summary>
    Object = 64,

    /// <summary>The background has edges there that would show in this light.</summary>
    Distinct = 128,
}

/// <summary>Asks for flags without boxing.</summary>
internal static class CellFlagsExtensions
{
    public static bool Has(this CellFlags flags, CellFlags any) => (flags & any) != CellFlags.None;
}
