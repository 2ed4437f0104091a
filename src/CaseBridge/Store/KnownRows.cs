using EdgeWatch.CaseBridge.Deduplication;
using EdgeWatch.Geography.Coordinates;

namespace EdgeWatch.CaseBridge.Store;

/// <summary>What the store knows already: looked up within the transaction that decides on it.</summary>
internal static class KnownRows
{
    public static bool KnowsEvent(this StoreTransaction transaction, Guid id) =>
        transaction.One<long?>("SELECT 1 FROM case_events WHERE event = @id UNION SELECT 1 FROM quiet_events WHERE event = @id", new { id = id.ToString("D") }) is not null;

    public static KnownIncident? FindIncident(this StoreTransaction transaction, Guid incident)
    {
        var row = transaction.One<IncidentRow>("SELECT case_id, last_sequence FROM incidents WHERE incident = @id", new { id = incident.ToString("D") });
        return row is null ? null : new KnownIncident(transaction.FindCase(row.CaseId)!, row.LastSequence);
    }

    public static KnownCase? FindCase(this StoreTransaction transaction, string id) =>
        transaction.One<KnownCase>($"SELECT {Columns} FROM cases c WHERE c.id = @id", new { id });

    /// <summary>Who else watches what the candidate is about, as the sensors' status says: the camera of its sensor, or the sensors of its camera.</summary>
    public static IReadOnlyList<Tie> TiesOf(this StoreTransaction transaction, CandidateSource source) =>
    [
        .. transaction.All<TieRow>(
                source.IsSensor
                    ? "SELECT sensor, camera, zone FROM sensors WHERE agent = @Agent AND sensor = @Device AND camera IS NOT NULL AND zone IS NOT NULL"
                    : "SELECT sensor, camera, zone FROM sensors WHERE agent = @Agent AND camera = @Device AND zone IS NOT NULL",
                new { source.Agent, source.Device })
            .Select(row => new Tie(source.IsSensor ? CandidateSource.Camera(source.Agent, row.Camera) : CandidateSource.Sensor(source.Agent, row.Sensor), row.Zone)),
    ];

    /// <summary>
    /// Cases in which the source or one that is tied to it reports, and those that share the component or the neighbourhood; open ones and those decided recently.
    /// Index look-ups, each small; what counts as the same is for <see cref="Deduplicator"/> to decide.
    /// </summary>
    public static IReadOnlyList<KnownCase> CasesNear(this StoreTransaction transaction, LocatedCandidate candidate, Sameness sameness)
    {
        var place = candidate.Place is { ErrorRadius: <= Deduplicator.VaguestPlace } known ? known : (Wgs84?)null;
        var reach = place is { } here ? (sameness.Radius + here.ErrorRadius + Deduplicator.VaguestPlace) / Wgs84.MetresPerDegree : 0;
        var sideways = place is { } at ? reach / Math.Max(0.01, Math.Cos(double.DegreesToRadians(at.Lat))) : 0;
        var near = transaction.All<KnownCase>(
            $"""
            SELECT {Columns} FROM cases c JOIN incidents i ON i.case_id = c.id WHERE i.source = @Source AND {Recent}
            UNION
            SELECT {Columns} FROM cases c WHERE c.component = @Component AND {Recent}
            UNION
            SELECT {Columns} FROM cases c WHERE c.lat BETWEEN @South AND @North AND c.lon BETWEEN @West AND @East AND {Recent}
            """,
            new
            {
                Source = candidate.Source.ToString(),
                candidate.Data.Component,
                South = place?.Lat - reach,
                North = place?.Lat + reach,
                West = place?.Lon - sideways,
                East = place?.Lon + sideways,
                Recall = Recall(candidate, sameness),
            });
        return
        [
            .. near.Concat(transaction.CasesOfTies(candidate, sameness)).DistinctBy(known => known.Number)
                .Where(known => Deduplicator.IsSameProblem(known, candidate.Data.Problem)).OrderByDescending(known => known.Number).Take(MostCompared)
                .Select(known => known with { Reporters = transaction.ReportersOf(known.Id) }),
        ];
    }

    private static IEnumerable<KnownCase> CasesOfTies(this StoreTransaction transaction, LocatedCandidate candidate, Sameness sameness) => candidate.Ties.SelectMany(tie => transaction.All<KnownCase>(
        $"SELECT DISTINCT {Columns} FROM cases c JOIN incidents i ON i.case_id = c.id WHERE i.source = @Source AND {Recent}",
        new { Source = tie.Other.ToString(), Recall = Recall(candidate, sameness) }));

    private static List<Reporter> ReportersOf(this StoreTransaction transaction, string caseId) =>
    [
        .. transaction.All<ReporterRow>("SELECT source, zone, since, said_at, cleared_at, boxes FROM incidents WHERE case_id = @caseId ORDER BY said_at DESC LIMIT @MostFindings", new { caseId, MostFindings })
            .Where(row => row.Source.Length > 0)
            .Select(row => new Reporter(CandidateSource.TryRead(row.Source, out var source) ? source : default, row.Zone)
            {
                Since = row.Since.FromStore(),
                SaidAt = row.ClearedAt.FromStore() ?? (row.SaidAt > 0 ? row.SaidAt.FromStore() : null),
                ClearedAt = row.ClearedAt.FromStore(),
                Boxes = PictureBox.FromStore(row.Boxes),
            }),
    ];

    /// <summary>The newest; a busy place has no more that could matter.</summary>
    private const int MostCompared = 100;
    private const int MostFindings = 60;

    private static long Recall(LocatedCandidate candidate, Sameness sameness) => (candidate.Data.Since - sameness.RecallWithin).ToStore();

    private const string Columns =
        """
        c.number, c.id, c.state, c.problem, c.corrected_from, c.component, c.lon, c.lat, c.error_radius, c.anchor_lon, c.anchor_lat, c.anchor_radius,
        c.seen_at, c.since, c.cleared_at, c.decided_at, c.handled_at, c.still_seen_at, c.reports, c.shown_event, c.merged_into
        """;

    private const string Recent =
        $"(c.state IN ({CaseStates.OpenSql}) AND c.seen_at >= @Recall OR c.state IN ('rejected', 'voided', 'closed') AND c.decided_at >= @Recall)";

    private sealed record IncidentRow
    {
        public string CaseId { get; init; } = "";

        public long LastSequence { get; init; }
    }

    private sealed record TieRow
    {
        public string Sensor { get; init; } = "";

        public string Camera { get; init; } = "";

        public string Zone { get; init; } = "";
    }

    private sealed record ReporterRow
    {
        public string Source { get; init; } = "";

        public string? Zone { get; init; }

        public long? Since { get; init; }

        public long SaidAt { get; init; }

        public long? ClearedAt { get; init; }

        public string? Boxes { get; init; }
    }
}
