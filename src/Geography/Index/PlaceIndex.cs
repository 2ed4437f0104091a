using EdgeWatch.Geography.Coordinates;
using EdgeWatch.Geography.Registers;

namespace EdgeWatch.Geography.Index;

/// <summary>Where a place lies in the city's division of a day.</summary>
/// <param name="Cell">Unit grid cell; null outside all.</param>
/// <param name="DutyGrid">Duty grid; null outside all.</param>
public readonly record struct Location(string? Cell, string? DutyGrid);

/// <summary>The city's registers, ready to look up. Immutable; any number of threads may look up at once. A new register is a new index.</summary>
/// <param name="cells">Unit grid cells.</param>
/// <param name="dutyGrids">Duty grids.</param>
/// <param name="components">Components.</param>
public sealed class PlaceIndex(GridIndex cells, GridIndex dutyGrids, ComponentIndex components)
{
    /// <summary>Components by place and id.</summary>
    public ComponentIndex Components => components;

    /// <summary>Unit grid cells by place.</summary>
    public GridIndex Cells => cells;

    /// <summary>Indexes what registers gave.</summary>
    public static PlaceIndex Of(RegisterContents contents)
    {
        var builder = new ComponentIndexBuilder();
        foreach (var component in contents.Components)
            builder.Add(component);
        return new PlaceIndex(new GridIndex(contents.Cells), new GridIndex(contents.DutyGrids), builder.Build());
    }

    /// <summary>Cell and duty grid of a place as of a day: for an old case the day on which it was seen, so that a re-division leaves it where it was.</summary>
    public Location Locate(Wgs84 place, DateOnly on) => new(cells.Find(place, on), dutyGrids.Find(place, on));
}
