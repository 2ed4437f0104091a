using NetTopologySuite.Geometries;

namespace EdgeWatch.Geography.Index;

/// <summary>A polygon or multipolygon as flat arrays, for point-in-polygon tests: 16 bytes a vertex.</summary>
internal sealed class PackedArea
{
    private readonly double[] _x;
    private readonly double[] _y;

    /// <summary>Where each ring ends in the arrays.</summary>
    private readonly int[] _ends;

    public PackedArea(Geometry area)
    {
        var rings = RingsOf(area).ToArray();
        _x = new double[rings.Sum(ring => ring.NumPoints)];
        _y = new double[_x.Length];
        _ends = new int[rings.Length];
        var next = 0;
        for (var ring = 0; ring < rings.Length; ring++)
        {
            var corners = rings[ring].CoordinateSequence;
            for (var corner = 0; corner < corners.Count; corner++, next++)
                (_x[next], _y[next]) = (corners.GetX(corner), corners.GetY(corner));
            _ends[ring] = next;
        }
    }

    /// <summary>The box around it.</summary>
    public Envelope Bounds => new(_x.Min(), _x.Max(), _y.Min(), _y.Max());

    /// <summary>Its rings, each corner as x and y; the last corner is the first.</summary>
    public IReadOnlyList<IReadOnlyList<double[]>> Rings() =>
        [.. _ends.Select((end, ring) => (IReadOnlyList<double[]>)[.. Enumerable.Range(ring == 0 ? 0 : _ends[ring - 1], end - (ring == 0 ? 0 : _ends[ring - 1])).Select(corner => new[] { _x[corner], _y[corner] })])];

    /// <summary>
    /// Even-odd crossing count of a ray to the east over all rings, so that holes and parts need no special case. An edge counts its lower end and not its upper one: of two
    /// areas that share an edge, a point on it belongs to exactly one.
    /// </summary>
    public bool Contains(double x, double y)
    {
        var inside = false;
        var start = 0;
        foreach (var end in _ends)
        {
            for (var corner = start + 1; corner < end; corner++)
            {
                var (x1, y1, x2, y2) = (_x[corner - 1], _y[corner - 1], _x[corner], _y[corner]);
                if (y1 > y != y2 > y && x < ((x2 - x1) * (y - y1) / (y2 - y1)) + x1)
                    inside = !inside;
            }

            start = end;
        }

        return inside;
    }

    private static IEnumerable<LinearRing> RingsOf(Geometry area)
    {
        for (var part = 0; part < area.NumGeometries; part++)
        {
            if (area.GetGeometryN(part) is not Polygon polygon)
                continue;
            yield return (LinearRing)polygon.ExteriorRing;
            foreach (var hole in polygon.InteriorRings)
                yield return (LinearRing)hole;
        }
    }
}
