using EdgeWatch.EdgeAgent.Detectors;

namespace EdgeWatch.EdgeAgent.Rules;

/// <summary>Where something showed in the latest looks. What a rule asks k times for must be k times at one place: a heap of refuse does not wander, a rider does.</summary>
internal sealed class PlaceWindow
{
    /// <summary>Least overlap of two boxes of one thing that stays; low, because a heap's box breathes from look to look.</summary>
    private const float SamePlace = 0.3f;

    private readonly Queue<Box[]> _looks = new();

    /// <summary>Adds what a look that could tell shows; forgets all but the last <paramref name="looks"/>.</summary>
    public void Add(Box[] boxes, int looks)
    {
        _looks.Enqueue(boxes);
        while (_looks.Count > looks)
            _looks.Dequeue();
    }

    /// <summary>In how many of the looks something showed where one of these boxes is.</summary>
    public int MostAt(ReadOnlySpan<Box> boxes)
    {
        var most = 0;
        foreach (var box in boxes)
        {
            var count = 0;
            foreach (var look in _looks)
                count += Shows(look, box) ? 1 : 0;
            most = Math.Max(most, count);
        }

        return most;
    }

    public void Clear() => _looks.Clear();

    private static bool Shows(Box[] look, in Box box)
    {
        foreach (var other in look)
        {
            if (box.IoU(other) >= SamePlace)
                return true;
        }

        return false;
    }
}
