using EdgeWatch.CaseBridge.Deduplication;
using EdgeWatch.CaseBridge.Live;
using EdgeWatch.CaseBridge.Store;

namespace EdgeWatch.CaseBridge.Intake;

/// <summary>
/// The cases that a batch may touch: what the store knows of them, and in order what the batch makes of them. Each candidate is decided on as if those before it were
/// committed, so that a batch of any size leaves the same cases. A book may begin with what another leaves that is not committed yet.
/// </summary>
internal sealed class CaseBook
{
    /// <summary>The newest; a busy place has no more that could matter.</summary>
    private const int MostCompared = 100;

    private readonly Dictionary<string, CaseEntry> _cases = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (CaseEntry Case, CaseFinding Finding)> _findings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<CaseEntry>> _near = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Circumstances> _circumstances = new(StringComparer.Ordinal);
    private readonly HashSet<string> _quiet = new(StringComparer.Ordinal);
    private readonly HashSet<string> _events = new(StringComparer.Ordinal);
    private readonly HashSet<string> _eventsBefore = new(StringComparer.Ordinal);
    private readonly TouchedCases _moved = new();
    private readonly HashSet<CaseEntry> _touchedOnce = [];
    private readonly List<CaseEntry> _touched = [];
    private readonly IReadOnlyCollection<string> _fileWithoutVerdict;
    private readonly List<TakenCandidate> _taken = [];
    private readonly List<QuietCandidate> _keptQuiet = [];
    private long _number;

    /// <param name="lastNumber">The highest number of a case so far.</param>
    /// <param name="fileWithoutVerdict">Problems that an operator switched to be filed without a person.</param>
    /// <param name="before">What goes into the store before this; null: it is all there.</param>
    public CaseBook(long lastNumber, IReadOnlyCollection<string> fileWithoutVerdict, CaseBook? before = null)
    {
        (_number, _fileWithoutVerdict) = (Math.Max(lastNumber, before?._number ?? 0), fileWithoutVerdict);
        if (before is null)
            return;
        _quiet.UnionWith(before._quiet);
        _eventsBefore.UnionWith(before._events);
        foreach (var written in before._touched.Select(entry => entry.AsWritten()))
        {
            _cases[written.Known.Id] = written;
            _moved.Add(written);
            foreach (var finding in written.Findings)
                _findings[finding.Row.Incident] = (written, finding);
        }
    }

    /// <summary>Cases that the batch opened or changed, in the order in which they were first touched.</summary>
    public IReadOnlyList<CaseEntry> Touched => _touched;

    /// <summary>Candidates that went into a case, in order.</summary>
    public IReadOnlyList<TakenCandidate> Taken => _taken;

    public IReadOnlyList<QuietCandidate> KeptQuiet => _keptQuiet;

    /// <summary>Adds a case that the store has, once.</summary>
    public CaseEntry Add(KnownCase known)
    {
        if (!_cases.TryGetValue(known.Id, out var entry))
            _cases[known.Id] = entry = new CaseEntry(known);
        return entry;
    }

    /// <summary>Adds a finding that the store has, of a case that was added.</summary>
    public void Add(IncidentRow row)
    {
        if (!_findings.ContainsKey(row.Incident) && _cases.TryGetValue(row.CaseId, out var entry))
            _findings[row.Incident] = (entry, entry.Add(row, isNew: false));
    }

    /// <summary>Adds what the store has near a finding of which nothing was heard before.</summary>
    public void Add(LocatedCandidate candidate, List<CaseEntry> near, Circumstances circumstances) =>
        (_near[candidate.Event], _circumstances[candidate.Event]) = (near, circumstances);

    /// <summary>Adds events that the store has.</summary>
    public void Add(IEnumerable<string> events) => _eventsBefore.UnionWith(events);

    /// <summary>Whether the event was taken before, in this batch or an earlier one.</summary>
    public bool Knows(LocatedCandidate candidate) => _events.Contains(candidate.Event) || _eventsBefore.Contains(candidate.Event);

    /// <summary>The highest step of the finding that was taken; null where nothing was heard of it. A higher one cannot have been taken.</summary>
    public long? LastStepOf(LocatedCandidate candidate) => _findings.TryGetValue(candidate.Incident, out var found) ? found.Finding.Row.LastSequence : null;

    public KnownIncident? FindIncident(LocatedCandidate candidate) =>
        _findings.TryGetValue(candidate.Incident, out var found) ? new KnownIncident(found.Case.Known, found.Finding.Row.LastSequence) : null;

    /// <summary>Cases in which the source or one that is tied to it reports, and those that share the component or the neighbourhood; what counts as the same is for <see cref="Deduplicator"/>.</summary>
    public IReadOnlyList<KnownCase> CasesNear(LocatedCandidate candidate, Sameness sameness)
    {
        var area = new NearArea(candidate, sameness);
        return
        [
            .. _near[candidate.Event].Where(entry => !_moved.Contains(entry)).Concat(_moved.Near(area))
                .Where(entry => Deduplicator.IsSameProblem(entry.Known, candidate.Data.Problem)).OrderByDescending(entry => entry.Known.Number).Take(MostCompared).Select(entry => entry.Compared),
        ];
    }

    public Circumstances CircumstancesOf(LocatedCandidate candidate)
    {
        var found = _circumstances[candidate.Event];
        return _quiet.Contains(candidate.Incident) ? found with { KeptQuiet = true } : found;
    }

    public Outcome KeepQuiet(LocatedCandidate candidate, Decision decision, CandidateMessage message)
    {
        _events.Add(candidate.Event);
        _quiet.Add(candidate.Incident);
        _keptQuiet.Add(new QuietCandidate(candidate, decision, message));
        return Outcome.Taken(message) with { Decision = decision };
    }

    /// <summary>Takes the candidate into the case that was decided on, or opens one.</summary>
    public Outcome Apply(LocatedCandidate candidate, Decision decision, CandidateMessage message)
    {
        var entry = decision.Opens ? Open(candidate, decision, message) : _cases[decision.Case!.Id];
        var before = entry.Known;
        if (!decision.Opens)
            entry.Join(candidate);
        if (_findings.TryGetValue(candidate.Incident, out var found))
            found.Finding.Take(candidate);
        else
            _findings[candidate.Incident] = (entry, entry.Add(IncidentRow.Of(candidate, entry.Known.Id, decision.Opens), isNew: true));
        entry.Settle();
        if (decision.Opens && entry.Opening!.FilesAtOnce)
            entry.FileAtOnce();
        _events.Add(candidate.Event);
        _moved.Add(entry);
        if (_touchedOnce.Add(entry))
            _touched.Add(entry);

        var taken = new TakenCandidate(candidate, decision, message, entry, before);
        _taken.Add(taken);
        return Outcome.Taken(message, LiveUpdate.Case(before.Id, entry.Known.State, taken.Change, message.Waiting.ReceivedAt)) with { Decision = decision, CaseId = before.Id };
    }

    private CaseEntry Open(LocatedCandidate candidate, Decision decision, CandidateMessage message)
    {
        var data = candidate.Data;
        var opened = new KnownCase
        {
            Number = ++_number,
            Id = Guid.CreateVersion7(message.Waiting.ReceivedAt).ToString("D"),
            State = CaseStates.Pending,
            Problem = data.Problem,
            Component = data.Component,
            Lon = candidate.Place?.Lon,
            Lat = candidate.Place?.Lat,
            ErrorRadius = candidate.Place?.ErrorRadius,
            AnchorLon = candidate.Place?.Lon,
            AnchorLat = candidate.Place?.Lat,
            AnchorRadius = candidate.Place?.ErrorRadius,
            Since = data.Since.ToStore(),
            SeenAt = data.SeenAt.ToStore(),
            ClearedAt = candidate.ClearedAt,
            Reports = 1,
            ShownEvent = candidate.Event,
            ShownRank = CaseEntry.ShownRank(candidate),
        };
        var opening = new CaseOpening(
            candidate, decision.Reason == DecisionReason.Recurrence ? decision.Case!.Id : null, message.Waiting.ReceivedAt, _fileWithoutVerdict.Contains(data.Problem));
        return _cases[opened.Id] = new CaseEntry(opened, opening);
    }
}
