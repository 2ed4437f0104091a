namespace EdgeWatch.Geography.Registers;

/// <summary>What is wrong with an entry of a register.</summary>
public enum DefectKind
{
    /// <summary>The line or feature cannot be read.</summary>
    Unreadable,

    /// <summary>A value that every entry needs is not there.</summary>
    ValueMissing,

    /// <summary>A number, date or name of a system is none.</summary>
    ValueWrong,

    /// <summary>The id has not the structure of the standard, or belongs to another division.</summary>
    BadId,

    /// <summary>The id stands in the register before, for the same time.</summary>
    DuplicateId,

    /// <summary>The class code has not the structure of the standard, or contradicts the id.</summary>
    BadClass,

    /// <summary>No catalogue at hand has the class.</summary>
    UnknownClass,

    /// <summary>The coordinate lies outside the district and no other reading puts it inside.</summary>
    OutsideDistrict,

    /// <summary>The coordinate lies outside the district as stated and inside when read otherwise.</summary>
    WrongSystem,

    /// <summary>The polygon crosses itself or is not closed.</summary>
    SelfCrossing,

    /// <summary>Two areas that hold at the same time overlap.</summary>
    Overlap,

    /// <summary>The register states another cell than the one that the coordinate lies in.</summary>
    OtherCell,

    /// <summary>A sensor is tied to a component that no register at hand has.</summary>
    UnknownComponent,
}

/// <summary>One defect: where, what stands there, and what would be right.</summary>
/// <param name="Line">1-based line of the file on which the entry begins.</param>
/// <param name="Id">The entry's id; empty where it has none.</param>
/// <param name="Kind">What is wrong.</param>
/// <param name="Value">What stands there.</param>
/// <param name="Remedy">What is wrong with it and what to do, as one sentence.</param>
public sealed record Defect(long Line, string Id, DefectKind Kind, string Value, string Remedy)
{
    /// <summary>Whether the entry is left out for it. An entry with a lesser defect is kept.</summary>
    public bool Refuses => Kind is not (DefectKind.UnknownClass or DefectKind.Overlap or DefectKind.OtherCell);
}
