using System.Text.Json;
using EdgeWatch.CaseBridge.Api;
using EdgeWatch.CaseBridge.Confidence;
using EdgeWatch.CaseBridge.Deduplication;
using EdgeWatch.CaseBridge.Filing;
using EdgeWatch.CaseBridge.Life;
using EdgeWatch.CaseBridge.Rechecks;
using EdgeWatch.Contracts;
using EdgeWatch.Geography.Coordinates;

namespace EdgeWatch.CaseBridge.Store;

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
        var (page, total) = filter.Cell is null && filter.Text is null ? transaction.Page(filter) : transaction.PageOfFew(filter);
        var hasNext = page.Count > filter.Limit;
        var numbers = page.Take(filter.Limit).ToList();
        var rows = numbers.Count == 0
            ? []
            : transaction.All<CaseRow>($"SELECT {Columns} FROM {Tables} WHERE c.number IN ({string.Join(", ", numbers)})").ToDictionary(row => row.Number);
        var confidences = transaction.Confidences(rows.Values.Select(row => (row.Id, row.Records)));
        return new CasePage(
            [.. numbers.Select(number => rows[number].ToCase<Case>() with { Confidence = confidences.GetValueOrDefault(rows[number].Id) })],
            Math.Min(total, CaseSelection.MostCounted),
            hasNext ? numbers[^1] : null,
            total > CaseSelection.MostCounted ? true : null);
    }

    /// <summary>Numbers of one page and one more where there is a next page, and the bounded total.</summary>
    private static (IReadOnlyList<long> Page, long Total) Page(this StoreTransaction transaction, CaseFilter filter) =>
        ([.. transaction.Select(filter, onPage: true, filter.Limit + 1).Select(found => found.Number)], transaction.Count(filter));

    /// <summary>
    /// What lies in a cell or bears a text are few, and finding them costs more than reading their numbers: page and total come of one look. The store knows the box around a cell;
    /// what lay in the cell itself on the day that the case began is for the registers to say.
    /// </summary>
    private static (IReadOnlyList<long> Page, long Total) PageOfFew(this StoreTransaction transaction, CaseFilter filter)
    {
        IReadOnlyList<long> Matching(bool onPage) =>
        [
            .. transaction.Select(filter, onPage, CaseSelection.MostCounted + 1)
                .Where(found => filter.Cell is null || filter.Cell.Holds(new Wgs84(found.Lon, found.Lat, 0), found.Since.FromStore()))
                .Select(found => found.Number),
        ];

        var page = Matching(onPage: true);
        return (page, filter.Before is null ? page.Count : Matching(onPage: false).Count);
    }

    public static CaseDetail? Case(this StoreTransaction transaction, string id)
    {
        if (transaction.One<CaseRow>($"SELECT {Columns} FROM {Tables} WHERE c.id = @id", new { id }) is not { } row)
            return null;
        var events = transaction.All<CaseEventRow>(
            $"SELECT * FROM case_events WHERE case_id IN ({WithMerged}) ORDER BY seen_at DESC, sequence DESC LIMIT @MostEvents", new { Id = id, MostEvents });
        var evidences = transaction.All<EvidenceRow>(
            $"SELECT * FROM evidence WHERE case_id IN ({WithMerged}) AND file_sha256 IS NOT NULL AND swept_at IS NULL ORDER BY taken_at", new { Id = id });
        var history = transaction.All<HistoryRow>("SELECT * FROM history WHERE case_id = @id ORDER BY history.id", new { id });
        var reports = events.Reverse().Select(known => (Row: known, Candidate: known.Read())).ToList();
        return row.ToCase<CaseDetail>() with
        {
            Confidence = transaction.Confidences([(row.Id, row.Records)]).GetValueOrDefault(row.Id),
            Events = [.. reports.Select(report => report.Row.ToEvent(report.Candidate))],
            Series = ReadingSeries.Merge(reports.Select(report => report.Candidate)),
            Corroborations = transaction.Corroborations(id, reports.ToDictionary(report => report.Candidate.Id, report => report.Candidate.Data.Corroboration)),
            Evidences = [.. evidences.Select(known => new CaseEvidence(Guid.Parse(known.Id), known.TakenAt.FromStore(), known.Width, known.Height, known.Masked == 1))],
            History = [.. history.Select(known => new CaseHistory(known.At.FromStore(), known.Actor, known.Change, known.FromState, known.ToState, known.Reason)
            {
                RecordedAt = known.RecordedAt.FromStore(),
                Department = known.Department,
                Handler = known.Handler,
                Reference = known.Reference,
            })],
            Suspensions = [.. transaction.Suspensions(id).Select(known => new CaseSuspension(known.FromAt.FromStore(), known.UntilAt.FromStore()))],
            Openings = transaction.Openings(id),
            Moves = CaseLife.MovesFrom(row.State),
            Filing = row is { FilingWhen: { } when, FilingClosing: { } closing, FilingLimit: { } limit, Profile: { } profile } ? new CaseFiling(when, closing, limit, FiledProfiles.NameOf(profile)) : null,
            DueCalendar = row.DueCalendar,
            Made = row.Candidate.Data.Made,
            Recheck = transaction.RecheckOf(id),
            References = [.. transaction.ReferencesOf(id).Select(known => new CaseReference(known.Platform, known.Reference, known.Origin, known.Since.FromStore(), known.Heard))],
            Filings = transaction.FilingItems(id),
        };
    }

    /// <summary>Findings that were merged in are counted with those of the case.</summary>
    private static IReadOnlyList<CaseOpening> Openings(this StoreTransaction transaction, string caseId) =>
    [
        .. transaction.All<OpeningRow>(
                "SELECT source, zone, COUNT(*) AS times, COUNT(*) - COUNT(cleared_at) AS ongoing FROM incidents WHERE case_id = @caseId AND source <> '' GROUP BY source, zone ORDER BY source, zone",
                new { caseId })
            .Select(row => new CaseOpening(row.Source, row.Zone, row.Times, row.Ongoing > 0)),
    ];

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

    private sealed record OpeningRow
    {
        public string Source { get; init; } = "";

        public string? Zone { get; init; }

        public long Times { get; init; }

        public long Ongoing { get; init; }
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

    /// <summary>All of a case that is shown: where it stands, and what was reported of it.</summary>
    private sealed record CaseRow : CaseStanding
    {
        private CandidateEvent? _candidate;

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

        public string? Profile { get; init; }

        public string? FilingWhen { get; init; }

        public string? FilingClosing { get; init; }

        public string? FilingLimit { get; init; }

        public string? DueCalendar { get; init; }

        public long? DueSoonAt { get; init; }

        public long? DueAt { get; init; }

        public string? DueMark { get; init; }

        public long Reports { get; init; }

        public string? RecurrenceOf { get; init; }

        public string? Storm { get; init; }

        public double Score { get; init; }

        public double Threshold { get; init; }

        public string? Records { get; init; }

        public string Original { get; init; } = "";

        public string? Picture { get; init; }

        /// <summary>The report that a person is shown.</summary>
        public CandidateEvent Candidate => _candidate ??= JsonSerializer.Deserialize(Original, ContractsJson.Default.CandidateEvent)!;

        public T ToCase<T>()
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
                Reporter = Kind,
                Camera = Kind == ReporterKinds.Camera ? Device : null,
                CameraName = CameraName,
                Sensor = Kind == ReporterKinds.Sensor ? Device : null,
                SensorName = SensorName,
                Zone = Zone,
                Component = Component,
                Place = Place is null ? null : JsonSerializer.Deserialize(Place, ContractsJson.Default.Place),
                Score = (float)Score,
                Threshold = (float)Threshold,
                Reports = Reports,
                Evidence = Picture is null ? null : Guid.Parse(Picture),
                Subjects = Candidate.Data.Subjects,
                Judgement = Candidate.Data.Judgement,
                MergedInto = MergedInto is null ? null : Guid.Parse(MergedInto),
                RecurrenceOf = RecurrenceOf is null ? null : Guid.Parse(RecurrenceOf),
                Storm = Storm is null ? null : Guid.Parse(Storm),
                CorrectedFrom = CorrectedFrom,
                FiledAt = FiledAt.FromStore(),
                DispatchedAt = DispatchedAt.FromStore(),
                HandledAt = HandledAt.FromStore(),
                VerifiedAt = VerifiedAt.FromStore(),
                ClosedAt = ClosedAt.FromStore(),
                StillSeenAt = StillSeenAt.FromStore(),
                Returns = Returns,
                Reworks = Reworks,
                Department = Department,
                Handler = Handler,
                Reference = Reference,
                DueAt = DueAt.FromStore(),
                DueSoonAt = DueSoonAt.FromStore(),
                Due = DueTimes.StateOf(State, FilingLimit, DueAt, DueMark, HandledAt),
                Urgent = Urgent == 1,
                Supervised = Supervised == 1,
            };
    }
}
