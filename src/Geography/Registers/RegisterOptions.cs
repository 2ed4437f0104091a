using EdgeWatch.Geography.Coordinates;

namespace EdgeWatch.Geography.Registers;

/// <summary>How registers are read and what they are checked against.</summary>
public sealed record RegisterOptions
{
    /// <summary>The system of all coordinates, whatever the files state; null: as each entry or file states, else WGS84.</summary>
    public ReferenceSystem? System { get; init; }

    /// <summary>Where everything must lie; null: places are not checked.</summary>
    public District? District { get; init; }

    /// <summary>Metres outside the district that are still taken.</summary>
    public double Tolerance { get; init; } = 20;

    /// <summary>Class codes that some catalogue at hand has, digits only; null: any code of the right structure is taken.</summary>
    public IReadOnlySet<string>? KnownClasses { get; init; }

    /// <summary>Takes ids of any form: for a district that has not coded its components and cells by the standard yet.</summary>
    public bool FreeIds { get; init; }

    /// <summary>Square metres by which areas may overlap: neighbours that were drawn apart share slivers.</summary>
    public double OverlapTolerance { get; init; } = 1;
}
