using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Rules;

namespace EdgeWatch.EdgeAgent.Findings;

/// <summary>A step that a life took.</summary>
/// <param name="Step">Which.</param>
/// <param name="State">The finding as it stands with this step.</param>
/// <param name="Ruling">Why.</param>
internal readonly record struct FindingChange(FindingStep Step, OpenFinding State, Ruling Ruling);

/// <summary>
/// The life of one finding: turns what a rule says again and again into steps. Opened once, updated rarely, cleared once; incident and sequence go on where
/// they were when the agent starts again.
/// </summary>
/// <param name="key">Which finding.</param>
/// <param name="restored">As it was open when the agent ended; null where it was not.</param>
/// <param name="time">Stamps incident ids (UUIDv7).</param>
internal sealed class FindingLife(FindingKey key, OpenFinding? restored, TimeProvider time)
{
    /// <summary>A score better by this much is worth an update, but not before so long after the last announcement.</summary>
    private const float Clearer = 0.1f;
    private static readonly TimeSpan RestAfterAnnouncement = TimeSpan.FromMinutes(5);

    /// <summary>A problem that stays says so this often.</summary>
    private static readonly TimeSpan StillThereAfter = TimeSpan.FromHours(6);

    /// <summary>Most updates of one finding; after a week of them nobody needs another.</summary>
    private const int MostUpdates = 30;

    public FindingKey Key => key;

    /// <summary>The finding while it is open.</summary>
    public OpenFinding? Open { get; private set; } = restored;

    /// <summary>The finding while it is only suspected.</summary>
    public OpenFinding? Suspected { get; private set; }

    /// <summary>The next step after a look or a reading; null where nothing changed.</summary>
    /// <param name="ruling">What the rule says.</param>
    /// <param name="at">The camera's or sensor's own time (UTC).</param>
    public FindingChange? Step(Ruling ruling, DateTimeOffset at)
    {
        if (ruling.Condition == Condition.Unchanged)
            return null;
        return Open is { } open ? StepOpen(open, ruling, at) : StepClosed(ruling, at);
    }

    /// <summary>Ends a life whose rule was taken out of the settings; null where there is none to end.</summary>
    public FindingChange? Remove(DateTimeOffset at)
    {
        if (Suspected is { } suspected)
        {
            Suspected = null;
            return new FindingChange(FindingStep.Dismissed, suspected, Ruling.Quiet);
        }

        if (Open is not { } open)
            return null;
        Open = null;
        var ruling = new Ruling
        {
            Condition = Condition.Gone,
            Since = open.Since,
            Confidence = 0,
            Judgement = new Judgement { Rule = key.Rule, Zone = key.Zone, LooksFor = 0, LooksAgainst = 0, Dwell = open.Dwell, Asked = "zone or rule taken out of the settings" },
        };
        return new FindingChange(FindingStep.Cleared, Announce(open, open.Score, ruling, at), ruling);
    }

    /// <summary>An update that something other than the rule brought, such as the answer of a second source; null where the finding is not open any more.</summary>
    public FindingChange? Update(Ruling ruling, DateTimeOffset at)
    {
        if (Open is not { } open)
            return null;
        Open = Announce(open, open.Score, ruling, at);
        return new FindingChange(FindingStep.Updated, Open, ruling);
    }

    private FindingChange? StepClosed(Ruling ruling, DateTimeOffset at)
    {
        if (ruling.Condition is not (Condition.Suspected or Condition.Holds))
        {
            if (Suspected is not { } dismissed)
                return null;
            Suspected = null;
            return new FindingChange(FindingStep.Dismissed, dismissed, ruling);
        }

        var life = Suspected ??= Begin(ruling, at);
        if (ruling.Condition == Condition.Suspected)
            return new FindingChange(FindingStep.Suspected, life, ruling);
        Suspected = null;
        Open = Announce(life, ruling.Score, ruling, at);
        return new FindingChange(FindingStep.Opened, Open, ruling);
    }

    private FindingChange? StepOpen(OpenFinding open, Ruling ruling, DateTimeOffset at)
    {
        if (ruling.Condition == Condition.Gone)
        {
            Open = null;
            return new FindingChange(FindingStep.Cleared, Announce(open, open.Score, ruling, at), ruling);
        }

        var rested = at - open.AnnouncedAt;
        var worthIt = (ruling.Score >= open.Score + Clearer && rested >= RestAfterAnnouncement) || rested >= StillThereAfter;
        if (ruling.Condition != Condition.Holds || !worthIt || open.Sequence > MostUpdates)
            return null;
        Open = Announce(open, Math.Max(open.Score, ruling.Score), ruling, at);
        return new FindingChange(FindingStep.Updated, Open, ruling);
    }

    private OpenFinding Begin(Ruling ruling, DateTimeOffset at) => new()
    {
        Key = key,
        Incident = Guid.CreateVersion7(time.GetUtcNow()),
        Sequence = 0,
        Since = ruling.Since,
        Dwell = ruling.Judgement!.Dwell,
        AnnouncedAt = at,
        Score = ruling.Score,
        Threshold = ruling.Threshold,
        Subjects = ruling.Subjects,
    };

    private static OpenFinding Announce(OpenFinding life, float score, Ruling ruling, DateTimeOffset at) => life with
    {
        Sequence = life.Sequence + 1,
        Since = life.Sequence == 0 ? ruling.Since : life.Since,
        Dwell = ruling.Judgement!.Dwell,
        AnnouncedAt = at,
        Score = score,
        Confidence = ruling.Confidence,
        Threshold = ruling.Threshold > 0 ? ruling.Threshold : life.Threshold,
        Subjects = ruling.Subjects.Count > 0 ? ruling.Subjects : life.Subjects,
    };
}
