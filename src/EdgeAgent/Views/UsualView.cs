using System.Numerics;
using EdgeWatch.EdgeAgent.Stages;

namespace EdgeWatch.EdgeAgent.Views;

/// <summary>
/// What a camera usually shows: how much detail, and where its edges lie. Kerbs, walls and poles stay where they are by day and night. Each look is registered against
/// them: a small shift is wind, a large one that stays means that the camera was moved. Light alone moves nothing: a look whose edges lie in the same places,
/// whichever way they run from bright to dark, is the same view under another light, and is learnt anew.
/// </summary>
internal sealed class UsualView
{
    /// <summary>A picture with less than this share of the detail that the camera usually shows is out of focus.</summary>
    private const float BlurredBelow = 0.2f;

    /// <summary>Share of a matching look that goes into the reference: about twenty looks renew it.</summary>
    private const float Renewal = 0.05f;

    /// <summary>Least likeness of a look to the reference, at its best shift.</summary>
    private const float Alike = 0.3f;

    /// <summary>Least correlation of the edges' strength alone, whatever their direction.</summary>
    private const float Resemblance = 0.3f;

    /// <summary>Least likeness of two looks in a row for them to show the same view.</summary>
    private const float Steady = 0.5f;

    /// <summary>With fewer distinct edges than this share of the picture a look cannot be registered: night, fog.</summary>
    private const float FewestEdges = 0.02f;

    /// <summary>Longest shift by wind, as a share of the picture's width: a pole of 8 m sways by a fifth of a degree.</summary>
    private const float Wind = 0.0125f;

    /// <summary>So many unlike looks in a row are no passing lorry.</summary>
    private const int StrangeLooks = 3;

    /// <summary>A camera of which fewer than half of so many looks fit to each other is carried about.</summary>
    private const int LooksForSteadiness = 8;

    /// <summary>Looks and time for which a view must hold before it is the usual one: slide shows and patrols never get there.</summary>
    private const int LooksToLearn = 20;
    private static readonly TimeSpan TimeToLearn = TimeSpan.FromMinutes(5);

    private readonly EdgeField _reference = new();
    private readonly EdgeField _previous = new();
    private readonly EdgeField _look = new();
    private readonly float[] _edges = new float[LumaGrid.EdgeCount];
    private float _sharpness;
    private int _learnt;
    private int _strange;
    private uint _fits = uint.MaxValue;
    private DateTimeOffset _learningSince;
    private DateTimeOffset _strangeSince;
    private DateTimeOffset? _blurredSince;
    private bool _known;

    /// <summary>How the latest look lay to the usual view.</summary>
    public View View { get; private set; } = View.Assumed with { State = ViewState.Learning };

    /// <summary>Compares a look with the usual view; clear also until that is known.</summary>
    /// <param name="look">The look as measured.</param>
    /// <param name="at">Its camera time.</param>
    /// <param name="acceptAfter">A new view, or less detail, that stays for so long is taken as the usual one although nobody confirmed it.</param>
    public Visibility Compare(LumaGrid look, DateTimeOffset at, TimeSpan acceptAfter)
    {
        if (_known && look.Sharpness < BlurredBelow * _sharpness)
        {
            _blurredSince ??= at;
            Note(at - _blurredSince < TimeToLearn ? ViewState.Doubtful : ViewState.Blurred, default, at);
            if (at - _blurredSince < acceptAfter)
                return Visibility.Blurred;
            Replace(look, at, confirmed: false);
            return Visibility.Clear;
        }

        _blurredSince = null;
        _look.Measure(look);
        var state = Judge(look, at, acceptAfter, out var shift);
        _previous.CopyFrom(_look);
        Note(state, shift, at);
        return state is ViewState.Moved ? Visibility.Moved : state is ViewState.Unsteady ? Visibility.Unsteady : Visibility.Clear;
    }

    /// <summary>A person has said that the zones fit the view as it is now.</summary>
    public void Confirm()
    {
        if (View.State == ViewState.Moved)
            (_learnt, _known, _fits, View) = (0, false, uint.MaxValue, View with { State = ViewState.Learning, Epoch = View.Epoch + 1 });
        View = View with { Unconfirmed = false };
    }

    /// <summary>What is known, to be kept over a restart; null until it is known, and while another view is seen.</summary>
    public UsualViewState? State() =>
        _known && View.IsUsual ? new UsualViewState(_reference.X.ToArray(), _reference.Y.ToArray(), [.. _edges], _sharpness, View.Unconfirmed) : null;

    /// <summary>Takes over what was known before a restart, so that the first looks are held against it.</summary>
    public void Restore(UsualViewState state)
    {
        _reference.Restore(state.X, state.Y);
        state.Edges.CopyTo(_edges, 0);
        (_sharpness, _learnt, _known) = (state.Sharpness, LooksToLearn, true);
        View = View with { Unconfirmed = state.Unconfirmed };
    }

    private ViewState Judge(LumaGrid look, DateTimeOffset at, TimeSpan acceptAfter, out Shift shift)
    {
        shift = _learnt > 0 ? Registration.Find(_reference, _look) : default;
        var alike = shift.Likeness >= Alike;
        var fits = alike && shift.Length <= Wind;
        var lit = !alike && _learnt > 0 && Correlation(look.Edges, _edges) >= Resemblance;
        _fits = _fits << 1 | (fits || lit ? 1u : 0);
        if (fits)
        {
            _strange = 0;
            Renew(look, at);
            return _known ? ViewState.Usual : Learning();
        }

        shift = alike ? shift : default;
        if (lit || _look.Structure < FewestEdges)
            return Relearn(look, at, lit);
        if (!_known)
        {
            if (_learnt > 0)
                View = View with { Epoch = View.Epoch + 1 };
            Begin(look, at);
            return Learning();
        }

        return Doubt(look, at, acceptAfter, alike);
    }

    /// <summary>The same places in another light: the new edges are learnt quickly. Without any light there is nothing to learn.</summary>
    private ViewState Relearn(LumaGrid look, DateTimeOffset at, bool lit)
    {
        if (lit)
        {
            _strange = 0;
            _reference.Renew(_look, 1f / StrangeLooks);
            Renew(look, at);
        }

        return _known ? ViewState.Doubtful : Learning();
    }

    private ViewState Doubt(LumaGrid look, DateTimeOffset at, TimeSpan acceptAfter, bool shifted)
    {
        var holds = shifted || Registration.Likeness(_previous, _look, 0, 0) >= Steady;
        if (_strange++ == 0)
            _strangeSince = at;
        if (_strange <= StrangeLooks)
            return ViewState.Doubtful;
        if (!holds && View.State != ViewState.Moved)
            return _strange > LooksForSteadiness ? ViewState.Unsteady : ViewState.Doubtful;
        if (!holds || at - _strangeSince < acceptAfter)
            return ViewState.Moved;
        Replace(look, at, confirmed: false);
        return ViewState.Learning;
    }

    private ViewState Learning() => BitOperations.PopCount(_fits & ((1u << LooksForSteadiness) - 1)) < LooksForSteadiness / 2 ? ViewState.Unsteady : ViewState.Learning;

    private void Replace(LumaGrid look, DateTimeOffset at, bool confirmed)
    {
        Begin(look, at);
        (_blurredSince, _fits, View) = (null, uint.MaxValue, View with { Epoch = View.Epoch + 1, Unconfirmed = !confirmed });
    }

    private void Begin(LumaGrid look, DateTimeOffset at)
    {
        _look.Measure(look);
        _reference.CopyFrom(_look);
        look.Edges.CopyTo(_edges);
        (_sharpness, _learnt, _strange, _known, _learningSince) = (look.Sharpness, 1, 0, false, at);
    }

    private void Renew(LumaGrid look, DateTimeOffset at)
    {
        _reference.Renew(_look, Renewal);
        for (var i = 0; i < _edges.Length; i++)
            _edges[i] += Renewal * (look.Edges[i] - _edges[i]);
        _sharpness += Renewal * (look.Sharpness - _sharpness);
        _known |= ++_learnt >= LooksToLearn && at - _learningSince >= TimeToLearn;
    }

    private void Note(ViewState state, in Shift shift, DateTimeOffset at)
    {
        if (state != View.State)
            View = View with { State = state, Since = state == ViewState.Moved ? _strangeSince : state == ViewState.Blurred ? _blurredSince!.Value : at };
        if (shift != View.Shift)
            View = View with { Shift = shift };
    }

    /// <summary>Pearson's correlation, -1..1; 0 where one side is flat.</summary>
    private static float Correlation(ReadOnlySpan<float> one, ReadOnlySpan<float> other)
    {
        var (meanOne, meanOther) = (Mean(one), Mean(other));
        var (both, squaresOne, squaresOther) = (0f, 0f, 0f);
        for (var i = 0; i < one.Length; i++)
        {
            var (a, b) = (one[i] - meanOne, other[i] - meanOther);
            (both, squaresOne, squaresOther) = (both + a * b, squaresOne + a * a, squaresOther + b * b);
        }

        return squaresOne <= 0 || squaresOther <= 0 ? 0 : both / MathF.Sqrt(squaresOne * squaresOther);
    }

    private static float Mean(ReadOnlySpan<float> values)
    {
        var sum = 0f;
        foreach (var value in values)
            sum += value;
        return sum / values.Length;
    }
}
