using EdgeWatch.EdgeAgent.Detectors;

namespace EdgeWatch.EdgeAgent.Settings;

/// <summary>A corner in picture coordinates, 0..1.</summary>
internal readonly record struct Corner(float X, float Y);

/// <summary>A simple polygon in picture coordinates: corners in order, either way round, need not be convex.</summary>
internal sealed class Polygon
{
    private readonly Corner[] _corners;

    public Polygon(params ReadOnlySpan<Corner> corners)
    {
        if (corners.Length < 3)
            throw new ArgumentException($"a polygon of {corners.Length} corners encloses nothing; give at least 3", nameof(corners));
        _corners = corners.ToArray();
        Area = AreaOf(_corners);
    }

    public IReadOnlyList<Corner> Corners => _corners;

    /// <summary>Share of the picture that it covers, 0..1.</summary>
    public float Area { get; }

    /// <summary>Reads corners as they stand in files and on the wire: pairs of [x, y].</summary>
    public static Polygon FromCorners(IEnumerable<IReadOnlyList<float>> corners) =>
        new([.. corners.Select(pair => pair.Count == 2
            ? new Corner(pair[0], pair[1])
            : throw new ArgumentException($"a corner of {pair.Count} numbers is no point; give [x, y]", nameof(corners)))]);

    /// <summary>Whether a point lies inside (even-odd rule).</summary>
    public bool Contains(float x, float y)
    {
        var inside = false;
        var previous = _corners[^1];
        foreach (var corner in _corners)
        {
            if (corner.Y > y != previous.Y > y && x < (previous.X - corner.X) * (y - corner.Y) / (previous.Y - corner.Y) + corner.X)
                inside = !inside;
            previous = corner;
        }

        return inside;
    }

    /// <summary>Area that polygon and box share: the polygon cut by the four edges of the box (Sutherland and Hodgman 1974).</summary>
    public float Overlap(in Box box)
    {
        // A cut of n corners leaves at most 3n/2 (every other corner outside), so four cuts leave at most 5.1n.
        var most = 6 * _corners.Length + 8;
        Span<Corner> first = most <= 512 ? stackalloc Corner[most] : new Corner[most];
        Span<Corner> second = most <= 512 ? stackalloc Corner[most] : new Corner[most];
        _corners.CopyTo(first);
        var count = Cut(first[.._corners.Length], second, 1, 0, box.X1);
        count = Cut(second[..count], first, -1, 0, -box.X2);
        count = Cut(first[..count], second, 0, 1, box.Y1);
        count = Cut(second[..count], first, 0, -1, -box.Y2);
        return count < 3 ? 0 : AreaOf(first[..count]);
    }

    /// <summary>Keeps what lies where <c>a·x + b·y ≥ limit</c>.</summary>
    private static int Cut(ReadOnlySpan<Corner> corners, Span<Corner> kept, float a, float b, float limit)
    {
        if (corners.IsEmpty)
            return 0;
        var count = 0;
        var previous = corners[^1];
        var before = a * previous.X + b * previous.Y - limit;
        foreach (var corner in corners)
        {
            var here = a * corner.X + b * corner.Y - limit;
            if (here >= 0 != before >= 0)
            {
                var at = before / (before - here);
                kept[count++] = new Corner(previous.X + at * (corner.X - previous.X), previous.Y + at * (corner.Y - previous.Y));
            }

            if (here >= 0)
                kept[count++] = corner;
            (previous, before) = (corner, here);
        }

        return count;
    }

    private static float AreaOf(ReadOnlySpan<Corner> corners)
    {
        var twice = 0f;
        var previous = corners[^1];
        foreach (var corner in corners)
        {
            twice += previous.X * corner.Y - corner.X * previous.Y;
            previous = corner;
        }

        return Math.Abs(twice) / 2;
    }
}
