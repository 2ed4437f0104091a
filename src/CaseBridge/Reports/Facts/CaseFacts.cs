using EdgeWatch.CaseBridge.Catalogue;
using EdgeWatch.CaseBridge.Deduplication;
using EdgeWatch.CaseBridge.Store;
using EdgeWatch.Geography.Coordinates;

namespace EdgeWatch.CaseBridge.Reports.Facts;

/// <summary>What one case puts into the daily facts. Pure: the same rows give the same facts, whenever and by whichever bridge they are counted.</summary>
internal sealed class CaseFacts
{
    private readonly CaseRecord _record;
    private readonly FactView _view;
    private readonly CaseTimeline _timeline;
    private readonly FactKey _key;
    private readonly List<Fact> _facts = [];

    private CaseFacts(CaseRecord record, FactView view)
    {
        (_record, _view, _timeline) = (record, view, new CaseTimeline(record.History));
        var fields = record.Fields;
        var place = fields is { Lon: { } lon, Lat: { } lat } ? new Wgs84(lon, lat, 0) : (Wgs84?)null;
        var lies = view.Locate(place, view.DayOf(fields.Since.FromStore()));
        _key = new FactKey(
            FactView.StreetOf(lies.Cell), lies.Cell ?? "", lies.DutyGrid ?? "", fields.Problem, view.CodeOf(fields.Problem, fields.Component), fields.Kind, fields.Agent, fields.IsCity ? "" : fields.Device,
            record.Models);
    }

    /// <summary>A sensor's own fault is no problem of the street: it stands in no index.</summary>
    public static IReadOnlyList<Fact> Of(CaseRecord record, FactView view)
    {
        var facts = new CaseFacts(record, view);
        foreach (var finding in record.Findings.Where(finding => !ProblemCatalogue.IsEquipment(finding.Problem)))
            facts.CountFinding(finding);
        if (!ProblemCatalogue.IsEquipment(record.Fields.Problem))
            facts.CountCase();
        return facts._facts;
    }

    private void CountFinding(FindingFields finding)
    {
        if (!CandidateSource.TryRead(finding.Source, out var source))
            return;
        if (source.IsCity)
        {
            CountCheck(finding, source);
            return;
        }

        var key = _key with
        {
            Problem = finding.Problem,
            Code = _view.CodeOf(finding.Problem, _record.Fields.Component),
            Kind = source.Kind,
            Agent = source.Agent,
            Device = source.Device,
            Models = finding.Models ?? "",
        };
        var seenAt = finding.FirstSeenAt.FromStore();
        var end = _record.Fields.State switch
        {
            CaseStates.Pending or CaseStates.Merged => Measures.DetectionsPending,
            CaseStates.Rejected or CaseStates.Voided => Measures.DetectionsRejected,
            _ => ProblemCatalogue.AreKin(_record.Fields.Problem, finding.Problem) ? Measures.DetectionsQualified : Measures.DetectionsCorrected,
        };
        Add(Measures.Detections, seenAt, key);
        Add(finding.Opened == 1 ? Measures.DetectionsOpened : Measures.DetectionsJoined, seenAt, key);
        Add(end, seenAt, key);
        if (finding.Opened == 1 && end == Measures.DetectionsQualified)
            Add(Measures.OpenedQualified, seenAt, key);
    }

    /// <summary>What people report is a later check (倒查) of what the machines see: they had it before, or have it not. A report that was in error checks nothing.</summary>
    private void CountCheck(FindingFields report, CandidateSource source)
    {
        if (_record.Fields.State is CaseStates.Rejected or CaseStates.Voided)
            return;
        var machines = _record.Findings.Where(finding => CandidateSource.TryRead(finding.Source, out var other) && !other.IsCity && !ProblemCatalogue.IsEquipment(finding.Problem)).ToList();
        var key = _key with { Kind = source.Kind, Agent = source.Agent, Device = "", Models = "" };
        var seenAt = report.FirstSeenAt.FromStore();
        Add(Measures.Checked, seenAt, key);
        if (machines.Exists(finding => finding.FirstSeenAt <= report.FirstSeenAt))
            Add(Measures.CheckedFound, seenAt, key);
        if (machines.Count == 0)
            Add(Measures.CheckedMissed, seenAt, key);
    }

    private void CountCase()
    {
        var openedAt = _record.Fields.OpenedAt.FromStore();
        Add(Measures.Received, openedAt);
        if (_record.Fields.State == CaseStates.Merged)
            Add(Measures.ReceivedMerged, openedAt);
        if (_record.Fields.RecurrenceOf is not null)
            Add(Measures.ReceivedRecurring, openedAt);
        CountVerdict(openedAt);
        if (_timeline.FiledAt is { } filedAt)
            CountFiled(openedAt, filedAt);
        CountHandling();
        CountDue();
    }

    private void CountVerdict(DateTimeOffset openedAt)
    {
        if (_view.DueAt(_view.Verification, openedAt) is { } due)
        {
            Add(Measures.VerificationDue, due);
            if (_timeline.Verdict is { } inTime && inTime.At <= due)
                Add(Measures.VerificationInTime, due);
        }

        if (_timeline.Verdict is not { } verdict)
            return;
        Add(Measures.Decided, verdict.At);
        if (verdict.To == CaseStates.Rejected)
            Add(Measures.Rejected, verdict.At);
        if (verdict.To == CaseStates.Merged)
            Add(Measures.Merged, verdict.At);
    }

    private void CountFiled(DateTimeOffset openedAt, DateTimeOffset filedAt)
    {
        Add(Measures.Filed, filedAt);
        if (_record.Fields.CorrectedFrom is not null)
            Add(Measures.FiledCorrected, filedAt);
        if (_view.DueAt(_view.Filing, openedAt) is { } due && filedAt <= due)
            Add(Measures.FiledInTime, filedAt);
        if (_record.Fields.State == CaseStates.Voided)
            Add(Measures.FiledVoided, filedAt);
        else if (_record.Fields.FilingLimit is null)
            Add(Measures.FiledWithoutLimit, filedAt);
    }

    private void CountHandling()
    {
        AddFirst(Measures.Voided, CaseStates.Voided);
        AddFirst(Measures.Dispatched, CaseStates.Dispatched);
        AddFirst(Measures.Handled, CaseStates.Handled);
        AddFirst(Measures.Reworked, CaseStates.Returned);
        AddFirst(Measures.Verified, CaseStates.Verified);
        AddFirst(Measures.Closed, CaseStates.Closed);
        foreach (var (from, end) in _timeline.StaysIn(CaseStates.Handled))
        {
            Add(Measures.Handlings, from);
            // What is voided need not be checked any more.
            if (end?.To == CaseStates.Voided || _view.DueAt(_view.Inspection, from) is not { } due)
                continue;
            Add(Measures.InspectionDue, due);
            if (end is { } checkedThen && checkedThen.At <= due)
                Add(Measures.InspectionInTime, due);
        }

        // A suspended case that is taken up again is not returned once more.
        foreach (var move in _timeline.Moves.Where(move => move is { To: CaseStates.Returned, From: not CaseStates.Suspended }))
            Add(Measures.Returns, move.At);
    }

    private void CountDue()
    {
        if (_record.Fields.State == CaseStates.Voided || _timeline.FiledAt is null || _record.Fields.DueAt.FromStore() is not { } due)
            return;
        Add(Measures.Due, due);
        if (_timeline.HandledAt is { } handledAt)
        {
            Add(Measures.DueHandled, due);
            if (handledAt <= due)
                Add(Measures.DueHandledInTime, due);
        }

        if (_timeline.FirstInto(CaseStates.Closed) is { } closedAt)
        {
            Add(Measures.DueClosed, due);
            if (closedAt <= due)
                Add(Measures.DueClosedInTime, due);
        }
    }

    private void AddFirst(string measure, string state)
    {
        if (_timeline.FirstInto(state) is { } at)
            Add(measure, at);
    }

    private void Add(string measure, DateTimeOffset at) => Add(measure, at, _key);

    private void Add(string measure, DateTimeOffset at, FactKey key) => _facts.Add(new Fact(measure, _view.DayOf(at), key, 1));
}
