using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Findings;
using EdgeWatch.EdgeAgent.Stages;

namespace EdgeWatch.EdgeAgent.Rules;

/// <summary>
/// Decides when an open finding is over: when for a whole <paramref name="clearAfter"/> of observed time no more than a small share of looks spoke for it.
/// A share, because traffic now and then puts something like it where it was; at least two looks, because one may err.
/// </summary>
/// <param name="clearAfter">Observed time without the condition.</param>
/// <param name="mostFor">Share of looks up to which it still counts as gone, 0..1.</param>
internal sealed class ClearWatch(TimeSpan clearAfter, float mostFor)
{
    private const int FewestAgainst = 2;

    private readonly LookWindow _window = new();
    private Guid _incident;
    private TimeSpan _from;

    public LookWindow Window => _window;

    /// <summary>Whether this is the first look of an open finding, after opening or after a restart.</summary>
    public bool Begins(OpenFinding open, in Moment now)
    {
        if (open.Incident == _incident)
            return false;
        _window.Clear();
        (_incident, _from) = (open.Incident, now.Observed);
        return true;
    }

    public Condition Vote(in Moment now, Vote vote)
    {
        _window.Add(now, vote);
        _window.KeepSpan(now, clearAfter);
        if (vote == Rules.Vote.Blind)
            return Condition.Unchanged;
        if (now.Observed - _from >= clearAfter && _window.Against >= FewestAgainst && _window.ShareFor <= mostFor)
            return Condition.Gone;
        return vote == Rules.Vote.For ? Condition.Holds : Condition.Fading;
    }
}
