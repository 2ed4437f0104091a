using EdgeWatch.Demo;

namespace EdgeWatch.Evaluation.Events;

/// <summary>What an opened event is worth, held against the truth.</summary>
internal enum EventVerdict
{
    /// <summary>The truth names the problem there and then, and nothing was matched with it before.</summary>
    True,

    /// <summary>The truth names it, but another event was matched with it already.</summary>
    Duplicate,

    /// <summary>The truth does not name it, or not then.</summary>
    False,
}

/// <summary>What became of a problem that the truth names.</summary>
internal enum TruthVerdict
{
    /// <summary>An event opened for it when it was due.</summary>
    Found,

    /// <summary>No event opened for it.</summary>
    Missed,

    /// <summary>A true event before it, in the same zone and of the same problem, was still open: no other may open, so it is neither found nor missed.</summary>
    StillOpen,
}

/// <summary>Holds opened events against the truth of their clip. The one judge of <c>eval --events</c> and of <c>demo --compare</c>.</summary>
internal static class EventJudge
{
    /// <summary>Matches events with truths in the order of time: each truth with the first event of its problem and zone that opens within its window.</summary>
    public static ClipJudgement Judge(ClipTruth truth, IReadOnlyList<OpenedEvent> events)
    {
        var matches = new OpenedEvent?[truth.Expected.Count];
        var judged = events.OrderBy(opened => opened.At).Select(opened => JudgeEvent(truth, opened, matches)).ToArray();
        var truths = truth.Expected.Select((expected, index) => new JudgedTruth(expected, VerdictOn(truth, index, matches), matches[index])).ToArray();
        return new ClipJudgement(truth, judged, truths);
    }

    private static JudgedEvent JudgeEvent(ClipTruth truth, OpenedEvent opened, OpenedEvent?[] matches)
    {
        var named = Enumerable.Range(0, matches.Length).Where(index => truth.Expected[index].IsOf(opened.Zone, opened.Problem)).ToArray();
        if (named.Length == 0)
            return new JudgedEvent(opened, EventVerdict.False, "the truth names none there");
        var due = named.Where(index => truth.Expected[index].IsDue(opened.At)).ToArray();
        if (due.Length == 0)
            return new JudgedEvent(opened, EventVerdict.False, "due " + string.Join(" and ", named.Select(index => truth.Expected[index].WindowText)));
        foreach (var index in due.Where(index => matches[index] is null))
        {
            matches[index] = opened;
            return new JudgedEvent(opened, EventVerdict.True, "");
        }

        return new JudgedEvent(opened, EventVerdict.Duplicate, $"opened before at {matches[due[0]]!.At:F1} s");
    }

    private static TruthVerdict VerdictOn(ClipTruth truth, int index, OpenedEvent?[] matches)
    {
        if (matches[index] is not null)
            return TruthVerdict.Found;
        var expected = truth.Expected[index];
        return matches.Any(match => match is not null && expected.IsOf(match.Zone, match.Problem) && IsOpenWhenDue(match, expected))
            ? TruthVerdict.StillOpen
            : TruthVerdict.Missed;
    }

    private static bool IsOpenWhenDue(OpenedEvent match, TruthCase expected) =>
        match.At is not { } opened || expected.OpenedBetween is not var (_, to) || opened <= to && (match.ClearedAt ?? double.PositiveInfinity) >= to;
}

/// <summary>An event with its verdict, and why it is not true; empty where it is.</summary>
internal sealed record JudgedEvent(OpenedEvent Opened, EventVerdict Verdict, string Reason);

/// <summary>A truth with its verdict and the event that was matched with it.</summary>
internal sealed record JudgedTruth(TruthCase Expected, TruthVerdict Verdict, OpenedEvent? Match)
{
    /// <summary>Seconds from when the truth says that it is due to when it opened; null where it was not found or the truth does not say when.</summary>
    public double? Delay => Match?.At is { } at && Expected.OpenedBetween is var (from, _) ? at - from : null;
}
