using System.Text.Json;
using EdgeWatch.Geography.Coordinates;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Union;
using NetTopologySuite.Operation.Valid;

namespace EdgeWatch.Geography.Registers;

/// <summary>Reads a district's border from GeoJSON: its polygons together, in WGS84 or the system that <c>crs</c> states.</summary>
public static class DistrictFile
{
    /// <param name="path">FeatureCollection of polygons; a feature's <c>name</c> and <c>id</c> (division code, six digits) name the district.</param>
    /// <exception cref="RegisterException">The file is missing, holds no sound polygon, or states an unknown system.</exception>
    public static District Read(string path)
    {
        using var source = RegisterKinds.Open(path);
        var system = ReferenceSystems.Wgs84;
        if (source.StatedSystem is { } stated && (!ReferenceSystems.TryFind(stated, out var known, out var remedy) || (system = known) is null))
            throw new RegisterException($"{path}: no known reference system '{stated}'; {remedy}");
        var areas = new List<Geometry>();
        string? name = null;
        string? division = null;
        foreach (var row in source.Rows())
        {
            if (row.Trouble is { } trouble)
                throw new RegisterException($"{path}:{row.Line}: {trouble}");
            if (row.Shape is not IPolygonal || row.Shape.IsEmpty)
                throw new RegisterException($"{path}:{row.Line}: the border of a district is a Polygon or MultiPolygon, this is {row.Shape?.GeometryType ?? "nothing"}");
            if (new IsValidOp(row.Shape).ValidationError is { } fault)
                throw new RegisterException($"{path}:{row.Line}: the border is not sound at {fault.Coordinate} ({fault.Message}); draw it so that it touches itself nowhere");
            name ??= row[Column.Name];
            division ??= row[Column.Id] is { Length: 6 } id && !id.AsSpan().ContainsAnyExceptInRange('0', '9') ? id : null;
            areas.Add(Geometries.Map(row.Shape, (x, y) => system.ToWgs84(x, y) is { } place
                ? (place.Lon, place.Lat)
                : throw new RegisterException($"{path}:{row.Line}: {x}, {y} is no coordinate of {system}; state the system in 'crs', or convert to WGS84")));
        }

        if (areas.Count == 0)
            throw new RegisterException($"{path} has no polygon: write the border of the district as one");
        return new District(name ?? Path.GetFileNameWithoutExtension(path), division, UnaryUnionOp.Union(areas));
    }
}
