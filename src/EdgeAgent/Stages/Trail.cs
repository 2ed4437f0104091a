using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.Ingest.Video;

namespace EdgeWatch.EdgeAgent.Stages;

/// <summary>What the tracker remembers of one thing.</summary>
internal sealed class Trail
{
    /// <summary>Weight of the past in the vote on the class.</summary>
    private const float Memory = 0.8f;

    /// <summary>A thing whose box overlaps less than this with where it stood has moved on.</summary>
    private const float StandingOverlap = 0.4f;

    /// <summary>So many looks in a row in which its place shows something else, and another thing stands there: one alone may be headlights or a passer-by.</summary>
    private const int StrangeLooks = 2;

    private readonly long _id;
    private readonly Dictionary<string, float> _votes = new(StringComparer.Ordinal);
    private readonly Appearance _appearance = new();
    private float? _resemblance;
    private int _strange;
    private Box _anchor;
    private int _stand;
    private string _class;

    public Trail(long id, Detection first, in Moment now, Frame frame)
    {
        (_id, _anchor, _class) = (id, first.Box, first.Class);
        (Latest, Seen, LastSeen) = (first, true, now.Observed);
        _votes[first.Class] = first.Score;
        _appearance.Begin(frame, _anchor);
    }

    public Detection Latest { get; private set; }

    /// <summary>Whether the present look shows it.</summary>
    public bool Seen { get; private set; }

    /// <summary>Clear looks in a row that did not show it.</summary>
    public int Missed { get; set; }

    /// <summary>Observed camera time of the last look that showed it.</summary>
    public TimeSpan LastSeen { get; private set; }

    public void NextLook() => (Seen, _resemblance) = (false, null);

    public bool IsOf(string @class) => _class == @class || Latest.Class == @class;

    /// <summary>Whether the place where it stands looks as it did; asked for at most once a look.</summary>
    public bool LooksTheSame(Frame frame) => (_resemblance ??= _appearance.Compare(frame)) >= Appearance.Same;

    /// <summary>Whether what is detected where it stands may be it.</summary>
    public bool MayBe(Frame frame) => LooksTheSame(frame) || _strange + 1 < StrangeLooks;

    public void See(in Detection detection, in Moment now, Frame frame)
    {
        (Latest, Seen, Missed, LastSeen) = (detection, true, 0, now.Observed);
        if (_anchor.IoU(detection.Box) < StandingOverlap)
            Move(detection.Box, frame);
        else if (LooksTheSame(frame))
            Stay();
        else
            _strange++;
        foreach (var name in _votes.Keys)
            _votes[name] *= Memory;
        _votes[detection.Class] = _votes.GetValueOrDefault(detection.Class) + detection.Score;
        _class = _votes.MaxBy(vote => vote.Value).Key;
    }

    public Track ToTrack() => new() { Id = _id, Class = _class, Latest = Latest, Seen = Seen, Stand = _stand };

    private void Move(in Box place, Frame frame)
    {
        (_anchor, _stand, _strange) = (place, _stand + 1, 0);
        _appearance.Begin(frame, place);
    }

    private void Stay()
    {
        _strange = 0;
        _appearance.Renew();
    }
}
