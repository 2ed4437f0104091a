using System.Globalization;
using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Backgrounds;
using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.EdgeAgent.Findings;
using EdgeWatch.EdgeAgent.Options;
using EdgeWatch.EdgeAgent.Stages;
using EdgeWatch.EdgeAgent.Views;

namespace EdgeWatch.EdgeAgent.Rules;

/// <summary>
/// A registered thing that was known to lie in the zone is not seen for the dwell time although its place is visible. A look counts for absence only when
/// nothing is before the place, it is lit and sharp, the camera is where it was, and the place itself has changed while all about it has not. Every look in which the
/// thing is seen, even faintly, or in which its place looks as it does with it, begins the dwell anew. It clears when half of the looks show it again.
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
    private readonly BlindTally _blind = new();
    private readonly RegisteredThing _thing = new(options.Hits, options.Looks);
    private readonly ClearWatch _watch = new(options.ClearAfter, MostFor);
    private readonly string _asked = $"none of {string.Join(", ", options.Classes)} seen for {options.Dwell:c}";
    private Held? _held;

    /// <summary>Whether the thing has been seen in its place, so that it can be missing.</summary>
    public bool IsKnown => _thing.IsKnown;

    public Ruling Judge(Scene scene, OpenFinding? open)
    {
        var now = scene.Moment;
        var (vote, why) = See(scene, open is not null);
        if (vote == Vote.Blind)
        {
            _window.Add(now, Vote.Blind);
            if (_held is not null)
                _blind.Add(why);
            if (open is not null)
                _watch.Vote(now, Vote.Blind);
            return Ruling.Unchanged;
        }

        return open is null ? JudgeClosed(scene, vote) : JudgeOpen(scene, vote, open);
    }

    private Ruling JudgeClosed(Scene scene, Vote vote)
    {
        var now = scene.Moment;
        if (vote == Vote.Against)
        {
            Forget();
            return Ruling.Quiet;
        }

        if (_held is null)
            Forget();
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
            Forget();
        return ruling;
    }

    private void Forget()
    {
        _window.Clear();
        _blind.Clear();
        _held = null;
    }

    /// <summary>For: not there. Against: there, also if seen below the threshold. Blind: cannot be told, and why.</summary>
    private (Vote Vote, string Why) See(Scene scene, bool isOpen)
    {
        if (scene.Visibility != Visibility.Clear)
            return (Vote.Blind, BlindTally.Word(scene.Visibility));
        var view = scene.Look.View;
        if (view.State is not (ViewState.Usual or ViewState.Learning))
            return (Vote.Blind, "another view");
        _thing.Begin(view.Epoch);
        var place = scene.In(zone);
        var seen = Find(place, out var hidden);
        if (seen is not null)
            _thing.Seen(seen.Box, scene.Moment.At);
        else if (hidden is null)
            _thing.NotSeen();
        if (seen is not null)
            return (Vote.Against, "");
        if (hidden is not null)
            return (Vote.Blind, hidden);
        if (!_thing.IsKnown && !isOpen)
            return (Vote.Blind, "not yet known");
        return scene.Background is { } background && _thing.Place is { } at ? Compare(PlaceCheck.See(background, at)) : (Vote.For, "");
    }

    private static (Vote Vote, string Why) Compare(PlaceSight sight) => sight switch
    {
        PlaceSight.Changed => (Vote.For, ""),
        PlaceSight.AsUsual => (Vote.Against, ""),
        PlaceSight.Covered => (Vote.Blind, "covered"),
        PlaceSight.Unlit => (Vote.Blind, "in another light"),
        PlaceSight.Blurred => (Vote.Blind, "blurred"),
        _ => (Vote.Blind, "not yet known"),
    };

    private Track? Find(ZoneScene place, out string? hidden)
    {
        Track? best = null;
        hidden = null;
        foreach (var (track, inside, cover) in place.Things)
        {
            if (options.Classes.Contains(track.Latest.Class, StringComparer.Ordinal))
            {
                if (track.Seen && (inside || cover >= Fills) && (best is null || track.Score > best.Score))
                    best = track;
            }
            else if (IsHole(track))
            {
                // Where a rule asks for the hole itself, that one speaks; elsewhere the hole is what absence looks like.
                if (AsksForHoles(place))
                    hidden ??= "open hole seen";
            }
            else if (track.Class != KnownClasses.Unexplained && (cover >= Hides || _thing.IsTouchedBy(track.Box)))
                hidden = $"covered by {track.Class}";
        }

        return best;
    }

    /// <summary>The class that shows an open hole bears the problem's name, as in the manifests.</summary>
    private static bool IsHole(Track track) => track.Latest.Class == Problems.ManholeOpen;

    private static bool AsksForHoles(ZoneScene place)
    {
        foreach (var rule in place.Zone.Rules)
        {
            if (rule.Problem == Problems.ManholeOpen)
                return true;
        }

        return false;
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
            Found = Words(_held.Value.Since),
        },
    };

    private string Words(DateTimeOffset since) =>
        string.Create(CultureInfo.InvariantCulture, $"not seen since {since:u}; {_thing.Words}{_blind.Words}");
}
