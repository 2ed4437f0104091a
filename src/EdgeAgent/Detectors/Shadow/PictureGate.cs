namespace EdgeWatch.EdgeAgent.Shadow;

/// <summary>
/// Decides of which differences a picture is kept. What stands in the street makes the same difference look after look: the next picture of a class through a
/// camera is kept after a rest, or when it shows a clearly stronger difference.
/// </summary>
internal sealed class PictureGate(TimeProvider time)
{
    private const float Stronger = 0.1f;
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(10);
    private readonly Dictionary<(string Camera, string Class, SeenBy By), (long At, float Strength)> _kept = [];

    /// <summary>Whether a picture of this look is to be kept; counts it as kept if so.</summary>
    public bool Passes(string camera, IReadOnlyList<ComparedBox> boxes)
    {
        var passes = false;
        foreach (var box in boxes.Where(box => box.By != SeenBy.Both))
        {
            var key = (camera, box.Class, box.By);
            if (_kept.TryGetValue(key, out var last) && time.GetElapsedTime(last.At) < Rest && box.Strength < last.Strength + Stronger)
                continue;
            _kept[key] = (time.GetTimestamp(), box.Strength);
            passes = true;
        }

        return passes;
    }
}
