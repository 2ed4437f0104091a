using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Findings;
using EdgeWatch.EdgeAgent.Options;
using EdgeWatch.EdgeAgent.Stages;

namespace EdgeWatch.EdgeAgent.Rules;

/// <summary>
/// A registered thing is not seen for the dwell time although its place is visible: well exposed, in focus, the camera where it was, and nothing standing on
/// it or before it. Every look in which it is seen, even faintly, begins the dwell anew. It clears when most looks show it again.
/// </summary>
internal sealed class AbsenceRule(string zone, RuleOptions options) : IRule<Scene>
{
    private const int FewestFor = 3;
    private const int SuspiciousFor = 2;

    /// <summary>Something else that covers this share of the zone may hide what is asked for.</summary>
    private const float Hides = 0.15f;

    /// <summary>A registered thing larger than its zone counts as in it from this share of the zone on.</summary>
    private const float Fills = 0.5f;

    /// <summary>It is back when it shows in half of the looks: the models see covers less steadily than cars.</summary>
    private const float MostFor = 0.5f;

    private readonly LookWindow _window = new();
    private readonly ClearWatch _watch = new(options.ClearAfter, MostFor);
    private readonly string _asked = $"none of {string.Join(", ", options.Classes)} seen for {options.Dwell:c}";
    private Held? _held;

    public Ruling Judge(Scene scene, OpenFinding? open)
    {
        var (now, seen) = (scene.Moment, scene.Visibility == Visibility.Clear ? See(scene.In(zone)) : Vote.Blind);
        if (seen == Vote.Blind)
        {
            _window.Add(now, Vote.Blind);
            if (open is not null)
                _watch.Vote(now, Vote.Blind);
            return Ruling.Unchanged;
        }

        return open is null ? JudgeClosed(scene, seen) : JudgeOpen(scene, seen, open);
    }

    private Ruling JudgeClosed(Scene scene, Vote vote)
    {
        var now = scene.Moment;
        if (vote == Vote.Against)
        {
            _window.Clear();
            _held = null;
            return Ruling.Quiet;
        }

        if (_held is null)
            _window.Clear();
        var held = _held ??= Held.From(now);
        _window.Add(now, Vote.For);
        _window.KeepSpan(now, options.Dwell);
        if (held.Dwell(now) >= options.Dwell && _window.For >= FewestFor)
            return Rule(Condition.Holds, scene, _window);
        return _window.For >= SuspiciousFor ? Rule(Condition.Suspected, scene, _window) : Ruling.Quiet;
    }

    private Ruling JudgeOpen(Scene scene, Vote vote, OpenFinding open)
    {
        var now = scene.Moment;
        if (_watch.Begins(open, now) && _held?.Since != open.Since)
            _held = Held.Restored(open, now);
        var ruling = Rule(_watch.Vote(now, vote), scene, _watch.Window);
        if (ruling.Condition == Condition.Gone)
        {
            _window.Clear();
            _held = null;
        }

        return ruling;
    }

    /// <summary>For: not seen. Against: seen, also below the threshold. Blind: something may hide it.</summary>
    private Vote See(ZoneScene place)
    {
        var hidden = false;
        foreach (var (track, inside, cover) in place.Things)
        {
            if (!options.Classes.Contains(track.Latest.Class, StringComparer.Ordinal))
                hidden |= cover >= Hides;
            else if (track.Seen && (inside || cover >= Fills))
                return Vote.Against;
        }

        return hidden ? Vote.Blind : Vote.For;
    }

    private Ruling Rule(Condition condition, Scene scene, LookWindow window) => new()
    {
        Condition = condition,
        Since = _held!.Value.Since,
        Score = condition is Condition.Holds or Condition.Suspected ? 1 : 0,
        Threshold = options.Classes.Max(name => scene.Settings.Thresholds.For(name, scene.Moment.At)),
        Confidence = Ruling.Odds(window.For, window.Against),
        Judgement = new Judgement
        {
            Rule = options.Rule,
            Zone = zone,
            LooksFor = window.For,
            LooksAgainst = window.Against,
            LooksBlind = window.Blind,
            Dwell = _held.Value.Dwell(scene.Moment),
            Gaps = _held.Value.Gaps(scene.Moment),
            Asked = _asked,
        },
    };
}
