using System.Text.Json;
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

    /// <summary>Works out the confidence anew and keeps it with the case.</summary>
    public static void SettleConfidence(this StoreTransaction transaction, string caseId)
    {
        if (transaction.Weigh(caseId) is not { } confidence)
            return;
        transaction.Execute(
            "UPDATE cases SET confidence = @Posterior, odds = @odds WHERE id = @caseId",
            new { caseId, confidence.Posterior, odds = ToJson(confidence) });
    }

    /// <summary>The confidence of a case by what is known now; null where all its findings went over to another case.</summary>
    public static CaseConfidence? Weigh(this StoreTransaction transaction, string caseId)
    {
        var findings = transaction.Findings(caseId);
        return findings.Count == 0 ? null : CaseOdds.Weigh(findings, [.. transaction.Answers(caseId).Select(answer => answer.ToAnswer())], transaction.TrackRecord);
    }

    /// <summary>The confidence of each case as a batch leaves it: once for a case, however many reports there were.</summary>
    /// <param name="transaction">The transaction of the batch, before its corroborations are written.</param>
    /// <param name="entries">The cases.</param>
    /// <param name="taken">What was taken into them.</param>
    public static IReadOnlyList<CaseConfidence> Weigh(this StoreTransaction transaction, IReadOnlyList<CaseEntry> entries, IEnumerable<TakenCandidate> taken)
    {
        var answers = transaction.AnswersOf(entries, taken);
        var records = new Dictionary<(string Problem, string Reporter), TrackRecord>();
        TrackRecord RecordOf(string problem, string reporter)
        {
            if (!records.TryGetValue((problem, reporter), out var record))
                records[(problem, reporter)] = record = transaction.TrackRecord(problem, reporter);
            return record;
        }

        return
        [
            .. entries.Select(entry => CaseOdds.Weigh(
                [.. entry.Findings.Where(finding => finding.Row.Source.Length > 0).Select(finding => finding.Row.ToFinding())],
                [.. entry.Findings.SelectMany(finding => answers[finding.Row.Incident])],
                RecordOf)),
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

    public static string ToJson(CaseConfidence confidence) => JsonSerializer.Serialize(confidence, JsonSerializerOptions.Web);

    public static IReadOnlyList<Finding> Findings(this StoreTransaction transaction, string caseId) =>
    [
        .. transaction.All<FindingRow>("SELECT source, problem, confidence, said_at FROM incidents WHERE case_id = @caseId AND source <> ''", new { caseId })
            .Select(row => row.ToFinding()),
    ];

    /// <summary>Everything that other sources said of the findings of a case, oldest first.</summary>
    public static IReadOnlyList<AnswerRow> Answers(this StoreTransaction transaction, string caseId) => transaction.All<AnswerRow>(
        "SELECT a.* FROM corroborations a JOIN incidents i ON i.incident = a.incident WHERE i.case_id = @caseId ORDER BY a.at, a.event", new { caseId });

    private sealed record FindingRow
    {
        public string Source { get; init; } = "";

        public string Problem { get; init; } = "";

        public double Confidence { get; init; }

        public long SaidAt { get; init; }

        public Finding ToFinding() => new(CandidateSource.TryRead(Source, out var source) ? source : default, Problem, Confidence, SaidAt.FromStore());
    }
}

/// <summary>A row of <c>corroborations</c>.</summary>
internal sealed record AnswerRow
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
