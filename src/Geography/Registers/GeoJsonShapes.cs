using System.Text.Json;
using NetTopologySuite.Geometries;
using Vertex = NetTopologySuite.Geometries.Coordinate;

namespace EdgeWatch.Geography.Registers;

/// <summary>GeoJSON geometries (RFC 7946). A third coordinate, the height, is left out.</summary>
internal static class GeoJsonShapes
{
    /// <summary>Reads one geometry object.</summary>
    /// <exception cref="FormatException">It is none; the message says why.</exception>
    public static Geometry Read(JsonElement geometry)
    {
        if (geometry.ValueKind != JsonValueKind.Object || !geometry.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String || !geometry.TryGetProperty("coordinates", out var coordinates))
            throw new FormatException("the geometry has no type and coordinates");
        try
        {
            return type.GetString() switch
            {
                "Point" => new Point(Position(coordinates)),
                "MultiPoint" => new MultiPoint([.. Items(coordinates).Select(item => new Point(Position(item)))]),
                "LineString" => new LineString(Positions(coordinates)),
                "MultiLineString" => new MultiLineString([.. Items(coordinates).Select(item => new LineString(Positions(item)))]),
                "Polygon" => Polygon(coordinates),
                "MultiPolygon" => new MultiPolygon([.. Items(coordinates).Select(Polygon)]),
                var other => throw new FormatException($"geometry '{other}' is not read here; write Point, LineString, Polygon or one of their Multi forms"),
            };
        }
        catch (ArgumentException error)
        {
            // NetTopologySuite's own checks: rings that do not close, lines of one point.
            throw new FormatException(error.Message, error);
        }
    }

    private static Polygon Polygon(JsonElement rings) =>
        Items(rings).Select(ring => new LinearRing(Positions(ring))).ToArray() is [var shell, .. var holes] ? new Polygon(shell, holes) : throw new FormatException("the polygon has no ring");

    private static Vertex[] Positions(JsonElement list) => [.. Items(list).Select(Position)];

    private static JsonElement.ArrayEnumerator Items(JsonElement list) =>
        list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : throw new FormatException($"there is {list.ValueKind} where a list of coordinates belongs");

    private static Vertex Position(JsonElement position) =>
        position.ValueKind == JsonValueKind.Array && position.GetArrayLength() >= 2 && position[0].ValueKind == JsonValueKind.Number && position[1].ValueKind == JsonValueKind.Number
            ? new Vertex(position[0].GetDouble(), position[1].GetDouble())
            : throw new FormatException($"'{position}' is no position [x, y]");
}
