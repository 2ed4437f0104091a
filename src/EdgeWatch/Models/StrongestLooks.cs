using EdgeWatch.EdgeAgent.Shadow;

namespace EdgeWatch.ModelCare;

/// <summary>Keeps the looks with the strongest differences, few of each kind, so that one thing that stands does not fill a report.</summary>
/// <param name="most">Looks in all.</param>
/// <param name="mostOfAKind">Looks whose strongest difference is of one class, one camera and one side.</param>
internal sealed class StrongestLooks<T>(int most = 24, int mostOfAKind = 3)
{
    private readonly List<(string Camera, ComparedBox Top, T Look)> _kept = [];

    /// <summary>What was kept, strongest first.</summary>
    public IEnumerable<T> Looks => _kept.OrderByDescending(kept => kept.Top.Strength).Select(kept => kept.Look);

    /// <summary>Offers a look; <paramref name="make"/> is asked for it only where it is kept.</summary>
    public void Offer(string camera, IReadOnlyList<ComparedBox> boxes, Func<T> make)
    {
        if (boxes.Count == 0 || boxes[0].By == SeenBy.Both)
            return;
        var top = boxes[0];
        var alike = _kept.Where(kept => kept.Camera == camera && kept.Top.Class == top.Class && kept.Top.By == top.By).ToArray();
        var rivals = alike.Length >= mostOfAKind ? alike : _kept.Count >= most ? [.. _kept] : [];
        if (rivals.Length > 0)
        {
            var weakest = rivals.MinBy(kept => kept.Top.Strength);
            if (weakest.Top.Strength >= top.Strength)
                return;
            _kept.Remove(weakest);
        }

        _kept.Add((camera, top, make()));
    }
}
