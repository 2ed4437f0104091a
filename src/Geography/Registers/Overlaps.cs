using EdgeWatch.Geography.Coordinates;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;

namespace EdgeWatch.Geography.Registers;

/// <summary>Finds pairs of areas that hold at one time and overlap by more than a sliver.</summary>
internal static class Overlaps
{
    /// <summary>Each pair once, with the square metres that both have and their share of the smaller.</summary>
    public static IEnumerable<(int Earlier, int Later, double Shared, double Share)> Find(IReadOnlyList<GridRecord> grids, double tolerance)
    {
        if (grids.Count < 2)
            yield break;
        var centre = grids[0].Area.EnvelopeInternal.Centre;
        var plane = new LocalPlane(new Wgs84(centre.X, centre.Y, 0));
        var flat = grids.Select(grid => Geometries.Map(grid.Area, plane.ToPlane)).ToArray();
        var tree = new STRtree<int>();
        for (var index = 0; index < flat.Length; index++)
            tree.Insert(flat[index].EnvelopeInternal, index);

        for (var later = 0; later < flat.Length; later++)
        {
            foreach (var earlier in tree.Query(flat[later].EnvelopeInternal).Where(other => other < later).Order())
            {
                if (grids[earlier].Valid.Overlaps(grids[later].Valid) && Shared(flat[earlier], flat[later]) is { } shared && shared > tolerance)
                    yield return (earlier, later, shared, shared / Math.Min(flat[earlier].Area, flat[later].Area));
            }
        }
    }

    /// <summary>Square metres that both have; null where they only touch.</summary>
    private static double? Shared(Geometry one, Geometry other) =>
        one.EnvelopeInternal.Intersects(other.EnvelopeInternal) && !one.Touches(other) ? OverlayNGRobust.Overlay(one, other, SpatialFunction.Intersection).Area : null;
}
