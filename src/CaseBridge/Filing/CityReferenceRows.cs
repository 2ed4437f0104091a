using EdgeWatch.CaseBridge.Store;

namespace EdgeWatch.CaseBridge.Filing;

/// <summary>Under which references cases are known at the city's platforms.</summary>
internal static class CityReferenceRows
{
    /// <summary>Remembers a reference. A platform that gives one reference twice has merged the two on its side: the first case keeps it.</summary>
    public static void Refer(this StoreTransaction transaction, string platform, string reference, string caseId, string origin, DateTimeOffset now) => transaction.Execute(
        """
        INSERT INTO city_references (platform, reference, case_id, origin, since, asked_at, is_open) VALUES (@platform, @reference, @caseId, @origin, @at, 0, 1)
        ON CONFLICT (platform, reference) DO NOTHING
        """,
        new { platform, reference, caseId, origin, at = now.ToStore() });

    public static string? ReferenceOf(this StoreTransaction transaction, string caseId, string platform) => transaction.One<string>(
        "SELECT reference FROM city_references WHERE case_id = @caseId AND platform = @platform ORDER BY since LIMIT 1", new { caseId, platform });

    /// <summary>Whether the city opened it as a case of its own: it is filed nowhere a second time.</summary>
    public static bool IsImported(this StoreTransaction transaction, string caseId) =>
        transaction.One<long?>("SELECT 1 FROM city_references WHERE case_id = @caseId AND origin = 'imported' LIMIT 1", new { caseId }) is not null;

    public static IReadOnlyList<CityReferenceRow> ReferencesOf(this StoreTransaction transaction, string caseId) =>
        transaction.All<CityReferenceRow>("SELECT * FROM city_references WHERE case_id = @caseId ORDER BY since, platform, reference", new { caseId });

    /// <summary>Who bears the reference, at the platform or at any.</summary>
    public static IReadOnlyList<CityReferenceRow> FindReferences(this StoreTransaction transaction, string reference, string? platform) => transaction.All<CityReferenceRow>(
        $"SELECT * FROM city_references WHERE reference = @reference {(platform is null ? "" : "AND platform = @platform")} ORDER BY platform", new { reference, platform });

    /// <summary>Open requests of a platform, those first that were not asked for the longest.</summary>
    public static IReadOnlyList<CityReferenceRow> ReferencesToAsk(this StoreTransaction transaction, string platform, int most) => transaction.All<CityReferenceRow>(
        "SELECT * FROM city_references WHERE platform = @platform AND is_open = 1 ORDER BY asked_at, reference LIMIT @most", new { platform, most });

    /// <summary>What a platform said of a request, in its own words; one that is closed is not asked for again.</summary>
    public static void Heard(this StoreTransaction transaction, CityReferenceRow row, string heard, bool isOpen, DateTimeOffset now) => transaction.Execute(
        "UPDATE city_references SET heard = @heard, is_open = @isOpen, asked_at = @at WHERE platform = @Platform AND reference = @Reference",
        new { row.Platform, row.Reference, heard, isOpen = isOpen ? 1L : 0L, at = now.ToStore() });

    /// <summary>Pictures of a case that are there, oldest first.</summary>
    public static IReadOnlyList<EvidenceRow> PicturesOf(this StoreTransaction transaction, string caseId) => transaction.All<EvidenceRow>(
        $"SELECT * FROM evidence WHERE case_id IN ({CaseQueries.WithMerged}) AND file_sha256 IS NOT NULL AND swept_at IS NULL ORDER BY taken_at, id", new { Id = caseId });
}

/// <summary>Where a reference comes from.</summary>
internal static class CityReferenceOrigins
{
    /// <summary>We filed the case there.</summary>
    public const string Filed = "filed";

    /// <summary>It was opened there, and imported.</summary>
    public const string Imported = "imported";
}

/// <summary>A row of <c>city_references</c>.</summary>
internal sealed record CityReferenceRow
{
    public string Platform { get; init; } = "";

    public string Reference { get; init; } = "";

    public string CaseId { get; init; } = "";

    public string Origin { get; init; } = "";

    public long Since { get; init; }

    public string? Heard { get; init; }

    public long AskedAt { get; init; }

    public long IsOpen { get; init; }
}
