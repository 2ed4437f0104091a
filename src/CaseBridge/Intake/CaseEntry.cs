using EdgeWatch.CaseBridge.Deduplication;
using EdgeWatch.CaseBridge.Store;
using EdgeWatch.Contracts;

namespace EdgeWatch.CaseBridge.Intake;

/// <summary>A case while a batch is taken: as it is stored, and as the batch leaves it.</summary>
/// <param name="known">As it is stored, or opened.</param>
/// <param name="opening">What opens it; null where the store has it.</param>
internal sealed class CaseEntry(KnownCase known, CaseOpening? opening = null)
{
    /// <summary>The latest; a case has no more findings that could matter to a comparison.</summary>
    private const int MostReporters = 60;

    private readonly List<CaseFinding> _findings = [];
    private KnownCase? _compared;

    public KnownCase Known { get; private set; } = known;

    /// <summary>What opens it; null where the store has it.</summary>
    public CaseOpening? Opening { get; private set; } = opening;

    /// <summary>The place as it was reported where the batch brings one; null where it stays as it is stored.</summary>
    public Place? Place { get; private set; } = opening?.Candidate.Data.Place;

    /// <summary>Whether the batch has brought a better place, or the component.</summary>
    public bool HasMoved { get; private set; }

    public IReadOnlyList<CaseFinding> Findings => _findings;

    /// <summary>As deduplication compares it.</summary>
    public KnownCase Compared => _compared ??= Known with
    {
        Reporters =
        [
            .. _findings.OrderByDescending(finding => finding.Row.SaidAt).ThenBy(finding => finding.Row.Incident, StringComparer.Ordinal).Take(MostReporters)
                .Select(finding => finding.Reporter).OfType<Reporter>(),
        ],
    };

    /// <summary>What the batch leaves is what the next one finds.</summary>
    public void BecomeWritten()
    {
        (Opening, Place, HasMoved) = (null, null, false);
        foreach (var finding in _findings)
            finding.BecomeWritten();
    }

    public CaseFinding Add(IncidentRow row, bool isNew)
    {
        var finding = new CaseFinding(row, isNew);
        _findings.Add(finding);
        _compared = null;
        return finding;
    }

    /// <summary>Takes one more report into a case that is open already.</summary>
    public void Join(LocatedCandidate candidate)
    {
        // A better place replaces a worse one. Error radii only shrink this way, so that a case cannot wander off along a chain of reports.
        var better = candidate.Place is { } place && (Known.Place is not { } old || place.ErrorRadius < old.ErrorRadius) ? candidate.Place : null;
        if (better is not null)
            Place = candidate.Data.Place;
        HasMoved |= better is not null || (Known.Component is null && candidate.Data.Component is not null);
        var shows = ShownRank(candidate) > (Known.ShownRank ?? -1);
        Known = Known with
        {
            Reports = Known.Reports + 1,
            Since = Math.Min(Known.Since, candidate.Data.Since.ToStore()),
            SeenAt = Math.Max(Known.SeenAt, candidate.Data.SeenAt.ToStore()),
            StillSeenAt = StillSeenAt(Known, candidate) is { } seen && !(seen < Known.StillSeenAt) ? seen : Known.StillSeenAt,
            ShownEvent = shows ? candidate.Event : Known.ShownEvent,
            ShownRank = shows ? ShownRank(candidate) : Known.ShownRank,
            Component = Known.Component ?? candidate.Data.Component,
            Lon = better?.Lon ?? Known.Lon,
            Lat = better?.Lat ?? Known.Lat,
            ErrorRadius = better?.ErrorRadius ?? Known.ErrorRadius,
            AnchorLon = Known.AnchorLon ?? better?.Lon,
            AnchorLat = Known.AnchorLat ?? better?.Lat,
            AnchorRadius = Known.AnchorRadius ?? better?.ErrorRadius,
        };
    }

    /// <summary>A case is cleared when each of its findings is.</summary>
    public void Settle()
    {
        Known = Known with { ClearedAt = _findings.Exists(finding => finding.Row.ClearedAt is null) ? null : _findings.Max(finding => finding.Row.ClearedAt) };
        _compared = null;
    }

    /// <summary>It is filed as soon as it is written.</summary>
    public void FileAtOnce() => (Known, _compared) = (Known with { State = CaseStates.Filed }, null);

    /// <summary>A person is shown the report with the problem in it, with a picture, at its highest score, in that order; a higher number goes first.</summary>
    public static double ShownRank(LocatedCandidate candidate) =>
        (candidate.ClearedAt is null ? 4 : 0) + (candidate.Data.Evidence is not null ? 2 : 0) + (double)candidate.Data.Score;

    /// <summary>The look that shows it, where the case was said to be handled before that look.</summary>
    public static long? StillSeenAt(KnownCase known, LocatedCandidate candidate) =>
        CaseStates.IsSaidHandled(known.State) && candidate.ClearedAt is null && known.HandledAt < candidate.Data.SeenAt.ToStore() ? candidate.Data.SeenAt.ToStore() : null;
}

/// <summary>What opens a case.</summary>
/// <param name="Candidate">What was reported.</param>
/// <param name="RecurrenceOf">The earlier case that it links.</param>
/// <param name="At">When it was received.</param>
/// <param name="FilesAtOnce">Whether an operator switched that no person is to look at it before it is filed.</param>
internal sealed record CaseOpening(LocatedCandidate Candidate, string? RecurrenceOf, DateTimeOffset At, bool FilesAtOnce);
