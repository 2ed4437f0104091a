namespace EdgeWatch.EdgeAgent.Stages;

/// <summary>
/// How a camera's picture usually looks: how much detail it has, and a slowly renewed map of its edges. Edges of kerbs, walls and poles stay where they are by day and night; when
/// they are elsewhere for several looks, and stay there, the camera was moved.
/// </summary>
internal sealed class UsualView
{
    /// <summary>A picture with less than this share of the detail that the camera usually shows is out of focus.</summary>
    private const float BlurredBelow = 0.2f;

    /// <summary>Share of a matching look that goes into the reference: about twenty looks renew it.</summary>
    private const float Renewal = 0.05f;

    /// <summary>Least correlation of the edges with the reference.</summary>
    private const float Resemblance = 0.3f;

    /// <summary>Least correlation of two looks in a row for them to show the same view.</summary>
    private const float Steady = 0.6f;

    /// <summary>So many unlike looks in a row, like each other, are no passing lorry.</summary>
    private const int StrangeLooks = 3;

    /// <summary>Looks and time for which a view must hold before it is the usual one: slide shows and patrols never get there.</summary>
    private const int LooksToLearn = 20;
    private static readonly TimeSpan TimeToLearn = TimeSpan.FromMinutes(5);

    /// <summary>After this long the new view is taken as the usual one, or a rebuilt street would blind its camera for ever.</summary>
    private static readonly TimeSpan AcceptAfter = TimeSpan.FromMinutes(30);

    private readonly float[] _reference = new float[LumaGrid.EdgeCount];
    private readonly float[] _previous = new float[LumaGrid.EdgeCount];
    private float _sharpness;
    private int _learnt;
    private int _strange;
    private DateTimeOffset _learningSince;
    private DateTimeOffset _strangeSince;
    private DateTimeOffset? _blurredSince;
    private bool _known;

    /// <summary>Compares a look with the usual view; clear also until that is known.</summary>
    public Visibility Compare(LumaGrid look, DateTimeOffset at)
    {
        if (!_known || look.Sharpness >= BlurredBelow * _sharpness)
        {
            _blurredSince = null;
            return ShowsTheSame(look, at) ? Visibility.Clear : Visibility.Moved;
        }

        _blurredSince ??= at;
        if (at - _blurredSince < AcceptAfter)
            return Visibility.Blurred;
        _blurredSince = null;
        Begin(look, at);
        return Visibility.Clear;
    }

    private bool ShowsTheSame(LumaGrid look, DateTimeOffset at)
    {
        var resembles = _learnt > 0 && Correlation(look.Edges, _reference) >= Resemblance;
        var steady = _learnt > 0 && Correlation(look.Edges, _previous) >= Steady;
        look.Edges.CopyTo(_previous);
        if (resembles)
        {
            _strange = 0;
            Renew(look, at);
            return true;
        }

        if (!_known)
        {
            Begin(look, at);
            return true;
        }

        if (!steady || _strange == 0)
            (_strange, _strangeSince) = (0, at);
        _strange++;
        if (_strange <= StrangeLooks)
            return true;
        if (at - _strangeSince < AcceptAfter)
            return false;
        Begin(look, at);
        return true;
    }

    private void Begin(LumaGrid look, DateTimeOffset at)
    {
        look.Edges.CopyTo(_reference);
        (_sharpness, _learnt, _strange, _known, _learningSince) = (look.Sharpness, 1, 0, false, at);
    }

    private void Renew(LumaGrid look, DateTimeOffset at)
    {
        for (var i = 0; i < _reference.Length; i++)
            _reference[i] += Renewal * (look.Edges[i] - _reference[i]);
        _sharpness += Renewal * (look.Sharpness - _sharpness);
        _known |= ++_learnt >= LooksToLearn && at - _learningSince >= TimeToLearn;
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
