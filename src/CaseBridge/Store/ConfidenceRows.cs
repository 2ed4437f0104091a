using System.Text.Json;
using EdgeWatch.CaseBridge.Confidence;
using EdgeWatch.CaseBridge.Deduplication;

namespace EdgeWatch.CaseBridge.Store;

/// <summary>What vouches for a case, and the confidence that comes of it: kept with the case on each report, so that lists need not work it out.</summary>
internal static class ConfidenceRows
{
    /// <summary>Keeps what a candidate brought along of another source.</summary>
    public static void TakeCorroboration(this StoreTransaction transaction, LocatedCandidate candidate)
    {
        if (candidate.Data.Corroboration is not { } said)
            return;
        transaction.Execute(
            """
            INSERT INTO corroborations (event, incident, source, answer, found, at, likelihood_ratio)
            VALUES (@Event, @Incident, @Source, @Answer, @Found, @At, @LikelihoodRatio)
            """,
            new
            {
                Event = candidate.Candidate.Id.ToString("D"),
                Incident = candidate.Data.Incident.ToString("D"),
                said.Source,
                said.Answer,
                said.Found,
                At = said.At.ToStore(),
                said.LikelihoodRatio,
            });
    }

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

    /// <summary>The confidence of a case that begins with the candidate.</summary>
    public static CaseConfidence Weigh(this StoreTransaction transaction, LocatedCandidate candidate)
    {
        var finding = new Finding(candidate.Source, candidate.Data.Problem, candidate.Data.Confidence, candidate.Data.SeenAt);
        return CaseOdds.Weigh([finding], candidate.Data.Corroboration is { } said ? [new Answer(said.Source, said.Answer, said.Found, said.At, said.LikelihoodRatio)] : [], transaction.TrackRecord);
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

    public string Source { get; init; } = "";

    public string Answer { get; init; } = "";

    public string Found { get; init; } = "";

    public long At { get; init; }

    public double LikelihoodRatio { get; init; }

    public Answer ToAnswer() => new(Source, Answer, Found, At.FromStore(), LikelihoodRatio);
}
