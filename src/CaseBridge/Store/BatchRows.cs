using System.Text;
using EdgeWatch.CaseBridge.Intake;

namespace EdgeWatch.CaseBridge.Store;

/// <summary>The rows that a batch of candidates leaves, made before its transaction begins, so that this one only writes.</summary>
internal sealed record BatchRows
{
    public required IReadOnlyList<CaseRow> NewCases { get; init; }

    /// <summary>In the order of their ids, as all who write several take them: two cannot wait for each other.</summary>
    public required IReadOnlyList<CaseRow> ChangedCases { get; init; }

    /// <summary>Those among them whose place or component is another: indexes hold these, and are left alone otherwise.</summary>
    public required IReadOnlyList<CaseRow> MovedCases { get; init; }

    public required IReadOnlyList<IncidentRow> NewFindings { get; init; }

    /// <inheritdoc cref="ChangedCases"/>
    public required IReadOnlyList<IncidentRow> ChangedFindings { get; init; }

    public required IReadOnlyList<EventRow> Events { get; init; }

    /// <summary>History of the cases that were opened.</summary>
    public required IReadOnlyList<HistoryRow> Opened { get; init; }

    /// <summary>And of those that went on, where that is worth a line.</summary>
    public required IReadOnlyList<HistoryRow> Went { get; init; }

    /// <summary>Candidates that went into a case, in order.</summary>
    public required IReadOnlyList<TakenCandidate> Taken { get; init; }

    public required IReadOnlyList<QuietCandidate> Quiet { get; init; }

    /// <param name="transaction">The one that decided.</param>
    /// <param name="book">What it decided.</param>
    public static BatchRows Of(StoreTransaction transaction, CaseBook book)
    {
        var weighed = transaction.Weigh(book.Touched, book.Taken);
        var cases = book.Touched.Select((entry, index) => CaseRow.Of(entry, weighed[index])).ToLookup(row => row.IsNew);
        List<CaseRow> changed = [.. cases[false].OrderBy(row => row.Id, StringComparer.Ordinal)];
        var findings = book.Touched.SelectMany(entry => entry.Findings).ToList();
        return new BatchRows
        {
            NewCases = [.. cases[true]],
            ChangedCases = changed,
            MovedCases = [.. changed.Where(row => row.HasMoved)],
            NewFindings = [.. findings.Where(finding => finding.IsNew).Select(finding => finding.Row)],
            ChangedFindings = [.. findings.Where(finding => finding is { IsNew: false, IsChanged: true }).Select(finding => finding.Row).OrderBy(row => row.Incident, StringComparer.Ordinal)],
            Events = [.. book.Taken.Select(EventRow.Of)],
            Opened = [.. book.Taken.Where(taken => taken.Decision.Opens).Select(History)],
            Went = [.. book.Taken.Where(taken => !taken.Decision.Opens && taken.Change != "updated").Select(History)],
            Taken = book.Taken,
            Quiet = book.KeptQuiet,
        };
    }

    private static HistoryRow History(TakenCandidate taken) => new()
    {
        CaseId = taken.Before.Id,
        At = taken.Message.Waiting.ReceivedAt.ToStore(),
        Actor = taken.Candidate.Candidate.Source,
        Change = taken.Change,
        FromState = taken.Decision.Opens ? null : taken.Before.State,
        ToState = taken.Before.State,
        Reason = taken.Reason,
    };
}

/// <summary>A row of <c>case_events</c>.</summary>
internal sealed record EventRow(
    string Event, string CaseId, string Incident, long Sequence, string Type, string Source, long SeenAt, long ReceivedAt, double Score, double Threshold, double Confidence, string Decision,
    string Compared, string? Evidence, string Original)
{
    public static EventRow Of(TakenCandidate taken)
    {
        var (candidate, data) = (taken.Candidate.Candidate, taken.Candidate.Data);
        return new EventRow(
            taken.Candidate.Event, taken.Before.Id, taken.Candidate.Incident, data.Sequence, candidate.Type, candidate.Source, data.SeenAt.ToStore(), taken.Message.Waiting.ReceivedAt.ToStore(),
            data.Score, data.Threshold, data.Confidence, taken.Decision.Reason.ToString(), taken.Decision.Compared, data.Evidence?.Id.ToString("D"), Encoding.UTF8.GetString(taken.Message.Waiting.Payload));
    }
}
