using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.EdgeAgent.Stages;

namespace EdgeWatch.EdgeAgent.Backgrounds;

/// <summary>Knows unexplained things again from look to look by where they are, in the shape of tracks, so that occupancy is judged for them as for others.</summary>
internal sealed class StandingChanges
{
    /// <summary>Least overlap of one thing in two looks; its outline breathes more than a detector's box.</summary>
    private const float SameThing = 0.3f;

    /// <summary>Below this overlap with where it stood it has moved on.</summary>
    private const float Standing = 0.4f;

    /// <summary>Forgotten after both so many looks without it and so much observed time, as a track is.</summary>
    private const int LooksToForget = 6;
    private static readonly TimeSpan TimeToForget = TimeSpan.FromMinutes(1);

    private readonly List<Thing> _things = [];
    private long _lastId;

    public IReadOnlyList<Thing> Things => _things;

    /// <summary>Begins a look.</summary>
    public void Begin()
    {
        foreach (var thing in _things)
            thing.Seen = false;
    }

    /// <summary>Takes in one unexplained thing of the look in a zone; returns since when it has been there, in observed time.</summary>
    public TimeSpan See(string zone, in Detection detection, in Moment now)
    {
        Thing? best = null;
        var most = SameThing;
        foreach (var thing in _things)
        {
            if (!thing.Seen && thing.Zone == zone && thing.Latest.Box.IoU(detection.Box) is var overlap && overlap >= most)
                (best, most) = (thing, overlap);
        }

        if (best is null)
        {
            // Below zero, so that it is never mistaken for a track of the models' making.
            _things.Add(best = new Thing(--_lastId, zone, detection.Box, now.Observed));
        }

        best.See(detection, now, Standing);
        return best.Began;
    }

    /// <summary>Ends a look that could see.</summary>
    public void End(in Moment now)
    {
        for (var i = _things.Count - 1; i >= 0; i--)
        {
            var thing = _things[i];
            if (!thing.Seen && ++thing.Missed >= LooksToForget && now.Observed - thing.LastSeen >= TimeToForget)
                _things.RemoveAt(i);
        }
    }

    public void Clear() => _things.Clear();

    /// <summary>One unexplained thing.</summary>
    internal sealed class Thing(long id, string zone, Box anchor, TimeSpan began)
    {
        private Box _anchor = anchor;
        private int _stand;

        public string Zone => zone;

        public TimeSpan Began => began;

        public Detection Latest { get; private set; }

        public bool Seen { get; set; }

        public int Missed { get; set; }

        public TimeSpan LastSeen { get; private set; }

        public void See(in Detection detection, in Moment now, float standing)
        {
            (Latest, Seen, Missed, LastSeen) = (detection, true, 0, now.Observed);
            if (_anchor.IoU(detection.Box) < standing)
                (_anchor, _stand) = (detection.Box, _stand + 1);
        }

        public Track ToTrack() => new() { Id = id, Class = Latest.Class, Latest = Latest, Seen = Seen, Stand = _stand };
    }
}
