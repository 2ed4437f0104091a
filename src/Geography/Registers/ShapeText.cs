using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using Vertex = NetTopologySuite.Geometries.Coordinate;

namespace EdgeWatch.Geography.Registers;

/// <summary>Geometry in a cell of a table: well-known text, or the plain list <c>118.58,24.81;118.59,24.81;…</c> that many exports write.</summary>
internal static class ShapeText
{
    private static readonly char[] Between = [',', ' ', '\t'];

    public static bool TryParse(string text, out Geometry? shape, out string? trouble)
    {
        (shape, trouble) = (null, null);
        try
        {
            shape = char.IsAsciiLetter(text[0]) ? new WKTReader().Read(text) : Ring(text);
            return true;
        }
        catch (Exception error) when (error is ParseException or ArgumentException or FormatException or InvalidOperationException)
        {
            trouble = $"the shape cannot be read ({error.Message}); write POLYGON((x y, x y, …)), or x,y;x,y;… with at least three corners";
            return false;
        }
    }

    private static Polygon Ring(string text)
    {
        var corners = text.Split([';', '；', '|'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Corner).ToList();
        if (corners.Count > 0 && !corners[0].Equals2D(corners[^1]))
            corners.Add(corners[0].Copy());
        return new Polygon(new LinearRing([.. corners]));
    }

    private static Vertex Corner(string text) =>
        text.Split(Between, StringSplitOptions.RemoveEmptyEntries) is [var x, var y, ..] && Coordinates.CoordinateText.TryParse(x, out var lon) && Coordinates.CoordinateText.TryParse(y, out var lat)
            ? new Vertex(lon, lat)
            : throw new FormatException($"'{text}' is no corner");
}
