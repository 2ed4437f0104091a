using EdgeWatch.CaseBridge.Deduplication;
using EdgeWatch.CaseBridge.Intake;
using EdgeWatch.CaseBridge.Store;

namespace EdgeWatch.CaseBridge.Reports.Facts;

/// <summary>
/// Says, in the transaction that changes anything, what must be counted anew. One row for many: the intake pays for an insert, and the counting is done later by
/// <see cref="FactBook"/>.
/// </summary>
internal static class FactFeed
{
    /// <summary>A row is counted as one: after a rush, a round is to be as short as at any time.</summary>
    private const int SubjectsOfRow = 100;

    /// <summary>Every change of a case must be queued: of its state, problem, place or findings; for a merger both cases.</summary>
    public static void QueueFacts(this StoreTransaction transaction, DateTimeOffset now, params IEnumerable<string?> cases) =>
        transaction.Queue(now, cases.OfType<string>().Select(Subject.Case));

    /// <summary>The cases, quiet findings and zero reports of a batch.</summary>
    public static void QueueFacts(this StoreTransaction transaction, IReadOnlyList<Outcome> outcomes)
    {
        if (outcomes.Count > 0)
            transaction.Queue(outcomes[0].Message.Waiting.ReceivedAt, outcomes.Where(outcome => outcome.Kind == OutcomeKind.Taken).Select(Changed).OfType<Subject>());
    }

    private static Subject? Changed(Outcome outcome) => outcome switch
    {
        { CaseId: { } caseId } => GoesOnAsItWas(outcome) ? null : Subject.Case(caseId),
        { Message: CandidateMessage quiet } => Subject.Quiet(quiet.Candidate.Data.Incident),
        { Message: ReportMessage report } => Subject.Report(report.Report.Id),
        _ => null,
    };

    /// <summary>
    /// A problem that is still there, by far the most frequent of all that is reported: one more look of a known finding, which makes its case neither earlier nor better placed. That
    /// changes no fact. What a report can change of a case and of a finding stands in <see cref="CaseEntry.Join"/> and <see cref="CaseFinding.Take"/>.
    /// </summary>
    private static bool GoesOnAsItWas(Outcome outcome) =>
        outcome is { Message: CandidateMessage { Located: var candidate }, Decision: { Reason: DecisionReason.SameIncident, Case: { } before } }
        && candidate.Data.SeenAt.ToStore() >= before.SeenAt
        && candidate.Data.Since.ToStore() >= before.Since
        && (candidate.Data.Component is null || before.Component is not null)
        && (candidate.Place is not { } place || before.Place is { } known && place.ErrorRadius >= known.ErrorRadius);

    private static void Queue(this StoreTransaction transaction, DateTimeOffset now, IEnumerable<Subject> changed) => transaction.ExecuteAll(
        "INSERT INTO fact_feed (id, subjects) SELECT w.Id, w.Subjects FROM @rows w",
        [.. changed.Distinct().Chunk(SubjectsOfRow).Select(some => new { Id = Guid.CreateVersion7(now).ToString("D"), Subjects = string.Concat(some) })]);
}
