namespace EdgeWatch.Geography.Registers;

/// <summary>The good entries of all registers that were read.</summary>
public sealed class RegisterContents
{
    /// <summary>Unit grid cells, all versions.</summary>
    public List<GridRecord> Cells { get; } = [];

    /// <summary>Duty grids, all versions.</summary>
    public List<GridRecord> DutyGrids { get; } = [];

    /// <summary>Components, all versions.</summary>
    public List<ComponentRecord> Components { get; } = [];

    /// <summary>Sensors.</summary>
    public List<SensorRecord> Sensors { get; } = [];
}
