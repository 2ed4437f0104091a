using EdgeWatch.CaseBridge.Store;

namespace EdgeWatch.CaseBridge.Reports.Facts;

/// <summary>A case came from one state into another.</summary>
internal readonly record struct Move(DateTimeOffset At, string? From, string To);

/// <summary>The moves of a case that are in force, in the order in which they were made; what was taken back has not happened.</summary>
internal sealed class CaseTimeline
{
    private readonly List<Move> _moves = [];

    public CaseTimeline(IEnumerable<MoveFields> history)
    {
        foreach (var entry in history.Where(entry => entry.ToState is not null && entry.FromState != entry.ToState))
        {
            if (entry.ToState == CaseStates.Pending && entry.FromState is not null)
                _moves.RemoveAll(move => move.From is not null || move.To != CaseStates.Pending);
            else
                _moves.Add(new Move(At(entry), entry.FromState, entry.ToState!));
        }
    }

    public IReadOnlyList<Move> Moves => _moves;

    /// <summary>The person's verdict, or what files without one.</summary>
    public Move? Verdict => First(move => move.From is null or CaseStates.Pending && move.To != CaseStates.Pending);

    public DateTimeOffset? FiledAt => Verdict is { To: CaseStates.Filed } filed ? filed.At : null;

    public DateTimeOffset? FirstInto(string state) => First(move => move.To == state)?.At;

    /// <summary>When it was handled for good: not where it was returned afterwards.</summary>
    public DateTimeOffset? HandledAt
    {
        get
        {
            var last = _moves.FindLastIndex(move => move.To == CaseStates.Handled);
            return last >= 0 && _moves.FindIndex(last, move => move.To == CaseStates.Returned) < 0 ? _moves[last].At : null;
        }
    }

    /// <summary>Each stay in a state: when it began, and what ended it.</summary>
    public IEnumerable<(DateTimeOffset From, Move? End)> StaysIn(string state)
    {
        for (var index = 0; index < _moves.Count; index++)
        {
            if (_moves[index].To == state)
                yield return (_moves[index].At, index + 1 < _moves.Count ? _moves[index + 1] : null);
        }
    }

    /// <summary>No stage before the one that it follows, and none ahead of the time at which it was learnt, whatever another platform's clock says: as the case itself has it.</summary>
    private DateTimeOffset At(MoveFields entry)
    {
        var before = _moves.Count > 0 ? _moves[^1].At.ToStore() : long.MinValue;
        return Math.Clamp(entry.At, before, Math.Max(before, entry.RecordedAt ?? entry.At)).FromStore();
    }

    private Move? First(Func<Move, bool> matches)
    {
        foreach (var move in _moves)
        {
            if (matches(move))
                return move;
        }

        return null;
    }
}
