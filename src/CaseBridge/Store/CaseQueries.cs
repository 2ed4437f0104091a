using System.Text.Json;
using EdgeWatch.CaseBridge.Api;
using EdgeWatch.CaseBridge.Confidence;
using EdgeWatch.CaseBridge.Deduplication;
using EdgeWatch.Contracts;

namespace EdgeWatch.CaseBridge.Store;

/// <summary>What to list. Null: every.</summary>
/// <param name="State">One of <see cref="CaseStates"/>.</param>
/// <param name="Problem">Name of the problem.</param>
/// <param name="Camera">Id of the camera that reported it first.</param>
/// <param name="Sensor">Id of the sensor that reported it first.</param>
/// <param name="Agent">Agent id.</param>
/// <param name="Limit">Most rows.</param>
/// <param name="Before">Number of the last case of the page before: stays right while new cases come in.</param>
internal sealed record CaseFilter(string? State, string? Problem, string? Camera, string? Sensor, string? Agent, int Limit, long? Before);

/// <summary>Lists cases and shows one.</summary>
internal static class CaseQueries
{
    /// <summary>A case and all that were merged into it, over any number of mergers.</summary>
    public const string WithMerged =
        "WITH RECURSIVE family (id) AS (SELECT CAST(@Id AS TEXT) UNION SELECT merged.id FROM cases merged JOIN family ON merged.merged_into = family.id) SELECT id FROM family";

    /// <summary>Events shown of one case; a problem that goes on for weeks has thousands.</summary>
    private const int MostEvents = 500;

    private const string Columns =
        """
        c.*, e.score, e.threshold, e.original, k.name AS camera_name, s.name AS sensor_name,
        CASE WHEN v.file_sha256 IS NOT NULL AND v.swept_at IS NULL THEN v.id END AS picture
        """;

    private const string Tables =
        """
        cases c JOIN case_events e ON e.event = c.shown_event
        LEFT JOIN evidence v ON v.id = e.evidence
        LEFT JOIN cameras k ON c.kind = 'camera' AND k.agent = c.agent AND k.camera = c.device
        LEFT JOIN sensors s ON c.kind = 'sensor' AND s.agent = c.agent AND s.sensor = c.device
        """;

    public static CasePage Cases(this StoreTransaction transaction, CaseFilter filter)
    {
        var conditions = new List<string>();
        if (filter.State is not null)
            conditions.Add("c.state = @State");
        if (filter.Problem is not null)
            conditions.Add("c.problem = @Problem");
        if (filter.Camera is not null)
            conditions.Add("c.device = @Camera AND c.kind = 'camera'");
        if (filter.Sensor is not null)
            conditions.Add("c.device = @Sensor AND c.kind = 'sensor'");
        if (filter.Agent is not null)
            conditions.Add("c.agent = @Agent");
        var matching = conditions.Count == 0 ? "" : "WHERE " + string.Join(" AND ", conditions);
        var total = transaction.One<long>($"SELECT COUNT(*) FROM cases c {matching}", filter);
        if (filter.Before is not null)
            conditions.Add("c.number < @Before");
        var onPage = conditions.Count == 0 ? "" : "WHERE " + string.Join(" AND ", conditions);
        var rows = transaction.All<CaseRow>($"SELECT {Columns} FROM {Tables} {onPage} ORDER BY c.number DESC LIMIT @Limit", filter);
        return new CasePage([.. rows.Select(row => row.ToCase<Case>(transaction))], total, rows.Count == filter.Limit ? rows[^1].Number : null);
    }

    public static CaseDetail? Case(this StoreTransaction transaction, string id)
    {
        if (transaction.One<CaseRow>($"SELECT {Columns} FROM {Tables} WHERE c.id = @id", new { id }) is not { } row)
            return null;
        var events = transaction.All<CaseEventRow>(
            $"SELECT * FROM case_events WHERE case_id IN ({WithMerged}) ORDER BY seen_at DESC, sequence DESC LIMIT @MostEvents", new { Id = id, MostEvents });
        var evidences = transaction.All<EvidenceRow>(
            $"SELECT * FROM evidence WHERE case_id IN ({WithMerged}) AND file_sha256 IS NOT NULL AND swept_at IS NULL ORDER BY taken_at", new { Id = id });
        var history = transaction.All<HistoryRow>("SELECT case_id, at, actor, change, from_state, to_state, reason FROM history WHERE case_id = @id ORDER BY history.id", new { id });
        var reports = events.Reverse().Select(known => (Row: known, Candidate: known.Read())).ToList();
        return row.ToCase<CaseDetail>(transaction) with
        {
            Events = [.. reports.Select(report => report.Row.ToEvent(report.Candidate))],
            Series = ReadingSeries.Merge(reports.Select(report => report.Candidate)),
            Corroborations = transaction.Corroborations(id, reports.ToDictionary(report => report.Candidate.Id, report => report.Candidate.Data.Corroboration)),
            Evidences = [.. evidences.Select(known => new CaseEvidence(Guid.Parse(known.Id), known.TakenAt.FromStore(), known.Width, known.Height, known.Masked == 1))],
            History = [.. history.Select(known => new CaseHistory(known.At.FromStore(), known.Actor, known.Change, known.FromState, known.ToState, known.Reason))],
            Made = row.Candidate.Data.Made,
        };
    }

    private static IReadOnlyList<CaseCorroboration> Corroborations(this StoreTransaction transaction, string caseId, Dictionary<Guid, Corroboration?> carried)
    {
        var answers = transaction.Answers(caseId).Select(row => (row.Event, Answer: row.ToAnswer())).ToList();
        var counted = CaseOdds.Counted(transaction.Findings(caseId), [.. answers.Select(known => known.Answer)]).ToHashSet(ReferenceEqualityComparer.Instance);
        return [.. answers.Select(known =>
        {
            var said = carried.GetValueOrDefault(Guid.Parse(known.Event));
            return new CaseCorroboration(
                known.Answer.Source, known.Answer.Said, known.Answer.Found, known.Answer.At, known.Answer.LikelihoodRatio, Guid.Parse(known.Event), counted.Contains(known.Answer))
            {
                Seen = said?.Seen,
                Read = said?.Read,
            };
        })];
    }

    private sealed record CaseEventRow
    {
        public string Event { get; init; } = "";

        public string Incident { get; init; } = "";

        public long Sequence { get; init; }

        public string Type { get; init; } = "";

        public string Source { get; init; } = "";

        public long SeenAt { get; init; }

        public double Score { get; init; }

        public double Threshold { get; init; }

        public string Decision { get; init; } = "";

        public string Compared { get; init; } = "";

        public string? Evidence { get; init; }

        public string Original { get; init; } = "";

        public CandidateEvent Read() => JsonSerializer.Deserialize(Original, ContractsJson.Default.CandidateEvent)!;

        public CaseEvent ToEvent(CandidateEvent candidate) => new(
            Guid.Parse(Event), Guid.Parse(Incident), Sequence, Type, SeenAt.FromStore(), Source, candidate.Data.Problem, candidate.Data.Judgement.Found, (float)Score, (float)Threshold,
            Decision, Compared, Evidence is null ? null : Guid.Parse(Evidence));
    }

    private sealed record CaseRow
    {
        private CandidateEvent? _candidate;

        public long Number { get; init; }

        public string Id { get; init; } = "";

        public string State { get; init; } = "";

        public string Problem { get; init; } = "";

        public string? CorrectedFrom { get; init; }

        public string Agent { get; init; } = "";

        public string Kind { get; init; } = "";

        public string Device { get; init; } = "";

        public string? CameraName { get; init; }

        public string? SensorName { get; init; }

        public string Zone { get; init; } = "";

        public string? Component { get; init; }

        public string? Place { get; init; }

        public long Since { get; init; }

        public long OpenedAt { get; init; }

        public long SeenAt { get; init; }

        public long? ClearedAt { get; init; }

        public long Reports { get; init; }

        public string? MergedInto { get; init; }

        public string? RecurrenceOf { get; init; }

        public double Score { get; init; }

        public double Threshold { get; init; }

        public string? Odds { get; init; }

        public string Original { get; init; } = "";

        public string? Picture { get; init; }

        /// <summary>The report that a person is shown.</summary>
        public CandidateEvent Candidate => _candidate ??= JsonSerializer.Deserialize(Original, ContractsJson.Default.CandidateEvent)!;

        public T ToCase<T>(StoreTransaction transaction)
            where T : Case, new() => new()
            {
                Id = Guid.Parse(Id),
                Number = Number,
                State = State,
                Problem = Problem,
                Since = Since.FromStore(),
                OpenedAt = OpenedAt.FromStore(),
                SeenAt = SeenAt.FromStore(),
                ClearedAt = ClearedAt.FromStore(),
                Agent = Agent,
                Camera = Kind == ReporterKinds.Camera ? Device : null,
                CameraName = CameraName,
                Sensor = Kind == ReporterKinds.Sensor ? Device : null,
                SensorName = SensorName,
                Zone = Zone,
                Component = Component,
                Place = Place is null ? null : JsonSerializer.Deserialize(Place, ContractsJson.Default.Place),
                Score = (float)Score,
                Threshold = (float)Threshold,
                // None is kept where nothing has reported to the case since the store was upgraded.
                Confidence = Odds is null ? transaction.Weigh(Id) : JsonSerializer.Deserialize<CaseConfidence>(Odds, JsonSerializerOptions.Web),
                Reports = Reports,
                Evidence = Picture is null ? null : Guid.Parse(Picture),
                Subjects = Candidate.Data.Subjects,
                Judgement = Candidate.Data.Judgement,
                MergedInto = MergedInto is null ? null : Guid.Parse(MergedInto),
                RecurrenceOf = RecurrenceOf is null ? null : Guid.Parse(RecurrenceOf),
                CorrectedFrom = CorrectedFrom,
            };
    }
}
