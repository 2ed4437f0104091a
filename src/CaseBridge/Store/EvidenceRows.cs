using EdgeWatch.CaseBridge.Intake;
using EdgeWatch.CaseBridge.Live;
using EdgeWatch.Contracts;

namespace EdgeWatch.CaseBridge.Store;

/// <summary>Pictures: what events say of them, and which files have come. Either may be first.</summary>
internal static class EvidenceRows
{
    /// <summary>Remembers what events say of their pictures, the first of each. A picture that came before and is another one is let go: the event's hash is the law.</summary>
    public static void ReferToEvidence(this StoreTransaction transaction, IEnumerable<TakenCandidate> taken) => transaction.ExecuteAll(
        """
        INSERT INTO evidence (id, agent, case_id, event, ref_sha256, ref_bytes, width, height, taken_at, masked)
        SELECT w.Id, w.Agent, w.CaseId, w.Event, w.RefSha256, w.RefBytes, w.Width, w.Height, w.TakenAt, w.Masked FROM @rows w WHERE TRUE
        ON CONFLICT (id) DO UPDATE SET
            case_id = excluded.case_id, event = excluded.event, ref_sha256 = excluded.ref_sha256, ref_bytes = excluded.ref_bytes,
            width = excluded.width, height = excluded.height, taken_at = excluded.taken_at, masked = excluded.masked,
            file_sha256 = CASE WHEN evidence.file_sha256 = excluded.ref_sha256 THEN evidence.file_sha256 ELSE NULL END
        WHERE evidence.event IS NULL
        """,
        [.. taken.Where(one => one.Candidate.Data.Evidence is not null).DistinctBy(one => one.Candidate.Data.Evidence!.Id).Select(one => EvidenceRow.Of(one, one.Candidate.Data.Evidence!))]);

    /// <summary>Takes a picture whose bytes lie on the disk already.</summary>
    public static Outcome TakePicture(this StoreTransaction transaction, PictureMessage message)
    {
        var id = message.Picture.ToString("D");
        var file = message.File!;
        var known = transaction.FindEvidence(id);
        if (known is { FileSha256: not null } or { SweptAt: not null })
            return Outcome.Repeated(message);
        if (known?.RefSha256 is { } expected && (expected != file.Sha256 || known.RefBytes != file.Bytes))
        {
            return transaction.SetAside(
                new MalformedMessage(message.Waiting, message.Picture, $"the picture has {file.Bytes} bytes with SHA-256 {file.Sha256}, its event says {known.RefBytes} with {expected}"));
        }

        transaction.Execute(
            """
            INSERT INTO evidence (id, agent, file_sha256, file_bytes, received_at) VALUES (@id, @Agent, @Sha256, @Bytes, @receivedAt)
            ON CONFLICT (id) DO UPDATE SET file_sha256 = excluded.file_sha256, file_bytes = excluded.file_bytes, received_at = excluded.received_at
            """,
            new { id, message.Waiting.Agent, file.Sha256, file.Bytes, receivedAt = message.Waiting.ReceivedAt.ToStore() });
        return known?.CaseId is { } caseId && transaction.FindCase(caseId) is { } pictured
            ? Outcome.Taken(message, LiveUpdate.Case(caseId, pictured.State, "updated", message.Waiting.ReceivedAt))
            : Outcome.Taken(message);
    }

    public static EvidenceRow? FindEvidence(this StoreTransaction transaction, string id) =>
        transaction.One<EvidenceRow>("SELECT * FROM evidence WHERE id = @id", new { id });
}

/// <summary>A row of <c>evidence</c>.</summary>
internal sealed record EvidenceRow
{
    public string Id { get; init; } = "";

    public string Agent { get; init; } = "";

    public string? CaseId { get; init; }

    public string? Event { get; init; }

    public string? RefSha256 { get; init; }

    public long? RefBytes { get; init; }

    public long? Width { get; init; }

    public long? Height { get; init; }

    public long? TakenAt { get; init; }

    public long? Masked { get; init; }

    public string? FileSha256 { get; init; }

    public long? FileBytes { get; init; }

    public long? SweptAt { get; init; }

    /// <summary>What an event says of its picture.</summary>
    public static EvidenceRow Of(TakenCandidate taken, EvidenceReference reference) => new()
    {
        Id = reference.Id.ToString("D"),
        Agent = taken.Candidate.Agent,
        CaseId = taken.Before.Id,
        Event = taken.Candidate.Event,
        RefSha256 = reference.Sha256,
        RefBytes = reference.Bytes,
        Width = reference.Width,
        Height = reference.Height,
        TakenAt = reference.TakenAt.ToStore(),
        Masked = reference.Masked ? 1 : 0,
    };
}
