using EdgeWatch.CaseBridge.Store;

namespace EdgeWatch.CaseBridge.Rechecks;

/// <summary>The pictures before and after.</summary>
internal static class RecheckPictures
{
    /// <summary>Adds a picture that came with an answer to the evidence of the case. No event names it.</summary>
    public static void KeepPicture(this StoreTransaction transaction, Guid id, string agent, string caseId, RecheckPicture picture, DateTimeOffset now) => transaction.Execute(
        """
        INSERT INTO evidence (id, agent, case_id, width, height, taken_at, masked, file_sha256, file_bytes, received_at)
        VALUES (@id, @agent, @caseId, @Width, @Height, @takenAt, 0, @Sha256, @Bytes, @receivedAt) ON CONFLICT (id) DO NOTHING
        """,
        new
        {
            id = id.ToString("D"),
            agent,
            caseId,
            picture.Width,
            picture.Height,
            takenAt = picture.TakenAt.ToStore(),
            picture.File.Sha256,
            picture.File.Bytes,
            receivedAt = now.ToStore(),
        });

    /// <summary>The clearest picture of the problem from before it was reported handled: of the same camera where there is one, else of any.</summary>
    public static (Guid Id, bool SameCamera)? PictureBefore(this StoreTransaction transaction, string caseId, string source, long handledAt) =>
        transaction.One<BeforeRow>(
            $"""
            SELECT e.evidence, CASE WHEN e.source = @source THEN 1 ELSE 0 END AS same FROM case_events e JOIN evidence v ON v.id = e.evidence
            WHERE e.case_id IN ({CaseQueries.WithMerged}) AND e.type <> @Cleared AND v.taken_at <= @handledAt AND v.file_sha256 IS NOT NULL AND v.swept_at IS NULL
            ORDER BY same DESC, e.score DESC, e.event LIMIT 1
            """,
            new { Id = caseId, source, handledAt, Contracts.CandidateTypes.Cleared }) is { } row ? (Guid.Parse(row.Evidence), row.Same == 1) : null;

    /// <summary>Whether a picture can be shown.</summary>
    public static bool IsShown(this StoreTransaction transaction, Guid id) => transaction.FindEvidence(id.ToString("D")) is { FileSha256: not null, SweptAt: null };

    private sealed record BeforeRow
    {
        public string Evidence { get; init; } = "";

        public long Same { get; init; }
    }
}
