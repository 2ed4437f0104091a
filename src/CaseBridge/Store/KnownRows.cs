using EdgeWatch.CaseBridge.Deduplication;
using EdgeWatch.CaseBridge.Intake;

namespace EdgeWatch.CaseBridge.Store;

/// <summary>What the store knows already of a batch: looked up within the transaction that decides on it, each kind for the whole batch at once.</summary>
internal static class KnownRows
{
    /// <summary>The cases that the candidates belong to or may be compared with, with their findings, and which of the candidates were taken before.</summary>
    /// <param name="transaction">The transaction that decides.</param>
    /// <param name="candidates">In order; those of unknown findings are given their ties.</param>
    /// <param name="sameness">The rule of a candidate's problem.</param>
    /// <param name="fileWithoutVerdict">Problems that an operator switched to be filed without a person.</param>
    /// <param name="before">What is being committed meanwhile; null: nothing.</param>
    public static CaseBook OpenBook(
        this StoreTransaction transaction,
        IReadOnlyList<LocatedCandidate> candidates,
        Func<LocatedCandidate, Sameness> sameness,
        IReadOnlyCollection<string> fileWithoutVerdict,
        CaseBook? before = null)
    {
        var book = new CaseBook(transaction.One<long>("SELECT COALESCE(MAX(number), 0) FROM cases"), fileWithoutVerdict, before);
        var known = transaction.AllOf<Key, KnownCase>(
            $"SELECT {Columns} FROM @rows w JOIN incidents i ON i.incident = w.Id JOIN cases c ON c.id = i.case_id",
            Keys(candidates.Where(candidate => book.LastStepOf(candidate) is null).Select(candidate => candidate.Incident)));
        // Two findings of one case are asked for by themselves.
        var cases = known.DistinctBy(one => one.Id).Where(one => book.Find(one.Id) is null).ToList();
        foreach (var one in cases)
            book.Add(one);
        transaction.AddFindings(book, cases.Select(one => one.Id));
        transaction.AddEvents(book, candidates);
        transaction.AddNeighbours(book, [.. candidates.Where(candidate => book.LastStepOf(candidate) is null && !book.Knows(candidate))], sameness);
        return book;
    }

    public static KnownCase? FindCase(this StoreTransaction transaction, string id) =>
        transaction.One<KnownCase>($"SELECT {Columns} FROM cases c WHERE c.id = @id", new { id });

    /// <summary>The case that a finding belongs to.</summary>
    public static KnownCase? CaseOf(this StoreTransaction transaction, Guid incident) => transaction.One<KnownCase>(
        $"SELECT {Columns} FROM incidents i JOIN cases c ON c.id = i.case_id WHERE i.incident = @id", new { id = incident.ToString("D") });

    /// <summary>
    /// A step beyond the last of its finding was never taken, and is not asked for. That trusts agents to give an event an id of its own; a single candidate, as those of a batch
    /// that broke the store's keys come, is asked for whatever its step.
    /// </summary>
    private static void AddEvents(this StoreTransaction transaction, CaseBook book, IReadOnlyList<LocatedCandidate> candidates)
    {
        book.Add(transaction.AllOf<Key, string>("SELECT q.event FROM @rows w JOIN quiet_events q ON q.event = w.Id", Keys(candidates.Select(candidate => candidate.Event))));
        var maybe = candidates.Where(candidate => candidates.Count == 1 || candidate.Data.Sequence <= book.LastStepOf(candidate)).Select(candidate => candidate.Event);
        book.Add(transaction.AllOf<Key, string>("SELECT e.event FROM @rows w JOIN case_events e ON e.event = w.Id", Keys(maybe)));
    }

    private static void AddNeighbours(this StoreTransaction transaction, CaseBook book, List<LocatedCandidate> unheard, Func<LocatedCandidate, Sameness> sameness)
    {
        if (unheard.Count == 0)
            return;
        var circumstances = transaction.CircumstancesOf(unheard);
        transaction.Tie(unheard);
        var areas = unheard.Select(candidate => new NearArea(candidate, sameness(candidate))).ToList();
        var near = transaction.NumbersNear(areas);
        var numbers = near.Select(found => found.Number).Distinct().Order().Select(number => new Key { Number = number }).ToList();
        var cases = transaction.AllOf<Key, KnownCase>($"SELECT {Columns} FROM @rows w JOIN cases c ON c.number = w.Number", numbers).ToLookup(one => book.Find(one.Id) is not null);
        var entries = cases[true].Select(one => book.Find(one.Id)!).Concat(cases[false].Select(book.Add)).ToDictionary(entry => entry.Known.Number);
        transaction.AddFindings(book, cases[false].Select(one => one.Id));
        var byPosition = near.ToLookup(found => found.Position, found => found.Number);
        for (var position = 0; position < unheard.Count; position++)
            book.Add(unheard[position], [.. byPosition[position].Distinct().Select(number => entries[number])], circumstances[position]);
    }

    /// <summary>Who else watches what a candidate is about, as the sensors' status says: the camera of its sensor, or the sensors of its camera.</summary>
    private static void Tie(this StoreTransaction transaction, IReadOnlyList<LocatedCandidate> candidates)
    {
        var sources = candidates.Select(candidate => candidate.Source).Distinct().ToLookup(source => source.IsSensor, source => new Key { Agent = source.Agent, Device = source.Device });
        const string columns = "SELECT s.agent, s.sensor, s.camera, s.zone FROM @rows w JOIN sensors s ON";
        var ofSensors = transaction.AllOf<Key, TieRow>($"{columns} s.agent = w.Agent AND s.sensor = w.Device WHERE s.camera IS NOT NULL AND s.zone IS NOT NULL", [.. sources[true]])
            .ToLookup(row => CandidateSource.Sensor(row.Agent, row.Sensor), row => new Tie(CandidateSource.Camera(row.Agent, row.Camera), row.Zone));
        var ofCameras = transaction.AllOf<Key, TieRow>($"{columns} s.agent = w.Agent AND s.camera = w.Device WHERE s.camera IS NOT NULL AND s.zone IS NOT NULL", [.. sources[false]])
            .ToLookup(row => CandidateSource.Camera(row.Agent, row.Camera), row => new Tie(CandidateSource.Sensor(row.Agent, row.Sensor), row.Zone));
        foreach (var candidate in candidates)
            candidate.Ties = [.. (candidate.Source.IsSensor ? ofSensors : ofCameras)[candidate.Source]];
    }

    /// <summary>Index look-ups, each small.</summary>
    private static IReadOnlyList<NearRow> NumbersNear(this StoreTransaction transaction, List<NearArea> areas)
    {
        var queries = areas.SelectMany((area, position) => area.Sources.Select(source => new NearQuery { Position = position, Source = source, Recall = area.Recall })).ToList();
        var components = areas.Index().Where(area => area.Item.Component is not null)
            .Select(area => new NearQuery { Position = area.Index, Component = area.Item.Component, Recall = area.Item.Recall }).ToList();
        var strips = areas.SelectMany((area, position) => area.Strips.Select(strip => new NearQuery
        {
            Position = position, Strip = strip, South = area.South, North = area.North, West = area.West, East = area.East, Recall = area.Recall,
        })).ToList();
        return
        [
            .. transaction.AllOf<NearQuery, NearRow>(
                $"SELECT w.Position AS position, c.number FROM @rows w JOIN incidents i ON i.source = w.Source JOIN cases c ON c.id = i.case_id WHERE {Recent}", queries),
            .. transaction.AllOf<NearQuery, NearRow>($"SELECT w.Position AS position, c.number FROM @rows w JOIN cases c ON c.component = w.Component WHERE {Recent}", components),
            .. transaction.AllOf<NearQuery, NearRow>(
                $"""
                SELECT w.Position AS position, c.number FROM @rows w JOIN cases c ON CAST(FLOOR(c.lat * 1000) AS BIGINT) = w.Strip AND c.lon BETWEEN w.West AND w.East
                WHERE c.lat IS NOT NULL AND c.lat BETWEEN w.South AND w.North AND {Recent}
                """,
                strips),
        ];
    }

    private static void AddFindings(this StoreTransaction transaction, CaseBook book, IEnumerable<string> cases)
    {
        foreach (var row in transaction.AllOf<Key, IncidentRow>($"SELECT {IncidentRow.Columns} FROM @rows w JOIN incidents i ON i.case_id = w.Id", Keys(cases)))
            book.Add(row);
    }

    /// <summary>In order, so that neighbours on a page of an index are read together.</summary>
    private static List<Key> Keys(IEnumerable<string> ids) => [.. ids.Distinct().Order(StringComparer.Ordinal).Select(id => new Key { Id = id })];

    private const string Columns =
        """
        c.number, c.id, c.state, c.problem, c.corrected_from, c.component, c.lon, c.lat, c.error_radius, c.anchor_lon, c.anchor_lat, c.anchor_radius,
        c.seen_at, c.since, c.cleared_at, c.decided_at, c.handled_at, c.still_seen_at, c.reports, c.shown_event, c.shown_rank, c.merged_into
        """;

    private const string Recent =
        $"(c.state IN ({CaseStates.OpenSql}) AND c.seen_at >= w.Recall OR c.state IN ('rejected', 'voided', 'closed') AND c.decided_at >= w.Recall)";

    /// <summary>What is looked up; each statement names what it looks up by.</summary>
    private sealed record Key
    {
        public string Id { get; init; } = "";

        public long Number { get; init; }

        public string Agent { get; init; } = "";

        public string Device { get; init; } = "";
    }

    private sealed record NearQuery
    {
        public long Position { get; init; }

        public string Source { get; init; } = "";

        public string? Component { get; init; }

        public long Strip { get; init; }

        public double South { get; init; }

        public double North { get; init; }

        public double West { get; init; }

        public double East { get; init; }

        public long Recall { get; init; }
    }

    private sealed record NearRow
    {
        public long Position { get; init; }

        public long Number { get; init; }
    }

    private sealed record TieRow
    {
        public string Agent { get; init; } = "";

        public string Sensor { get; init; } = "";

        public string Camera { get; init; } = "";

        public string Zone { get; init; } = "";
    }
}
