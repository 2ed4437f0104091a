using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Rules;
using EdgeWatch.EdgeAgent.Settings;
using EdgeWatch.EdgeAgent.Stages;

namespace EdgeWatch.EdgeAgent.Findings;

/// <summary>
/// The findings of one camera: turns what rules say look by look into lives. Opened once, updated rarely, cleared once; incident and sequence go on where
/// they were when the agent starts again.
/// </summary>
/// <param name="restored">Findings that were open when the agent ended.</param>
/// <param name="time">Stamps incident ids (UUIDv7).</param>
internal sealed class FindingBook(IEnumerable<OpenFinding> restored, TimeProvider time)
{
    /// <summary>A look clearer by this much is worth an update, but not before so long after the last announcement.</summary>
    private const float Clearer = 0.1f;
    private static readonly TimeSpan RestAfterAnnouncement = TimeSpan.FromMinutes(5);

    /// <summary>A problem that stays says so this often.</summary>
    private static readonly TimeSpan StillThereAfter = TimeSpan.FromHours(6);

    /// <summary>Most updates of one finding; after a week of them nobody needs another.</summary>
    private const int MostUpdates = 30;

    private readonly Dictionary<FindingKey, OpenFinding> _open = restored.ToDictionary(finding => finding.Key);
    private readonly Dictionary<FindingKey, OpenFinding> _suspected = [];

    public IReadOnlyCollection<FindingKey> Open => _open.Keys;

    public IReadOnlyCollection<FindingKey> Suspected => _suspected.Keys;

    public OpenFinding? Find(FindingKey key) => _open.GetValueOrDefault(key);

    /// <summary>The next step of a finding's life after a look; null where nothing changed.</summary>
    public Finding? Step(FindingKey key, Zone zone, Ruling ruling, Scene scene)
    {
        if (ruling.Condition == Condition.Unchanged)
            return null;
        return _open.TryGetValue(key, out var open) ? StepOpen(open, zone, ruling, scene) : StepClosed(key, zone, ruling, scene);
    }

    /// <summary>Ends a life whose zone or rule was taken out of the settings.</summary>
    public Finding? Remove(FindingKey key, Scene scene)
    {
        if (_suspected.Remove(key, out var suspected))
            return new Finding(FindingStep.Dismissed, suspected, null, Ruling.Quiet, scene);
        if (!_open.Remove(key, out var open))
            return null;
        var ruling = new Ruling
        {
            Condition = Condition.Gone,
            Since = open.Since,
            Confidence = 0,
            Judgement = new Judgement { Rule = key.Rule, Zone = key.Zone, LooksFor = 0, LooksAgainst = 0, Dwell = open.Dwell, Asked = "zone or rule taken out of the settings" },
        };
        return new Finding(FindingStep.Cleared, Announce(open, open.Score, ruling, scene), null, ruling, scene);
    }

    private Finding? StepClosed(FindingKey key, Zone zone, Ruling ruling, Scene scene)
    {
        if (ruling.Condition is not (Condition.Suspected or Condition.Holds))
            return _suspected.Remove(key, out var dismissed) ? new Finding(FindingStep.Dismissed, dismissed, zone, ruling, scene) : null;
        if (!_suspected.TryGetValue(key, out var life))
            _suspected[key] = life = Begin(key, ruling, scene);
        if (ruling.Condition == Condition.Suspected)
            return new Finding(FindingStep.Suspected, life, zone, ruling, scene);
        _suspected.Remove(key);
        return new Finding(FindingStep.Opened, _open[key] = Announce(life, ruling.Score, ruling, scene), zone, ruling, scene);
    }

    private Finding? StepOpen(OpenFinding open, Zone zone, Ruling ruling, Scene scene)
    {
        if (ruling.Condition == Condition.Gone)
        {
            _open.Remove(open.Key);
            return new Finding(FindingStep.Cleared, Announce(open, open.Score, ruling, scene), zone, ruling, scene);
        }

        var rested = scene.Moment.At - open.AnnouncedAt;
        var worthIt = (ruling.Score >= open.Score + Clearer && rested >= RestAfterAnnouncement) || rested >= StillThereAfter;
        if (ruling.Condition != Condition.Holds || !worthIt || open.Sequence > MostUpdates)
            return null;
        var updated = Announce(open, Math.Max(open.Score, ruling.Score), ruling, scene);
        return new Finding(FindingStep.Updated, _open[open.Key] = updated, zone, ruling, scene);
    }

    private OpenFinding Begin(FindingKey key, Ruling ruling, Scene scene) => new()
    {
        Key = key,
        Incident = Guid.CreateVersion7(time.GetUtcNow()),
        Sequence = 0,
        Since = ruling.Since,
        Dwell = ruling.Judgement!.Dwell,
        AnnouncedAt = scene.Moment.At,
        Score = ruling.Score,
        Threshold = ruling.Threshold,
        Subjects = ruling.Subjects,
    };

    private static OpenFinding Announce(OpenFinding life, float score, Ruling ruling, Scene scene) => life with
    {
        Sequence = life.Sequence + 1,
        Since = life.Sequence == 0 ? ruling.Since : life.Since,
        Dwell = ruling.Judgement!.Dwell,
        AnnouncedAt = scene.Moment.At,
        Score = score,
        Threshold = ruling.Threshold > 0 ? ruling.Threshold : life.Threshold,
        Subjects = ruling.Subjects.Count > 0 ? ruling.Subjects : life.Subjects,
    };
}
