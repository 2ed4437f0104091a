using EdgeWatch.EdgeAgent.Stages;

namespace EdgeWatch.EdgeAgent.Rules;

/// <summary>What one look says of a condition.</summary>
internal enum Vote
{
    For,
    Against,

    /// <summary>Could not tell.</summary>
    Blind,
}

/// <summary>The latest votes on a condition, by observed camera time.</summary>
internal sealed class LookWindow
{
    /// <summary>More blind looks than this are not counted: a camera that sees nothing for a week needs no longer memory.</summary>
    private const int MostBlind = 1000;

    private readonly Queue<(TimeSpan Observed, Vote Vote)> _votes = new();
    private readonly int[] _counts = new int[3];

    public int For => _counts[(int)Vote.For];

    public int Against => _counts[(int)Vote.Against];

    public int Blind => _counts[(int)Vote.Blind];

    /// <summary>Share of votes in favour among those that could tell; 0 where none could.</summary>
    public float ShareFor => For + Against == 0 ? 0 : (float)For / (For + Against);

    public void Add(in Moment now, Vote vote)
    {
        if (vote == Vote.Blind && Blind >= MostBlind)
            return;
        _votes.Enqueue((now.Observed, vote));
        _counts[(int)vote]++;
    }

    /// <summary>Forgets votes from before the last <paramref name="span"/> of observed time.</summary>
    public void KeepSpan(in Moment now, TimeSpan span)
    {
        while (_votes.TryPeek(out var oldest) && now.Observed - oldest.Observed > span)
            Drop();
    }

    /// <summary>Forgets all but the last <paramref name="looks"/> votes that could tell.</summary>
    public void KeepLooks(int looks)
    {
        while (For + Against > looks)
            Drop();
    }

    public void Clear()
    {
        _votes.Clear();
        Array.Clear(_counts);
    }

    private void Drop() => _counts[(int)_votes.Dequeue().Vote]--;
}
