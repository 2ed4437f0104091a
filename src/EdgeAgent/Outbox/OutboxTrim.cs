using System.Text.Json;
using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Options;

namespace EdgeWatch.EdgeAgent.Outbox;

/// <summary>
/// What goes when the outbox is full, oldest first within each kind. For rows: samples, updates (with their pictures), reports, cleared candidates (with
/// their pictures). For bytes: samples, pictures of updates, pictures of cleared candidates; the candidates themselves stay, without a picture.
/// An opened candidate never goes: the outbox rather grows. Its picture goes only when pictures of opened candidates alone fill the byte budget twice over,
/// for then the disk itself, and with it every further candidate, is at stake.
/// </summary>
internal sealed class OutboxTrim(OutboxOptions options, EvidenceOptions evidence)
{
    /// <summary>Deleted at a time, so that a full outbox is not trimmed at every append.</summary>
    private const int Batch = 64;

    private static readonly (RowKind Kind, string Reason)[] ByRows =
    [
        (RowKind.Sample, "oldest-sample"),
        (RowKind.Updated, "oldest-update"),
        (RowKind.Report, "oldest-report"),
        (RowKind.Cleared, "oldest-cleared"),
    ];

    private static readonly (RowKind Kind, string Reason)[] ByBytes =
    [
        (RowKind.Sample, "sample-over-budget"),
        (RowKind.PictureOfUpdated, "update-picture-over-budget"),
        (RowKind.PictureOfCleared, "cleared-picture-over-budget"),
    ];

    private readonly long _bytes = evidence.BudgetMegabytes * 1024L * 1024;

    /// <summary>Brings the outbox within its bounds, as far as that may be; tells each row given up with the reason.</summary>
    public void Run(OutboxDatabase database, OutboxTotals totals, Action<string> dropped)
    {
        foreach (var (kind, reason) in ByRows)
        {
            while (totals.Rows > options.MaxRows && totals.Of(kind) > 0)
                DropRows(database, totals, kind, reason, dropped);
        }

        foreach (var (kind, reason) in ByBytes)
        {
            while (totals.PictureBytes > _bytes && totals.Of(kind) > 0)
                DropPictures(database, totals, kind, reason, _bytes, dropped);
        }

        while (totals.PictureBytes > 2 * _bytes && totals.Of(RowKind.PictureOfOpened) > 0)
            DropPictures(database, totals, RowKind.PictureOfOpened, "opened-picture-over-twice-the-budget", 2 * _bytes, dropped);
    }

    /// <summary>A candidate as it goes out when its picture could not be kept.</summary>
    public static byte[] WithoutPicture(byte[] body)
    {
        var candidate = JsonSerializer.Deserialize(body, ContractsJson.Default.CandidateEvent)!;
        return JsonSerializer.SerializeToUtf8Bytes(candidate with { Data = candidate.Data with { Evidence = null } }, ContractsJson.Default.CandidateEvent);
    }

    private void DropRows(OutboxDatabase database, OutboxTotals totals, RowKind kind, string reason, Action<string> dropped)
    {
        foreach (var id in database.Oldest(kind, (int)Math.Min(Batch, totals.Rows - options.MaxRows)))
        {
            foreach (var picture in database.PicturesOf(id))
                totals.Remove(database.Delete(picture));
            totals.Remove(database.Delete(id));
            dropped(reason);
        }
    }

    private static void DropPictures(OutboxDatabase database, OutboxTotals totals, RowKind kind, string reason, long budget, Action<string> dropped)
    {
        foreach (var id in database.Oldest(kind, Batch))
        {
            if (totals.PictureBytes <= budget)
                return;
            if (database.OwnerOf(id) is { } owner)
                database.Replace(owner.Id, WithoutPicture(owner.Body));
            totals.Remove(database.Delete(id));
            dropped(reason);
        }
    }
}

/// <summary>How full the outbox is, by kind; kept beside the database so that no append counts rows.</summary>
internal sealed class OutboxTotals
{
    private readonly Dictionary<RowKind, long> _rowsByKind = [];
    private long _rows;
    private long _pictureBytes;

    public OutboxTotals(IReadOnlyDictionary<RowKind, (long Rows, long Bytes)> totals)
    {
        foreach (var (kind, (rows, bytes)) in totals)
            Change(kind, rows, bytes);
    }

    /// <summary>Every row; may be read from any thread.</summary>
    public long Rows => Interlocked.Read(ref _rows);

    /// <summary>Bytes that count against the budget for pictures.</summary>
    public long PictureBytes => Interlocked.Read(ref _pictureBytes);

    public long Of(RowKind kind) => _rowsByKind.GetValueOrDefault(kind);

    public void Add(NewRow row) => Change(row.Kind, 1, row.Body.Length);

    public void Remove((RowKind Kind, long Bytes)? row)
    {
        if (row is var (kind, bytes))
            Change(kind, -1, -bytes);
    }

    private void Change(RowKind kind, long rows, long bytes)
    {
        _rowsByKind[kind] = Of(kind) + rows;
        Interlocked.Add(ref _rows, rows);
        if (kind.CountsAsPicture())
            Interlocked.Add(ref _pictureBytes, bytes);
    }
}
