using EdgeWatch.CaseBridge.Deduplication;
using EdgeWatch.Geography.Coordinates;

namespace EdgeWatch.CaseBridge.Store;

/// <summary>What the store knows already: looked up within the transaction that decides on it.</summary>
internal static class KnownRows
{
    public static bool KnowsEvent(this StoreTransaction transaction, Guid id) =>
        transaction.One<long?>("SELECT 1 FROM case_events WHERE event = @id", new { id = id.ToString("D") }) is not null;

    public static KnownIncident? FindIncident(this StoreTransaction transaction, Guid incident)
    {
        var row = transaction.One<IncidentRow>("SELECT case_id, last_sequence FROM incidents WHERE incident = @id", new { id = incident.ToString("D") });
        return row is null ? null : new KnownIncident(transaction.FindCase(row.CaseId)!, row.LastSequence);
    }

    public static KnownCase? FindCase(this StoreTransaction transaction, string id) =>
        transaction.One<KnownCase>("SELECT * FROM cases WHERE id = @id", new { id });

    /// <summary>
    /// Cases that share the zone, the component or the neighbourhood, and are open or were decided recently. Three index look-ups, each small;
    /// what counts as the same is for <see cref="Deduplicator"/> to decide.
    /// </summary>
    public static IReadOnlyList<KnownCase> CasesNear(this StoreTransaction transaction, LocatedCandidate candidate, double samePlaceRadius)
    {
        var place = candidate.Place is { ErrorRadius: <= Deduplicator.VaguestPlace } known ? known : (Wgs84?)null;
        var reach = place is { } here ? (samePlaceRadius + here.ErrorRadius + Deduplicator.VaguestPlace) / Wgs84.MetresPerDegree : 0;
        var sideways = place is { } at ? reach / Math.Max(0.01, Math.Cos(double.DegreesToRadians(at.Lat))) : 0;
        return transaction.All<KnownCase>(
            $"""
            SELECT * FROM cases WHERE agent = @Agent AND camera = @Camera AND zone = @Zone AND {Recent}
            UNION
            SELECT * FROM cases WHERE component = @Component AND {Recent}
            UNION
            SELECT * FROM cases WHERE lat BETWEEN @South AND @North AND lon BETWEEN @West AND @East AND {Recent}
            """,
            new
            {
                candidate.Agent,
                candidate.Camera,
                candidate.Zone,
                candidate.Data.Component,
                South = place?.Lat - reach,
                North = place?.Lat + reach,
                West = place?.Lon - sideways,
                East = place?.Lon + sideways,
                Recall = (candidate.Data.Since - Deduplicator.RecallWithin).ToStore(),
            });
    }

    private const string Recent =
        "(state = 'pending' OR state = 'filed' AND (cleared_at IS NULL OR cleared_at >= @Recall) OR state IN ('rejected', 'closed') AND decided_at >= @Recall)";

    private sealed record IncidentRow
    {
        public string CaseId { get; init; } = "";

        public long LastSequence { get; init; }
    }
}
