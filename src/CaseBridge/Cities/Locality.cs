using EdgeWatch.Geography.Coordinates;
using EdgeWatch.Geography.Index;

namespace EdgeWatch.CaseBridge.Cities;

/// <summary>What a bridge knows of its city.</summary>
/// <param name="City">The profile; null where none is configured.</param>
/// <param name="Places">The registers; null where none are configured.</param>
internal sealed record Locality(City? City, PlaceIndex? Places)
{
    /// <summary>The area that the city's cases lie in; null where none is configured.</summary>
    public District? District { get; init; }

    /// <summary>Tells registers apart from others: a digest of their files, empty without any.</summary>
    public string Digest { get; init; } = "";

    /// <summary>Nothing is configured.</summary>
    public static Locality Unknown { get; } = new(null, null);
}
