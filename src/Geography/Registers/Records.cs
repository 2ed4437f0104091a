using EdgeWatch.Geography.Coordinates;
using NetTopologySuite.Geometries;

namespace EdgeWatch.Geography.Registers;

/// <summary>Days on which an entry holds. A re-division ends some cells and begins others, and old cases keep the cells they were in.</summary>
/// <param name="From">First day; null: since ever.</param>
/// <param name="Until">First day on which it no longer holds; null: still holds.</param>
public readonly record struct Validity(DateOnly? From, DateOnly? Until)
{
    /// <summary>Whether the entry holds on the day.</summary>
    public bool Holds(DateOnly on) => (From is not { } from || on >= from) && (Until is not { } until || on < until);

    /// <summary>Whether there is a day on which both hold.</summary>
    public bool Overlaps(Validity other) =>
        (From is not { } from || other.Until is not { } otherUntil || from < otherUntil) && (other.From is not { } otherFrom || Until is not { } until || otherFrom < until);
}

/// <summary>A component (部件) of a register that passed its checks.</summary>
/// <param name="Id">As the register gives it; by the standards 16 digits, since 2026 17.</param>
/// <param name="Class">Class code, digits only: <c>0101</c>, <c>01001</c>; empty where neither the register nor the id tells it.</param>
/// <param name="Place">Where it stands.</param>
/// <param name="Valid">When it holds.</param>
public sealed record ComponentRecord(string Id, string Class, Wgs84 Place, Validity Valid)
{
    /// <summary>Its name, such as 雨水井盖; null where none is given.</summary>
    public string? Name { get; init; }

    /// <summary>The unit grid cell that the register states.</summary>
    public string? Cell { get; init; }

    /// <summary>Where it stands, in words.</summary>
    public string? Address { get; init; }

    /// <summary>Who answers for it.</summary>
    public string? Department { get; init; }
}

/// <summary>A sensor of a register that passed its checks.</summary>
/// <param name="Id">Device id, such as a LoRaWAN DevEUI.</param>
/// <param name="Component">The component it is mounted on; null where it watches none.</param>
/// <param name="Place">Its own place, or its component's.</param>
/// <param name="Valid">When it holds.</param>
public sealed record SensorRecord(string Id, string? Component, Wgs84 Place, Validity Valid)
{
    /// <summary>Make and model, which choose its decoder.</summary>
    public string? Make { get; init; }

    /// <summary>Metres from the sensor to the bottom of what it measures into; null where none is given.</summary>
    public double? MountingHeight { get; init; }
}

/// <summary>A cell or duty grid of a register that passed its checks.</summary>
/// <param name="Id">As the register gives it; a unit grid cell has 15 characters.</param>
/// <param name="Area">Polygon or multipolygon in degrees of WGS84, valid.</param>
/// <param name="Valid">When it holds.</param>
public sealed record GridRecord(string Id, Geometry Area, Validity Valid)
{
    /// <summary>Its name; null where none is given.</summary>
    public string? Name { get; init; }

    /// <summary>Who answers for it.</summary>
    public string? Department { get; init; }
}
