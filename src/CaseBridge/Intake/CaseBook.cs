using EdgeWatch.CaseBridge.Deduplication;
using EdgeWatch.CaseBridge.Live;
using EdgeWatch.CaseBridge.Store;

namespace EdgeWatch.CaseBridge.Intake;

/// <summary>
/// The cases that a batch may touch: what the store knows of them, and in order what the batch makes of them. Each candidate is decided on as if those before it were
/// committed, so that a batch of any size leaves the same cases. A book may go on from another that is not committed yet.
/// </summary>
internal sealed class CaseBook
{
    /// <summary>The newest; a busy place has no more that could matter.</summary>
    private const int MostCompared = 100;

    private readonly CaseMemory _memory;
    private readonly Dictionary<string, List<CaseEntry>> _near = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Circumstances> _circumstances = new(StringComparer.Ordinal);
    private readonly HashSet<string> _quiet = new(StringComparer.Ordinal);
    private readonly HashSet<string> _events = new(StringComparer.Ordinal);
    private readonly HashSet<string> _storedEvents = new(StringComparer.Ordinal);
    private readonly TouchedCases _moved = new();

    // Of the batch that is being committed meanwhile: a look-up may find it in the store or not.
    private readonly HashSet<string> _quietBefore = [];
    private readonly HashSet<string> _eventsBefore = [];
    private readonly TouchedCases _movedBefore = new();
    private readonly HashSet<CaseEntry> _touchedOnce = [];
    private readonly List<CaseEntry> _touched = [];
    private readonly IReadOnlyCollection<string> _fileWithoutVerdict;
    private readonly List<TakenCandidate> _taken = [];
    private readonly List<QuietCandidate> _keptQuiet = [];
    private long _number;

    /// <param name="lastNumber">The highest number of a case so far.</param>
    /// <param name="fileWithoutVerdict">Problems that an operator switched to be filed without a person.</param>
    /// <param name="before">What goes into the store before this, and is not touched again; null: it is all there.</param>
    public CaseBook(long lastNumber, IReadOnlyCollection<string> fileWithoutVerdict, CaseBook? before = null)
    {
        (_number, _fileWithoutVerdict, _memory) = (Math.Max(lastNumber, before?._number ?? 0), fileWithoutVerdict, before?._memory ?? new CaseMemory());
        if (before is null)
            return;
        (_quietBefore, _eventsBefore, _movedBefore) = (before._quiet, before._events, before._moved);
        foreach (var entry in before._touched)
            entry.BecomeWritten();
        _memory.LetGo();
    }

    /// <summary>Cases that the batch opened or changed, in the order in which they were first touched.</summary>
    public IReadOnlyList<CaseEntry> Touched => _touched;

    /// <summary>Candidates that went into a case, in order.</summary>
    public IReadOnlyList<TakenCandidate> Taken => _taken;

    public IReadOnlyList<QuietCandidate> KeptQuiet => _keptQuiet;

    /// <summary>The case, if it need not be read.</summary>
    public CaseEntry? Find(string caseId) => _memory.Case(caseId);

    /// <summary>Adds a case that the store has, and that was not added before.</summary>
    public CaseEntry Add(KnownCase known)
    {
        var entry = new CaseEntry(known);
        _memory.Add(entry);
        return entry;
    }

    /// <summary>Adds a finding that the store has, of a case that was added.</summary>
    public void Add(IncidentRow row)
    {
        if (_memory.Finding(row.Incident) is null && _memory.Case(row.CaseId) is { } entry)
            _memory.Add(entry, entry.Add(row, isNew: false));
    }

    /// <summary>Adds what the store has near a finding of which nothing was heard before.</summary>
    public void Add(LocatedCandidate candidate, List<CaseEntry> near, Circumstances circumstances) =>
        (_near[candidate.Event], _circumstances[candidate.Event]) = (near, circumstances);

    /// <summary>Adds events that the store has.</summary>
    public void Add(IEnumerable<string> events) => _storedEvents.UnionWith(events);

    /// <summary>Whether the event was taken before, in this batch or an earlier one.</summary>
    public bool Knows(LocatedCandidate candidate) => _events.Contains(candidate.Event) || _eventsBefore.Contains(candidate.Event) || _storedEvents.Contains(candidate.Event);

    /// <summary>The highest step of the finding that was taken; null where nothing was heard of it. A higher one cannot have been taken.</summary>
    public long? LastStepOf(LocatedCandidate candidate) => _memory.Finding(candidate.Incident)?.Finding.Row.LastSequence;

    public KnownIncident? FindIncident(LocatedCandidate candidate) =>
        _memory.Finding(candidate.Incident) is var (entry, finding) ? new KnownIncident(entry.Known, finding.Row.LastSequence) : null;

    /// <summary>Cases in which the source or one that is tied to it reports, and those that share the component or the neighbourhood; what counts as the same is for <see cref="Deduplicator"/>.</summary>
    public IReadOnlyList<KnownCase> CasesNear(LocatedCandidate candidate, Sameness sameness)
    {
        var area = new NearArea(candidate, sameness);
        var near = _near[candidate.Event].Where(entry => !_moved.Contains(entry) && !_movedBefore.Contains(entry)).ToHashSet();
        _movedBefore.AddNear(area, near);
        _moved.AddNear(area, near);
        return
        [
            .. near
                .Where(entry => Deduplicator.IsSameProblem(entry.Known, candidate.Data.Problem)).OrderByDescending(entry => entry.Known.Number).Take(MostCompared).Select(entry => entry.Compared),
        ];
    }

    public Circumstances CircumstancesOf(LocatedCandidate candidate)
    {
        var found = _circumstances[candidate.Event];
        return _quiet.Contains(candidate.Incident) || _quietBefore.Contains(candidate.Incident) ? found with { KeptQuiet = true } : found;
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
        var entry = decision.Opens ? Open(candidate, decision, message) : _memory.Case(decision.Case!.Id)!;
        var before = entry.Known;
        if (!decision.Opens)
            entry.Join(candidate);
        if (_memory.Finding(candidate.Incident) is var (_, finding))
            finding.Take(candidate);
        else
            _memory.Add(entry, entry.Add(IncidentRow.Of(candidate, entry.Known.Id, decision.Opens), isNew: true));
        entry.Settle();
        if (decision.Opens && entry.Opening!.FilesAtOnce)
            entry.FileAtOnce();
        _events.Add(candidate.Event);
        _moved.Add(entry);
        if (_touchedOnce.Add(entry))
            _touched.Add(entry);

        var taken = new TakenCandidate(candidate, decision, message, before, entry.Known);
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
        var entry = new CaseEntry(opened, opening);
        _memory.Add(entry);
        return entry;
    }
}
