using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Distance;
using Vertex = NetTopologySuite.Geometries.Coordinate;

namespace EdgeWatch.Geography.Coordinates;

/// <summary>The area that a city's registers belong to: what lies outside is refused, with the system that it was probably meant in.</summary>
public sealed class District
{
    private readonly IndexedPointInAreaLocator _area;
    private readonly IndexedFacetDistance _border;

    /// <param name="name">As reports call it.</param>
    /// <param name="division">Administrative division code, six digits (GB/T 2260); null where it is not known.</param>
    /// <param name="area">Polygon or multipolygon in degrees of WGS84, valid.</param>
    /// <exception cref="ArgumentException">The area is empty or no polygon.</exception>
    public District(string name, string? division, Geometry area)
    {
        if (area is not IPolygonal || area.IsEmpty)
            throw new ArgumentException($"the area of {name} is no polygon; draw its border as one", nameof(area));
        (Name, Division, Area) = (name, division, area);
        var centre = area.Envelope.Centroid;
        Plane = new LocalPlane(new Wgs84(centre.X, centre.Y, 0));
        var flat = Geometries.Map(area, Plane.ToPlane);
        _area = new IndexedPointInAreaLocator(flat);
        _border = new IndexedFacetDistance(flat.Boundary);
    }

    /// <summary>As reports call it.</summary>
    public string Name { get; }

    /// <summary>Administrative division code, six digits; null where it is not known.</summary>
    public string? Division { get; }

    /// <summary>The area in degrees of WGS84.</summary>
    public Geometry Area { get; }

    /// <summary>The plane in which distances and areas of this district are measured.</summary>
    public LocalPlane Plane { get; }

    /// <summary>Metres to the border for a place outside; 0 inside and on the border.</summary>
    public double MetresOutside(Wgs84 place)
    {
        var (east, north) = Plane.ToPlane(place.Lon, place.Lat);
        var vertex = new Vertex(east, north);
        return _area.Locate(vertex) == Location.Exterior ? _border.Distance(new Point(vertex)) : 0;
    }
}
