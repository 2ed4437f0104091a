using System.Globalization;
using EdgeWatch.EdgeAgent.Detectors;

namespace EdgeWatch.EdgeAgent.Rules;

/// <summary>
/// What is known of a registered thing at its place in the view as it is: only what was seen to lie there can be missing. Known once it was seen in
/// <paramref name="hits"/> of <paramref name="looks"/> looks that could see the place. A new view, and a restart of the agent, begin anew.
/// </summary>
internal sealed class RegisteredThing(int hits, int looks)
{
    /// <summary>Share of a new box that goes into the place.</summary>
    private const float Renewal = 0.2f;

    /// <summary>A thing whose box reaches this far into the place, as a share of it, may hide what lies there.</summary>
    private const float Touches = 0.1f;

    private readonly Queue<bool> _latest = new();
    private int _epoch;
    private long _seen;
    private DateTimeOffset _lastSeen;

    /// <summary>Where it lies; null until it was seen.</summary>
    public Box? Place { get; private set; }

    public bool IsKnown { get; private set; }

    /// <summary>"seen there in 57 looks before, last at 2026-03-02 08:09:10Z".</summary>
    public string Words => _seen == 0
        ? "not seen since the agent's start"
        : string.Create(CultureInfo.InvariantCulture, $"seen there in {_seen} looks before, last at {_lastSeen:u}");

    /// <summary>Begins a look; what was known of another view is forgotten.</summary>
    public void Begin(int epoch)
    {
        if (epoch == _epoch)
            return;
        _latest.Clear();
        (_epoch, _seen, Place, IsKnown) = (epoch, 0, null, false);
    }

    public void Seen(in Box box, DateTimeOffset at)
    {
        Place = Place is not { } place || place.IoU(box) < Touches ? box : new Box(
            place.X1 + Renewal * (box.X1 - place.X1),
            place.Y1 + Renewal * (box.Y1 - place.Y1),
            place.X2 + Renewal * (box.X2 - place.X2),
            place.Y2 + Renewal * (box.Y2 - place.Y2));
        (_seen, _lastSeen) = (_seen + 1, at);
        Take(true);
    }

    public void NotSeen() => Take(false);

    public bool IsTouchedBy(in Box box)
    {
        if (Place is not { } place)
            return false;
        var width = Math.Min(place.X2, box.X2) - Math.Max(place.X1, box.X1);
        var height = Math.Min(place.Y2, box.Y2) - Math.Max(place.Y1, box.Y1);
        return width > 0 && height > 0 && width * height >= Touches * place.Area;
    }

    private void Take(bool seen)
    {
        _latest.Enqueue(seen);
        while (_latest.Count > looks)
            _latest.Dequeue();
        if (!IsKnown)
            IsKnown = _latest.Count(one => one) >= hits;
    }
}
