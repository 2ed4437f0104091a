using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.Ingest.Video;

namespace EdgeWatch.EdgeAgent.Stages;

/// <summary>
/// Knows standing things again from look to look by where they are and by how that place looks. At one look in ten seconds nothing that moves overlaps itself,
/// so only what stays keeps its id, and that is what the rules ask about; where traffic is dense, another thing may be in the same place in the next look, and
/// its <see cref="Appearance"/> tells. Weak detections carry on a track but never begin one (Zhang et al. 2022, ByteTrack).
/// </summary>
internal sealed class Tracker
{
    /// <summary>Least overlap with a thing of the same class, and of any class (a van that is a truck in the next look).</summary>
    private const float SameClassOverlap = 0.3f;
    private const float AnyClassOverlap = 0.5f;

    /// <summary>Share of the threshold that carries a track on.</summary>
    private const float CarriesOn = 0.5f;

    /// <summary>A thing hidden behind a bus is still there: it is forgotten after both so many clear looks and so much observed time.</summary>
    private const int LooksToForget = 6;
    private static readonly TimeSpan TimeToForget = TimeSpan.FromMinutes(1);

    private readonly List<Trail> _trails = [];
    private readonly List<(float Fit, int Trail, int Detection)> _pairs = [];
    private long _lastId;

    /// <summary>Takes in one clear look.</summary>
    /// <param name="detections">Every detection above the models' floor.</param>
    /// <param name="now">Camera time of the look.</param>
    /// <param name="look">The picture, and the settings in force.</param>
    public IReadOnlyList<Track> Update(IReadOnlyList<Detection> detections, in Moment now, Look look)
    {
        var (at, thresholds, frame) = (now.At, look.Settings.Thresholds, look.Frame);
        var limits = new float[detections.Count];
        for (var i = 0; i < limits.Length; i++)
            limits[i] = thresholds.For(detections[i].Class, at);
        foreach (var trail in _trails)
            trail.NextLook();
        var taken = new bool[detections.Count];
        Match(new Sight(detections, limits, taken, frame), now, SameClassOverlap, sameClass: true);
        Match(new Sight(detections, limits, taken, frame), now, AnyClassOverlap, sameClass: false);
        for (var i = 0; i < taken.Length; i++)
        {
            if (!taken[i] && detections[i].Score >= limits[i])
                _trails.Add(new Trail(++_lastId, detections[i], now, frame));
        }

        var observed = now.Observed;
        _trails.RemoveAll(trail => !trail.Seen && ++trail.Missed >= LooksToForget && observed - trail.LastSeen >= TimeToForget);
        return Current();
    }

    /// <summary>The tracks as they are when a look showed nothing of them.</summary>
    public IReadOnlyList<Track> Unseen()
    {
        foreach (var trail in _trails)
            trail.NextLook();
        return Current();
    }

    /// <summary>Gives each trail the detection that fits best: one whose place looks as it did goes before one whose place does not, then the greater overlap.</summary>
    private void Match(in Sight sight, in Moment now, float least, bool sameClass)
    {
        var (detections, limits, taken, frame) = sight;
        _pairs.Clear();
        for (var t = 0; t < _trails.Count; t++)
        {
            var trail = _trails[t];
            for (var d = 0; d < taken.Length; d++)
            {
                if (trail.Seen || taken[d] || detections[d].Score < CarriesOn * limits[d] || sameClass && !trail.IsOf(detections[d].Class))
                    continue;
                var overlap = trail.Latest.Box.IoU(detections[d].Box);
                if (overlap >= least && trail.MayBe(frame))
                    _pairs.Add((trail.LooksTheSame(frame) ? 1 + overlap : overlap, t, d));
            }
        }

        _pairs.Sort(static (one, other) => other.Fit.CompareTo(one.Fit));
        foreach (var (_, t, d) in _pairs)
        {
            if (_trails[t].Seen || taken[d])
                continue;
            _trails[t].See(detections[d], now, frame);
            taken[d] = true;
        }
    }

    private Track[] Current() => [.. _trails.Select(trail => trail.ToTrack())];

    /// <summary>One look: what is seen, the thresholds of each, which of it belongs to a trail already, and the picture.</summary>
    private readonly record struct Sight(IReadOnlyList<Detection> Detections, float[] Limits, bool[] Taken, Frame Frame);
}
