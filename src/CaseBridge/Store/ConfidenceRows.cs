using EdgeWatch.CaseBridge.Confidence;
using EdgeWatch.CaseBridge.Deduplication;
using EdgeWatch.CaseBridge.Intake;
using EdgeWatch.Contracts;

namespace EdgeWatch.CaseBridge.Store;

/// <summary>What vouches for a case, and the confidence that comes of it: kept with the case on each report, so that lists need not work it out.</summary>
internal static class ConfidenceRows
{
    /// <summary>Keeps what candidates brought along of other sources.</summary>
    public static void TakeCorroborations(this StoreTransaction transaction, IEnumerable<TakenCandidate> taken) => transaction.ExecuteAll(
        """
        INSERT INTO corroborations (event, incident, source, answer, found, at, likelihood_ratio)
        SELECT w.Event, w.Incident, w.Source, w.Answer, w.Found, w.At, w.LikelihoodRatio FROM @rows w
        """,
        [.. taken.Where(one => one.Candidate.Data.Corroboration is not null).Select(one => AnswerRow.Of(one.Candidate, one.Candidate.Data.Corroboration!))]);

    /// <summary>Works out the confidence anew and keeps it with the case; one whose findings all went over to another keeps what it had.</summary>
    public static void SettleConfidence(this StoreTransaction transaction, string caseId)
    {
        var (findings, answers) = (transaction.Findings(caseId), transaction.Answers(caseId));
        if (findings.Count == 0)
            return;
        var weighed = new CaseScales(transaction.TrackRecord).Weigh(findings, [.. answers.Select(answer => answer.ToAnswer())]);
        transaction.Execute("UPDATE cases SET confidence = @Posterior, records = @Records WHERE id = @caseId", new { caseId, weighed.Posterior, weighed.Records });
    }

    /// <summary>How the confidence of cases came about, by their ids: from the track records as they stood when it was last weighed. Left out where there are no findings: they all went over to another case.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="cases">Ids, each with its kept records; without them, those of now count.</param>
    public static IReadOnlyDictionary<string, CaseConfidence> Confidences(this StoreTransaction transaction, IEnumerable<(string Id, string? Records)> cases)
    {
        var all = cases.Select(one => new ShownCase(one.Id, one.Records)).ToList();
        var findings = transaction.AllOf<ShownCase, FindingRow>(
            "SELECT i.case_id, i.source, i.problem, i.confidence, i.said_at FROM @rows w JOIN incidents i ON i.case_id = w.Id WHERE i.source <> ''", all).ToLookup(row => row.CaseId, row => row.ToFinding());
        var answers = transaction.AllOf<ShownCase, ShownAnswerRow>(
            "SELECT i.case_id, a.* FROM @rows w JOIN incidents i ON i.case_id = w.Id JOIN corroborations a ON a.incident = i.incident", all).ToLookup(row => row.CaseId, row => row.ToAnswer());
        return all.Where(one => findings.Contains(one.Id)).ToDictionary(
            one => one.Id, one => CaseOdds.Weigh([.. findings[one.Id]], [.. answers[one.Id]], one.Records is null ? transaction.TrackRecord : CaseScales.RecordsFrom(one.Records)));
    }

    /// <summary>The confidence of each case as a batch leaves it: once for a case, however many reports there were.</summary>
    /// <param name="transaction">The transaction of the batch, before its corroborations are written.</param>
    /// <param name="entries">The cases.</param>
    /// <param name="taken">What was taken into them.</param>
    public static IReadOnlyList<WeighedCase> Weigh(this StoreTransaction transaction, IReadOnlyList<CaseEntry> entries, IEnumerable<TakenCandidate> taken)
    {
        var (answers, scales) = (transaction.AnswersOf(entries, taken), new CaseScales(transaction.TrackRecord));
        return
        [
            .. entries.Select(entry => scales.Weigh(
                [.. entry.Findings.Where(finding => finding.Row.Source.Length > 0).Select(finding => finding.ToFinding())],
                answers.Count == 0 ? [] : [.. entry.Findings.SelectMany(finding => answers[finding.Row.Incident])])),
        ];
    }

    private static ILookup<string, Answer> AnswersOf(this StoreTransaction transaction, IReadOnlyList<CaseEntry> entries, IEnumerable<TakenCandidate> taken)
    {
        var known = entries.SelectMany(entry => entry.Findings).Where(finding => !finding.IsNew).Select(finding => finding.Row)
            .OrderBy(row => row.Incident, StringComparer.Ordinal).ToList();
        return transaction.AllOf<IncidentRow, AnswerRow>("SELECT a.* FROM @rows w JOIN corroborations a ON a.incident = w.Incident", known)
            .Concat(taken.Where(one => one.Candidate.Data.Corroboration is not null).Select(one => AnswerRow.Of(one.Candidate, one.Candidate.Data.Corroboration!)))
            .ToLookup(row => row.Incident, row => row.ToAnswer());
    }

    public static IReadOnlyList<Finding> Findings(this StoreTransaction transaction, string caseId) =>
    [
        .. transaction.All<FindingRow>("SELECT source, problem, confidence, said_at FROM incidents WHERE case_id = @caseId AND source <> ''", new { caseId })
            .Select(row => row.ToFinding()),
    ];

    /// <summary>Everything that other sources said of the findings of a case, oldest first.</summary>
    public static IReadOnlyList<AnswerRow> Answers(this StoreTransaction transaction, string caseId) => transaction.All<AnswerRow>(
        "SELECT a.* FROM corroborations a JOIN incidents i ON i.incident = a.incident WHERE i.case_id = @caseId ORDER BY a.at, a.event", new { caseId });

    private sealed record ShownCase(string Id, string? Records);

    private sealed record FindingRow
    {
        public string CaseId { get; init; } = "";

        public string Source { get; init; } = "";

        public string Problem { get; init; } = "";

        public double Confidence { get; init; }

        public long SaidAt { get; init; }

        public Finding ToFinding() => new(CandidateSource.TryRead(Source, out var source) ? source : default, Problem, Confidence, SaidAt.FromStore());
    }

    private sealed record ShownAnswerRow : AnswerRow
    {
        public string CaseId { get; init; } = "";
    }
}

/// <summary>A row of <c>corroborations</c>.</summary>
internal record AnswerRow
{
    public string Event { get; init; } = "";

    public string Incident { get; init; } = "";

    public string Source { get; init; } = "";

    public string Answer { get; init; } = "";

    public string Found { get; init; } = "";

    public long At { get; init; }

    public double LikelihoodRatio { get; init; }

    public static AnswerRow Of(LocatedCandidate candidate, Corroboration said) => new()
    {
        Event = candidate.Event,
        Incident = candidate.Incident,
        Source = said.Source,
        Answer = said.Answer,
        Found = said.Found,
        At = said.At.ToStore(),
        LikelihoodRatio = said.LikelihoodRatio,
    };

    public Answer ToAnswer() => new(Source, Answer, Found, At.FromStore(), LikelihoodRatio);
}
