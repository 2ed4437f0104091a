namespace EdgeWatch.Geography.Registers;

/// <summary>What a register lists.</summary>
public enum RegisterKind
{
    /// <summary>Unit grid cells (单元网格): the smallest areas of the city's grid, about 10,000 m² each.</summary>
    Cells,

    /// <summary>Duty grids (责任网格): who answers for what, drawn apart from the cells.</summary>
    DutyGrids,

    /// <summary>Components (部件): managed pieces of street furniture.</summary>
    Components,

    /// <summary>Fixed sensors and what they are mounted on.</summary>
    Sensors,
}
