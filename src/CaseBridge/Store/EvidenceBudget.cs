namespace EdgeWatch.CaseBridge.Store;

/// <summary>
/// Which pictures go when the disk budget is spent. In this order, the oldest first within each: score samples; pictures that no event ever named; those of
/// rejected, voided, merged and closed cases; of filed ones that are not done; and last those of cases that still wait, because a full disk would stop the intake for all.
/// </summary>
internal static class EvidenceBudget
{
    /// <summary>A picture may come long before its event only when an agent's event was lost on the way; it is sent again well within this time.</summary>
    private static readonly TimeSpan UnclaimedAfter = TimeSpan.FromDays(1);

    /// <summary>Files that are looked up at a time.</summary>
    public const int MostAsked = 500;

    /// <summary>Most that go at a time, so that no transaction holds up the intake; the next sweep takes more.</summary>
    private const int MostExpired = 10_000;

    /// <summary>Bytes of all pictures that are kept.</summary>
    public static long PictureBytes(this StoreTransaction transaction) => transaction.One<long>(
        """
        SELECT CAST(COALESCE((SELECT SUM(file_bytes) FROM evidence WHERE file_sha256 IS NOT NULL AND swept_at IS NULL), 0)
            + COALESCE((SELECT SUM(picture_bytes) FROM score_samples WHERE picture_sha256 IS NOT NULL), 0) AS BIGINT)
        """);

    /// <summary>Bytes of the pictures that came since and are kept.</summary>
    public static long PictureBytesSince(this StoreTransaction transaction, DateTimeOffset since) => transaction.One<long>(
        """
        SELECT CAST(COALESCE((SELECT SUM(file_bytes) FROM evidence WHERE received_at >= @since AND file_sha256 IS NOT NULL AND swept_at IS NULL), 0)
            + COALESCE((SELECT SUM(picture_bytes) FROM score_samples WHERE received_at >= @since AND picture_sha256 IS NOT NULL), 0) AS BIGINT)
        """,
        new { since = since.ToStore() });

    /// <summary>Marks the rows of pictures that came before the given time, but for those of cases that are not done; returns the pictures that nothing names any more.</summary>
    public static IReadOnlyList<StoredFile> Expire(this StoreTransaction transaction, DateTimeOffset before, DateTimeOffset now)
    {
        var old = transaction.All<SweepRow>(
            $"""
            SELECT v.id, 0 AS is_sample, v.file_sha256 AS sha256, v.file_bytes AS bytes FROM evidence v LEFT JOIN cases c ON c.id = v.case_id
            WHERE v.received_at < @before AND v.file_sha256 IS NOT NULL AND v.swept_at IS NULL AND (c.id IS NULL OR c.state NOT IN ({CaseStates.OpenSql})) LIMIT @MostExpired
            """,
            new { before = before.ToStore(), MostExpired });
        foreach (var picture in old)
            transaction.Execute("UPDATE evidence SET swept_at = @at WHERE id = @Id", new { picture.Id, at = now.ToStore() });
        return [.. old.Select(row => new StoredFile(row.Sha256, row.Bytes)).Where(file => !transaction.IsHeld(file.Sha256))];
    }

    /// <summary>Marks the rows of what has to go; the files are for the caller to delete once this is committed.</summary>
    public static IReadOnlyList<StoredFile> Sweep(this StoreTransaction transaction, long budget, DateTimeOffset now)
    {
        var over = transaction.PictureBytes() - budget;
        var swept = new List<StoredFile>();
        foreach (var picture in over > 0 ? transaction.All<SweepRow>(Order, new { unclaimed = (now - UnclaimedAfter).ToStore() }) : [])
        {
            if (over <= 0)
                break;
            transaction.Execute(
                picture.IsSample == 1
                    ? "UPDATE score_samples SET picture_sha256 = NULL, picture_bytes = NULL WHERE id = @Id"
                    : "UPDATE evidence SET swept_at = @at WHERE id = @Id",
                new { picture.Id, at = now.ToStore() });
            over -= picture.Bytes;
            swept.Add(new StoredFile(picture.Sha256, picture.Bytes));
        }

        return [.. swept.Where(file => !transaction.IsHeld(file.Sha256))];
    }

    /// <summary>Deletes samples that are too old; returns the pictures that nothing names any more.</summary>
    public static IReadOnlyList<StoredFile> ForgetSamples(this StoreTransaction transaction, DateTimeOffset before)
    {
        var old = new { before = before.ToStore() };
        var pictures = transaction.All<SweepRow>(
            "SELECT id, 1 AS is_sample, picture_sha256 AS sha256, picture_bytes AS bytes FROM score_samples WHERE received_at < @before AND picture_sha256 IS NOT NULL", old);
        transaction.Execute("DELETE FROM score_samples WHERE received_at < @before", old);
        return [.. pictures.Select(row => new StoredFile(row.Sha256, row.Bytes)).Where(file => !transaction.IsHeld(file.Sha256))];
    }

    /// <summary>Of at most <see cref="MostAsked"/> files, those that no row names: pictures that were refused, or swept by a process that was killed in between.</summary>
    public static IReadOnlyList<StoredFile> Unnamed(this StoreTransaction transaction, IReadOnlyCollection<StoredFile> files)
    {
        // Names are hexadecimal digits; what is called otherwise is none of ours.
        var ours = files.Where(file => file.Sha256.All(char.IsAsciiHexDigitLower)).ToList();
        if (ours.Count == 0)
            return [];
        var names = string.Join(", ", ours.Select(file => $"'{file.Sha256}'"));
        var named = transaction.All<string>(
            $"SELECT file_sha256 FROM evidence WHERE file_sha256 IN ({names}) AND swept_at IS NULL UNION SELECT picture_sha256 FROM score_samples WHERE picture_sha256 IN ({names})").ToHashSet(StringComparer.Ordinal);
        return [.. ours.Where(file => !named.Contains(file.Sha256))];
    }

    private const string Order =
        """
        SELECT id, 1 AS is_sample, picture_sha256 AS sha256, picture_bytes AS bytes, CAST(0 AS BIGINT) AS rank, received_at
        FROM score_samples WHERE picture_sha256 IS NOT NULL
        UNION ALL
        SELECT v.id, 0, v.file_sha256, v.file_bytes,
            CASE WHEN c.id IS NULL THEN CASE WHEN v.received_at < @unclaimed THEN 1 ELSE 4 END WHEN c.state = 'pending' THEN 4 WHEN c.state IN ('rejected', 'voided', 'merged', 'closed') THEN 2 ELSE 3 END,
            v.received_at
        FROM evidence v LEFT JOIN cases c ON c.id = v.case_id WHERE v.file_sha256 IS NOT NULL AND v.swept_at IS NULL
        ORDER BY rank, received_at
        LIMIT 10000
        """;

    // The same bytes may be the picture of two rows.
    private static bool IsHeld(this StoreTransaction transaction, string sha256) => transaction.One<long>(
        """
        SELECT (SELECT COUNT(*) FROM evidence WHERE file_sha256 = @sha256 AND swept_at IS NULL) + (SELECT COUNT(*) FROM score_samples WHERE picture_sha256 = @sha256)
        """,
        new { sha256 }) > 0;

    private sealed record SweepRow
    {
        public string Id { get; init; } = "";

        public long IsSample { get; init; }

        public string Sha256 { get; init; } = "";

        public long Bytes { get; init; }
    }
}
