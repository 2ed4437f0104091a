using EdgeWatch.CaseBridge.Catalogue;
using EdgeWatch.CaseBridge.Confidence;
using EdgeWatch.CaseBridge.Verdicts;

namespace EdgeWatch.CaseBridge.Store;

/// <summary>What verdicts said of findings, by the problem's name and the kind of reporter: the sums are kept, so that a candidate costs one look-up.</summary>
internal static class TrackRecordRows
{
    public static TrackRecord TrackRecord(this StoreTransaction transaction, string problem, string reporter) =>
        transaction.One<TrackRecordRow>("SELECT confirmed, rejected, confidence_sum FROM track_records WHERE problem = @problem AND reporter = @reporter", new { problem, reporter }) is { } row
            ? new TrackRecord(problem, reporter, row.Confirmed, row.Rejected, row.ConfidenceSum)
            : new TrackRecord(problem, reporter, 0, 0, 0);

    /// <summary>
    /// Counts a verdict for each source that has a finding in the case, once. A finding was right where the case is filed as a problem of its family. A duplicate
    /// says nothing yet: its findings count with the case that they went over to. What people reported to the city is judged there, not here.
    /// </summary>
    public static void CountVerdict(this StoreTransaction transaction, string verdictId, string caseId, Verdict verdict, VerdictDecision decision)
    {
        if (verdict.Kind == VerdictKinds.Duplicate)
            return;
        foreach (var finding in CaseOdds.LatestOf(transaction.Findings(caseId)).Where(finding => !finding.Source.IsCity))
        {
            var judged = new JudgedRow
            {
                Problem = finding.Problem,
                Reporter = finding.Source.Kind,
                Confirmed = verdict.Kind != VerdictKinds.Reject && ProblemCatalogue.AreKin(decision.ToProblem, finding.Problem) ? 1 : 0,
                Confidence = finding.Share,
            };
            transaction.Execute(
                "INSERT INTO judged_findings (verdict, source, problem, reporter, confirmed, confidence) VALUES (@verdictId, @source, @Problem, @Reporter, @Confirmed, @Confidence)",
                new { verdictId, source = finding.Source.ToString(), judged.Problem, judged.Reporter, judged.Confirmed, judged.Confidence });
            transaction.Count(judged, +1);
        }
    }

    public static void UncountVerdict(this StoreTransaction transaction, string verdictId)
    {
        foreach (var judged in transaction.All<JudgedRow>("SELECT problem, reporter, confirmed, confidence FROM judged_findings WHERE verdict = @verdictId", new { verdictId }))
            transaction.Count(judged, -1);
        transaction.Execute("DELETE FROM judged_findings WHERE verdict = @verdictId", new { verdictId });
    }

    private static void Count(this StoreTransaction transaction, JudgedRow judged, int times) =>
        transaction.Execute(
            """
            INSERT INTO track_records (problem, reporter, confirmed, rejected, confidence_sum) VALUES (@Problem, @Reporter, @confirmed, @rejected, @sum)
            ON CONFLICT (problem, reporter) DO UPDATE SET confirmed = track_records.confirmed + excluded.confirmed,
                rejected = track_records.rejected + excluded.rejected, confidence_sum = track_records.confidence_sum + excluded.confidence_sum
            """,
            new { judged.Problem, judged.Reporter, confirmed = times * judged.Confirmed, rejected = times * (1 - judged.Confirmed), sum = times * judged.Confidence });

    private sealed record TrackRecordRow
    {
        public long Confirmed { get; init; }

        public long Rejected { get; init; }

        public double ConfidenceSum { get; init; }
    }

    private sealed record JudgedRow
    {
        public string Problem { get; init; } = "";

        public string Reporter { get; init; } = "";

        public long Confirmed { get; init; }

        public double Confidence { get; init; }
    }
}
