using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using EdgeWatch.Contracts;

namespace EdgeWatch.EdgeAgent.Options;

/// <summary>A point of the ground that the camera shows and whose place is known.</summary>
internal sealed record GroundPointOptions
{
    [Range(0.0, 1.0), Description("In the picture, 0 at its left and 1 at its right edge.")]
    public double X { get; init; }

    [Range(0.0, 1.0), Description("In the picture, 0 at its upper and 1 at its lower edge.")]
    public double Y { get; init; }

    [Range(-180.0, 180.0), Description("Longitude in degrees.")]
    public double Lon { get; init; }

    [Range(-90.0, 90.0), Description("Latitude in degrees.")]
    public double Lat { get; init; }

    [AllowedValues(CoordinateSystems.Wgs84, CoordinateSystems.Cgcs2000, CoordinateSystems.Gcj02), Description("Coordinate system: WGS84, CGCS2000 or GCJ-02.")]
    public string System { get; init; } = CoordinateSystems.Wgs84;

    [Range(0.01, 100.0), Description("Radius in metres within which the point lies: 0.05 as surveyed, 1 as read off a good map.")]
    public double ErrorRadius { get; init; } = 1;
}
