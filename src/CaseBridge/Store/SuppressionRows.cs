using System.Text;
using EdgeWatch.CaseBridge.Deduplication;
using EdgeWatch.CaseBridge.Intake;
using EdgeWatch.Contracts;
using EdgeWatch.Geography.Coordinates;

namespace EdgeWatch.CaseBridge.Store;

/// <summary>Suppressions, what they kept quiet, and what a rejection teaches.</summary>
internal static class SuppressionRows
{
    /// <summary>Largest circle in metres; bounds the look-up.</summary>
    public const double LargestRadius = 2000;

    private const string Columns =
        "s.id, s.kind, s.reason, s.author, s.made_at, s.from_at, s.until_at, s.repeat_days, s.expires_at, s.problem, s.lon, s.lat, s.radius, s.source, s.zone, s.boxes, s.score";

    /// <summary>The findings of a case and their highest scores. Events keep the case that they came with, and are found by it.</summary>
    public const string FindingsOfCameras =
        $"""
        SELECT i.source, i.zone, i.problem, i.since, i.boxes, said.score FROM incidents i
        LEFT JOIN (SELECT e.incident, MAX(e.score) AS score FROM case_events e WHERE e.case_id IN ({CaseQueries.WithMerged}) GROUP BY e.incident) said ON said.incident = i.incident
        WHERE i.case_id = @Id AND i.zone IS NOT NULL AND i.source LIKE '%/cameras/%'
        """;

    /// <summary>What may keep each of the candidates quiet.</summary>
    public static IReadOnlyList<Circumstances> CircumstancesOf(this StoreTransaction transaction, IReadOnlyList<LocatedCandidate> candidates)
    {
        var (sources, circles) = (transaction.OfSources(candidates), transaction.AroundPlaces(candidates));
        var (blind, quiet) = (transaction.BlindSince(candidates), transaction.KeptQuiet(candidates));
        var reach = LargestRadius / Wgs84.MetresPerDegree;
        return
        [
            // What the city has opened as a case is one.
            .. candidates.Select(candidate => candidate.Source.IsCity ? Circumstances.None : new Circumstances(
                [
                    .. sources[candidate.Candidate.Source].Concat(circles.Where(circle => Math.Abs(circle.Area!.Value.Lat - candidate.Place?.Lat ?? double.NaN) <= reach))
                        .Where(suppression => suppression.ExpiresAt > candidate.Data.SeenAt).OrderBy(suppression => suppression.Id, StringComparer.Ordinal),
                ],
                blind.TryGetValue(candidate.Source, out var since) ? since : null,
                quiet.Contains(candidate.Incident))),
        ];
    }

    public static void Add(this StoreTransaction transaction, Suppression suppression, DateTimeOffset madeAt, string? verdict = null) => transaction.Execute(
        """
        INSERT INTO suppressions (id, kind, reason, author, made_at, from_at, until_at, repeat_days, expires_at, problem, lon, lat, radius, source, zone, boxes, score, verdict)
        VALUES (@Id, @Kind, @Reason, @Author, @MadeAt, @FromAt, @UntilAt, @RepeatDays, @ExpiresAt, @Problem, @Lon, @Lat, @Radius, @Source, @Zone, @Boxes, @Score, @verdict)
        """,
        new
        {
            suppression.Id,
            suppression.Kind,
            suppression.Reason,
            suppression.Author,
            MadeAt = madeAt.ToStore(),
            FromAt = suppression.From.ToStore(),
            UntilAt = suppression.Until.ToStore(),
            suppression.RepeatDays,
            ExpiresAt = suppression.ExpiresAt.ToStore(),
            suppression.Problem,
            suppression.Area?.Lon,
            suppression.Area?.Lat,
            Radius = suppression.Area?.ErrorRadius,
            suppression.Source,
            suppression.Zone,
            Boxes = PictureBox.ToStore(suppression.Boxes),
            suppression.Score,
            verdict,
        });

    /// <summary>A rejected case teaches its cameras: no problem at that spot. Sensors are not taught: what they read wrongly is no thing that stands there.</summary>
    public static void Teach(this StoreTransaction transaction, string verdict, string caseId, string author, string reason, SamenessRules rules, DateTimeOffset now)
    {
        var findings = transaction.All<FindingRow>(FindingsOfCameras, new { Id = caseId });
        foreach (var finding in findings)
        {
            var quiet = rules.Of(finding.Problem, null).QuietAfterRejection;
            transaction.Add(
                new Suppression
                {
                    Id = Guid.CreateVersion7(now).ToString("D"),
                    Kind = SuppressionKinds.NotAProblem,
                    Reason = reason,
                    Author = author,
                    From = finding.Since.FromStore(),
                    Until = now + quiet,
                    ExpiresAt = now + quiet,
                    Problem = finding.Problem,
                    Source = finding.Source,
                    Zone = finding.Zone,
                    Boxes = PictureBox.FromStore(finding.Boxes),
                    Score = finding.Score,
                },
                now,
                verdict);
        }
    }

    /// <summary>What a verdict taught is no longer so when it is taken back.</summary>
    public static void Unteach(this StoreTransaction transaction, string verdict, string actor, long at) =>
        transaction.Execute("UPDATE suppressions SET withdrawn_at = @at, withdrawn_by = @actor WHERE verdict = @verdict AND withdrawn_at IS NULL", new { verdict, actor, at });

    /// <summary>Returns whether there was one to withdraw.</summary>
    public static bool Withdraw(this StoreTransaction transaction, string id, string actor, DateTimeOffset now) =>
        transaction.Execute("UPDATE suppressions SET withdrawn_at = @at, withdrawn_by = @actor WHERE id = @id AND withdrawn_at IS NULL", new { id, actor, at = now.ToStore() }) == 1;

    /// <summary>Those in force, the newest first, each with how many candidates it kept quiet and the latest of them.</summary>
    public static IReadOnlyList<SuppressionRow> Suppressions(this StoreTransaction transaction, DateTimeOffset now, int limit) => transaction.All<SuppressionRow>(
        $"""
        SELECT {Columns}, COUNT(q.event) AS kept, MAX(q.seen_at) AS last_kept_at FROM suppressions s LEFT JOIN quiet_events q ON q.suppression = s.id
        WHERE s.expires_at > @now AND s.withdrawn_at IS NULL GROUP BY s.id ORDER BY s.made_at DESC, s.id DESC LIMIT @limit
        """,
        new { now = now.ToStore(), limit });

    public static void KeepQuiet(this StoreTransaction transaction, IEnumerable<QuietCandidate> quiet) => transaction.ExecuteAll(
        """
        INSERT INTO quiet_events (event, incident, source, zone, problem, seen_at, received_at, decision, compared, suppression, original)
        SELECT w.Event, w.Incident, w.Source, w.Zone, w.Problem, w.SeenAt, w.ReceivedAt, w.Decision, w.Compared, w.Suppression, w.Original FROM @rows w
        """,
        [
            .. quiet.Select(one => new
            {
                one.Candidate.Event,
                one.Candidate.Incident,
                one.Candidate.Candidate.Source,
                one.Candidate.Zone,
                one.Candidate.Data.Problem,
                SeenAt = one.Candidate.Data.SeenAt.ToStore(),
                ReceivedAt = one.Message.Waiting.ReceivedAt.ToStore(),
                Decision = one.Decision.Reason.ToString(),
                one.Decision.Compared,
                one.Decision.Suppression,
                Original = Encoding.UTF8.GetString(one.Message.Waiting.Payload),
            }),
        ]);

    public static void ForgetQuiet(this StoreTransaction transaction, DateTimeOffset before) =>
        transaction.Execute("DELETE FROM quiet_events WHERE received_at < @before", new { before = before.ToStore() });

    private static ILookup<string, Suppression> OfSources(this StoreTransaction transaction, IReadOnlyList<LocatedCandidate> candidates) => transaction.AllOf<SourceKey, SuppressionRow>(
            $"SELECT {Columns} FROM @rows w JOIN suppressions s ON s.source = w.Source WHERE s.expires_at > w.SeenAt AND s.withdrawn_at IS NULL",
            [.. candidates.GroupBy(candidate => candidate.Candidate.Source).Select(same => new SourceKey { Source = same.Key, SeenAt = same.Min(candidate => candidate.Data.SeenAt).ToStore() })])
        .Select(row => row.ToSuppression()).ToLookup(suppression => suppression.Source!);

    private static List<Suppression> AroundPlaces(this StoreTransaction transaction, IReadOnlyList<LocatedCandidate> candidates)
    {
        var reach = LargestRadius / Wgs84.MetresPerDegree;
        var placed = candidates.Where(candidate => candidate.Place is not null).ToList();
        return placed.Count == 0 ? [] :
        [
            .. transaction.All<SuppressionRow>(
                $"SELECT {Columns} FROM suppressions s WHERE s.expires_at > @SeenAt AND s.lat BETWEEN @South AND @North AND s.withdrawn_at IS NULL",
                new
                {
                    SeenAt = placed.Min(candidate => candidate.Data.SeenAt).ToStore(),
                    South = placed.Min(candidate => candidate.Place!.Value.Lat) - reach,
                    North = placed.Max(candidate => candidate.Place!.Value.Lat) + reach,
                }).Select(row => row.ToSuppression()),
        ];
    }

    private static HashSet<string> KeptQuiet(this StoreTransaction transaction, IReadOnlyList<LocatedCandidate> candidates) =>
    [
        .. transaction.AllOf<SourceKey, string>(
            "SELECT q.incident FROM @rows w JOIN quiet_events q ON q.incident = w.Incident", [.. candidates.Select(candidate => candidate.Incident).Distinct().Select(incident => new SourceKey { Incident = incident })]),
    ];

    private static Dictionary<CandidateSource, DateTimeOffset> BlindSince(this StoreTransaction transaction, IReadOnlyList<LocatedCandidate> candidates) => transaction.AllOf<SourceKey, BlindRow>(
            $"SELECT c.agent, c.camera, c.since FROM @rows w JOIN cameras c ON c.agent = w.Agent AND c.camera = w.Device WHERE c.state = '{CameraStates.Blind}'",
            [.. candidates.Select(candidate => candidate.Source).Where(source => !source.IsSensor).Distinct().Select(source => new SourceKey { Agent = source.Agent, Device = source.Device })])
        .ToDictionary(row => CandidateSource.Camera(row.Agent, row.Camera), row => row.Since.FromStore());

    private sealed record SourceKey
    {
        public string Source { get; init; } = "";

        public string Agent { get; init; } = "";

        public string Device { get; init; } = "";

        public string Incident { get; init; } = "";

        public long SeenAt { get; init; }
    }

    private sealed record BlindRow
    {
        public string Agent { get; init; } = "";

        public string Camera { get; init; } = "";

        public long Since { get; init; }
    }

    private sealed record FindingRow
    {
        public string Source { get; init; } = "";

        public string Zone { get; init; } = "";

        public string Problem { get; init; } = "";

        public long Since { get; init; }

        public string? Boxes { get; init; }

        public double? Score { get; init; }
    }
}

/// <summary>A row of <c>suppressions</c>.</summary>
internal sealed record SuppressionRow
{
    public string Id { get; init; } = "";

    public string Kind { get; init; } = "";

    public string Reason { get; init; } = "";

    public string Author { get; init; } = "";

    public long MadeAt { get; init; }

    public long FromAt { get; init; }

    public long UntilAt { get; init; }

    public long? RepeatDays { get; init; }

    public long ExpiresAt { get; init; }

    public string? Problem { get; init; }

    public double? Lon { get; init; }

    public double? Lat { get; init; }

    public double? Radius { get; init; }

    public string? Source { get; init; }

    public string? Zone { get; init; }

    public string? Boxes { get; init; }

    public double? Score { get; init; }

    /// <summary>Candidates that it kept quiet; only where it is listed.</summary>
    public long Kept { get; init; }

    public long? LastKeptAt { get; init; }

    public Suppression ToSuppression() => new()
    {
        Id = Id,
        Kind = Kind,
        Reason = Reason,
        Author = Author,
        From = FromAt.FromStore(),
        Until = UntilAt.FromStore(),
        RepeatDays = (int?)RepeatDays,
        ExpiresAt = ExpiresAt.FromStore(),
        Problem = Problem,
        Area = Lon is { } lon && Lat is { } lat && Radius is { } radius ? new Wgs84(lon, lat, radius) : null,
        Source = Source,
        Zone = Zone,
        Boxes = PictureBox.FromStore(Boxes),
        Score = Score,
    };
}
