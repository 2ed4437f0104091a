using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.EdgeAgent.Findings;
using EdgeWatch.EdgeAgent.Options;
using EdgeWatch.EdgeAgent.Stages;

namespace EdgeWatch.EdgeAgent.Rules;

/// <summary>
/// Something shows at one place in k of the last n looks that could tell: an overflowing bin, refuse, an open hole. It is gone when for the clearing time fewer than k
/// of n did, and an open one is held by a slightly lower score, so that a score at the threshold does not open and clear in turn. Looks in which a person or vehicle stands before
/// it could not tell; what lies within the outline of one, such as a rider's luggage, is theirs.
/// </summary>
internal sealed class StateRule(string zone, RuleOptions options) : IRule<Scene>
{
    /// <summary>Share of the threshold that holds an open finding.</summary>
    private const float Holding = 0.8f;

    private const int FewestAgainst = 2;

    /// <summary>Looks from before a gap as long as this say nothing of now.</summary>
    private static readonly TimeSpan LongestGap = TimeSpan.FromMinutes(15);

    private readonly LookWindow _window = new();
    private readonly PlaceWindow _places = new();
    private readonly string _asked = $"{string.Join(", ", options.Classes)} in {options.Hits} of {options.Looks} looks";
    private Held? _held;
    private Guid _incident;
    private TimeSpan _lastHeld;
    private TimeSpan _gaps;
    private int _againstSince;

    public Ruling Judge(Scene scene, OpenFinding? open)
    {
        var now = scene.Moment;
        if (scene.Visibility != Visibility.Clear)
        {
            _window.Add(now, Vote.Blind);
            return Ruling.Unchanged;
        }

        if (open is null && now.Gaps - _gaps >= LongestGap)
            Forget();
        _gaps = now.Gaps;
        var seen = See(scene, open is null ? 1 : Holding);
        if (!seen.Hit && IsHidden(scene, open))
        {
            _window.Add(now, Vote.Blind);
            return Ruling.Unchanged;
        }

        _window.Add(now, seen.Hit ? Vote.For : Vote.Against);
        _window.KeepLooks(options.Looks);
        _places.Add(seen.Boxes, options.Looks);
        return open is null ? JudgeClosed(now, seen) : JudgeOpen(now, seen, open);
    }

    private Ruling JudgeClosed(in Moment now, in Sight seen)
    {
        if (_window.For == 0)
        {
            _held = null;
            return Ruling.Quiet;
        }

        _held ??= Held.From(now);
        return Rule(seen.Hit && _places.MostAt(seen.Boxes) >= options.Hits ? Condition.Holds : Condition.Suspected, now, seen);
    }

    private Ruling JudgeOpen(in Moment now, in Sight seen, OpenFinding open)
    {
        if (open.Incident != _incident)
        {
            (_incident, _lastHeld, _againstSince) = (open.Incident, now.Observed, 0);
            if (_held?.Since != open.Since)
                _held = Held.Restored(open, now);
        }

        if (_places.MostAt(seen.Boxes) >= options.Hits)
            (_lastHeld, _againstSince) = (now.Observed, 0);
        if (!seen.Hit)
            _againstSince++;
        var gone = !seen.Hit && _againstSince >= FewestAgainst && now.Observed - _lastHeld >= options.ClearAfter;
        var ruling = Rule(gone ? Condition.Gone : seen.Hit ? Condition.Holds : Condition.Fading, now, seen);
        if (gone)
            Forget();
        return ruling;
    }

    private void Forget()
    {
        _window.Clear();
        _places.Clear();
        _held = null;
    }

    private static bool IsHidden(Scene scene, OpenFinding? open)
    {
        if (open is null)
            return false;
        foreach (var subject in open.Subjects)
        {
            if (Occlusion.Hides(scene, new Box(subject.X1, subject.Y1, subject.X2, subject.Y2)))
                return true;
        }

        return false;
    }

    private Sight See(Scene scene, float share)
    {
        var (best, threshold, least) = (0f, 0f, 1f);
        List<Subject>? subjects = null;
        List<Box>? boxes = null;
        foreach (var name in options.Classes)
            least = Math.Min(least, scene.Settings.Thresholds.For(name, scene.Moment.At));
        foreach (var (track, inside, _) in scene.In(zone).Things)
        {
            if (!inside || !track.Seen || !options.Classes.Contains(track.Latest.Class, StringComparer.Ordinal))
                continue;
            var asked = scene.Settings.Thresholds.For(track.Latest.Class, scene.Moment.At);
            if (track.Score < share * asked || Occlusion.IsPartOf(scene, track))
                continue;
            (subjects ??= []).Add(Ruling.SubjectOf(track));
            (boxes ??= []).Add(track.Latest.Box);
            if (track.Score > best)
                (best, threshold) = (track.Score, asked);
        }

        return new Sight(subjects is not null, best, subjects is null ? least : threshold, subjects ?? [], boxes?.ToArray() ?? []);
    }

    private Ruling Rule(Condition condition, in Moment now, in Sight seen) => new()
    {
        Condition = condition,
        Since = _held!.Value.Since,
        Subjects = seen.Subjects,
        Score = seen.Score,
        Threshold = seen.Threshold,
        Confidence = Ruling.Odds(_window.For, _window.Against),
        Judgement = new Judgement
        {
            Rule = options.Rule,
            Zone = zone,
            LooksFor = _window.For,
            LooksAgainst = _window.Against,
            LooksBlind = _window.Blind,
            Dwell = _held.Value.Dwell(now),
            Gaps = _held.Value.Gaps(now),
            Asked = _asked,
        },
    };

    /// <summary>What one look shows.</summary>
    private readonly record struct Sight(bool Hit, float Score, float Threshold, IReadOnlyList<Subject> Subjects, Box[] Boxes);
}
