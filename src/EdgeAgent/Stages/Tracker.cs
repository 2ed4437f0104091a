using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.EdgeAgent.Settings;

namespace EdgeWatch.EdgeAgent.Stages;

/// <summary>
/// Knows standing things again from look to look by where they are. At one look in ten seconds nothing that moves overlaps itself, so only what stays
/// keeps its id, and that is what the rules ask about. Weak detections carry on a track but never begin one (Zhang et al. 2022, ByteTrack).
/// </summary>
internal sealed class Tracker
{
    /// <summary>Least overlap with a thing of the same class, and of any class (a van that is a truck in the next look).</summary>
    private const float SameClassOverlap = 0.3f;
    private const float AnyClassOverlap = 0.5f;

    /// <summary>A thing whose box overlaps less than this with where it stood has moved on.</summary>
    private const float StandingOverlap = 0.4f;

    /// <summary>Share of the threshold that carries a track on.</summary>
    private const float CarriesOn = 0.5f;

    /// <summary>A thing hidden behind a bus is still there: it is forgotten after both so many clear looks and so much observed time.</summary>
    private const int LooksToForget = 6;
    private static readonly TimeSpan TimeToForget = TimeSpan.FromMinutes(1);

    private readonly List<Trail> _trails = [];
    private readonly List<(float Overlap, int Trail, int Detection)> _pairs = [];
    private long _lastId;

    /// <summary>Takes in one clear look.</summary>
    /// <param name="detections">Every detection above the models' floor.</param>
    /// <param name="now">Camera time of the look.</param>
    /// <param name="thresholds">Thresholds in force.</param>
    public IReadOnlyList<Track> Update(IReadOnlyList<Detection> detections, in Moment now, ScoreThresholds thresholds)
    {
        var at = now.At;
        var limits = new float[detections.Count];
        for (var i = 0; i < limits.Length; i++)
            limits[i] = thresholds.For(detections[i].Class, at);
        foreach (var trail in _trails)
            trail.Seen = false;
        var taken = new bool[detections.Count];
        Match(detections, limits, taken, now, SameClassOverlap, sameClass: true);
        Match(detections, limits, taken, now, AnyClassOverlap, sameClass: false);
        for (var i = 0; i < taken.Length; i++)
        {
            if (!taken[i] && detections[i].Score >= limits[i])
                _trails.Add(new Trail(++_lastId, detections[i], now));
        }

        var observed = now.Observed;
        _trails.RemoveAll(trail => !trail.Seen && ++trail.Missed >= LooksToForget && observed - trail.LastSeen >= TimeToForget);
        return Current();
    }

    /// <summary>The tracks as they are when a look showed nothing of them.</summary>
    public IReadOnlyList<Track> Unseen()
    {
        foreach (var trail in _trails)
            trail.Seen = false;
        return Current();
    }

    private void Match(IReadOnlyList<Detection> detections, float[] limits, bool[] taken, in Moment now, float least, bool sameClass)
    {
        _pairs.Clear();
        for (var t = 0; t < _trails.Count; t++)
        {
            for (var d = 0; d < taken.Length; d++)
            {
                if (_trails[t].Seen || taken[d] || detections[d].Score < CarriesOn * limits[d] || sameClass && !_trails[t].IsOf(detections[d].Class))
                    continue;
                var overlap = _trails[t].Latest.Box.IoU(detections[d].Box);
                if (overlap >= least)
                    _pairs.Add((overlap, t, d));
            }
        }

        _pairs.Sort(static (one, other) => other.Overlap.CompareTo(one.Overlap));
        foreach (var (_, t, d) in _pairs)
        {
            if (_trails[t].Seen || taken[d])
                continue;
            _trails[t].See(detections[d], now);
            taken[d] = true;
        }
    }

    private Track[] Current() => [.. _trails.Select(trail => trail.ToTrack())];

    private sealed class Trail
    {
        /// <summary>Weight of the past in the vote on the class.</summary>
        private const float Memory = 0.8f;

        private readonly long _id;
        private readonly Dictionary<string, float> _votes = new(StringComparer.Ordinal);
        private Box _anchor;
        private int _stand;
        private string _class;

        public Trail(long id, Detection first, in Moment now)
        {
            (_id, _anchor, _class) = (id, first.Box, first.Class);
            See(first, now);
        }

        public Detection Latest { get; private set; }

        public bool Seen { get; set; }

        public int Missed { get; set; }

        public TimeSpan LastSeen { get; private set; }

        public bool IsOf(string @class) => _class == @class || Latest.Class == @class;

        public void See(in Detection detection, in Moment now)
        {
            (Latest, Seen, Missed, LastSeen) = (detection, true, 0, now.Observed);
            if (_anchor.IoU(detection.Box) < StandingOverlap)
                (_anchor, _stand) = (detection.Box, _stand + 1);
            foreach (var name in _votes.Keys)
                _votes[name] *= Memory;
            _votes[detection.Class] = _votes.GetValueOrDefault(detection.Class) + detection.Score;
            _class = _votes.MaxBy(vote => vote.Value).Key;
        }

        public Track ToTrack() => new() { Id = _id, Class = _class, Latest = Latest, Seen = Seen, Stand = _stand };
    }
}
