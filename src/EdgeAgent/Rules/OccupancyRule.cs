using System.Globalization;
using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Backgrounds;
using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.EdgeAgent.Findings;
using EdgeWatch.EdgeAgent.Options;
using EdgeWatch.EdgeAgent.Settings;
using EdgeWatch.EdgeAgent.Stages;

namespace EdgeWatch.EdgeAgent.Rules;

/// <summary>
/// Something stands in the zone for the dwell time: one and the same thing, seen in at least the hit ratio of the looks. Traffic that flows through the zone
/// is a different thing in every look and never stands; a look in which traffic hides a standing thing could not tell. One finding per zone, however many things stand there; it clears when what stood is gone and
/// nothing else has stood for the dwell time.
/// </summary>
internal sealed class OccupancyRule(string zone, RuleOptions options) : IRule<Scene>
{
    /// <summary>Fewer looks prove nothing, whatever their share.</summary>
    private const int FewestFor = 3;

    /// <summary>Seen twice where it stood: worth looking more often.</summary>
    private const int SuspiciousFor = 2;

    /// <summary>Least overlap with what stood when the finding opened, where the track is not known any more (after a restart).</summary>
    private const float SamePlace = 0.5f;

    private readonly Dictionary<long, Standing> _standing = [];
    private readonly ClearWatch _watch = new(options.ClearAfter, 1 - options.HitRatio);
    private readonly string _asked = $"one of {string.Join(", ", options.Classes)} for {options.Dwell:c} in {options.HitRatio:P0} of the looks";
    private Held _held;
    private (long Track, Box Box) _subject;

    public Ruling Judge(Scene scene, OpenFinding? open)
    {
        var now = scene.Moment;
        if (scene.Visibility != Visibility.Clear)
        {
            foreach (var thing in _standing.Values)
                thing.Window.Add(now, Vote.Blind);
            if (open is not null)
                _watch.Vote(now, Vote.Blind);
            return Ruling.Unchanged;
        }

        Follow(scene, now, scene.Settings.Thresholds);
        return open is null ? JudgeClosed(now) : JudgeOpen(scene, open);
    }

    private void Follow(Scene scene, in Moment now, ScoreThresholds thresholds)
    {
        foreach (var thing in _standing.Values)
            thing.Present = false;
        foreach (var (track, inside, cover) in scene.In(zone).Things)
        {
            if (!inside || !options.Classes.Contains(track.Class, StringComparer.Ordinal))
                continue;
            var threshold = thresholds.For(track.Class, now.At);
            var hit = track.Seen && track.Score >= threshold;
            if (!_standing.TryGetValue(track.Id, out var thing) || thing.Track.Stand != track.Stand)
            {
                if (!hit)
                    continue;
                _standing[track.Id] = thing = new Standing(now);
            }

            var hidden = !hit && Occlusion.Hides(scene, track.Box, track.Id);
            (thing.Track, thing.Threshold, thing.Present, thing.Hit, thing.Hidden, thing.Cover) = (track, threshold, true, hit, hidden, cover);
            thing.Window.Add(now, hit ? Vote.For : hidden ? Vote.Blind : Vote.Against);
            thing.Window.KeepSpan(now, options.Dwell);
        }

        foreach (var (id, thing) in _standing)
        {
            if (!thing.Present)
                _standing.Remove(id);
        }
    }

    private Ruling JudgeClosed(in Moment now)
    {
        Standing? longest = null;
        var suspicious = false;
        foreach (var thing in _standing.Values)
        {
            suspicious |= thing.Window.For >= SuspiciousFor;
            if (thing.Hit && (longest is null || Better(thing, longest, now)))
                longest = thing;
        }

        if (longest is null)
            return suspicious ? Ruling.Unchanged : Ruling.Quiet;
        (_held, _subject) = (longest.Held, (longest.Track.Id, longest.Track.Box));
        if (HasStood(longest, now))
            return Rule(Condition.Holds, now, longest, longest.Window);
        return suspicious ? Rule(Condition.Suspected, now, longest, longest.Window) : Ruling.Quiet;
    }

    private Ruling JudgeOpen(Scene scene, OpenFinding open)
    {
        var now = scene.Moment;
        if (_watch.Begins(open, now) && _held.Since != open.Since)
            _held = Held.Restored(open, now);
        Standing? supporting = null;
        var hidden = false;
        foreach (var thing in _standing.Values)
        {
            hidden |= thing.Hidden && IsSubject(thing.Track, open);
            if (thing.Hit && (IsSubject(thing.Track, open) || HasStood(thing, now)) && (supporting is null || Better(thing, supporting, now)))
                supporting = thing;
        }

        if (supporting is not null)
            _subject = (supporting.Track.Id, supporting.Track.Box);
        var condition = _watch.Vote(now, supporting is not null ? Vote.For : hidden ? Vote.Blind : Vote.Against);
        return Rule(condition, now, supporting, _watch.Window);
    }

    private bool IsSubject(Track track, OpenFinding open)
    {
        if (track.Id == _subject.Track || track.Box.IoU(_subject.Box) >= SamePlace)
            return true;
        foreach (var subject in open.Subjects)
        {
            if (track.Box.IoU(new Box(subject.X1, subject.Y1, subject.X2, subject.Y2)) >= SamePlace)
                return true;
        }

        return false;
    }

    private bool HasStood(Standing thing, in Moment now) =>
        thing.Held.Dwell(now) >= options.Dwell && thing.Window.For >= FewestFor && thing.Window.ShareFor >= options.HitRatio;

    private bool Better(Standing one, Standing other, in Moment now) =>
        HasStood(one, now) != HasStood(other, now) ? HasStood(one, now) : one.Held.ObservedThen < other.Held.ObservedThen;

    private Ruling Rule(Condition condition, in Moment now, Standing? thing, LookWindow window) => new()
    {
        Condition = condition,
        Since = _held.Since,
        Subjects = thing is null ? [] : [Ruling.SubjectOf(thing.Track)],
        Score = thing?.Track.Score ?? 0,
        Threshold = thing?.Threshold ?? 0,
        Confidence = Ruling.Odds(window.For, window.Against),
        Judgement = new Judgement
        {
            Rule = options.Rule,
            Zone = zone,
            LooksFor = window.For,
            LooksAgainst = window.Against,
            LooksBlind = window.Blind,
            Dwell = _held.Dwell(now),
            Gaps = _held.Gaps(now),
            Asked = _asked,
            Found = thing is null ? null : Words(thing),
        },
    };

    private string? Words(Standing thing) => thing.Track.Class != KnownClasses.Unexplained
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"unexplained object, {100 * thing.Cover:0} % of the zone, since {_held.Since:u}");

    /// <summary>One thing while it stays where it is.</summary>
    private sealed class Standing(in Moment began)
    {
        public Held Held { get; } = Held.From(began);

        public LookWindow Window { get; } = new();

        public Track Track { get; set; } = null!;

        public float Threshold { get; set; }

        public bool Present { get; set; }

        public bool Hit { get; set; }

        /// <summary>Whether traffic stands before it in this look.</summary>
        public bool Hidden { get; set; }

        /// <summary>Share of the zone that it covers, 0..1.</summary>
        public float Cover { get; set; }
    }
}
