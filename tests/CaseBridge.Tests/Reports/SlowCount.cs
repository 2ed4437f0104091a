using System.Text.Json;
using EdgeWatch.CaseBridge.Calendar;
using EdgeWatch.CaseBridge.Cities;
using EdgeWatch.CaseBridge.Store;
using EdgeWatch.Contracts;
using EdgeWatch.Geography.Coordinates;

namespace EdgeWatch.CaseBridge.Tests.Reports;

/// <summary>
/// The slow way to the daily facts: reads every event, case and history whole, asks each measure's sentence of docs/indices.md of each, and counts. It shares nothing with the code under
/// test but the city's clock, registers and catalogue.
/// </summary>
internal sealed class SlowCount(StoreTransaction transaction, Locality locality)
{
    private static readonly string[] Filed = ["filed", "dispatched", "handled", "verified", "closed", "returned", "suspended"];

    private readonly SortedDictionary<string, long> _counts = new(StringComparer.Ordinal);

    /// <summary>Lines of measure, day and what it is told apart by, with how many.</summary>
    public IReadOnlyList<string> Count()
    {
        var cases = transaction.All<Row>("SELECT id, state, problem, corrected_from, component, kind, agent, device, lon, lat, since, opened_at, due_at, filing_limit, merged_into, recurrence_of FROM cases");
        // A finding belongs to the case that it first came to; what it says later may have come to one that this was merged into.
        var findings = transaction.All<EventRow>("SELECT event, case_id, incident, source, seen_at, decision, original FROM case_events")
            .GroupBy(row => row.Incident).Select(steps => new Finding([.. steps])).ToLookup(finding => finding.CaseId);
        var history = transaction.All<Entry>("SELECT id, case_id, at, recorded_at, change, from_state, to_state FROM history ORDER BY id").ToLookup(row => row.CaseId);
        var byId = cases.ToDictionary(row => row.Id);
        Row Stays(string id)
        {
            var row = byId[id];
            while (row.MergedInto is { } into)
                row = byId[into];
            return row;
        }

        var together = findings.SelectMany(own => own).ToLookup(finding => Stays(finding.CaseId).Id);
        foreach (var row in cases)
        {
            var own = findings[row.Id].ToList();
            var stays = Stays(row.Id);
            // Equipment faults are no problems of the street, unless a person said that they were one.
            foreach (var finding in own.Where(finding => !IsEquipment(finding.Problem)))
            {
                if (finding.IsCity)
                    CountCheck(finding, stays, [.. together[stays.Id].Where(other => !other.IsCity && !IsEquipment(other.Problem))]);
                else
                    CountFinding(finding, stays);
            }

            if (!IsEquipment(row.Problem))
                CountCase(row, history[row.Id].ToList(), own.Single(finding => finding.Opens).Models);
        }

        foreach (var steps in transaction.All<EventRow>("SELECT event, incident, source, seen_at, decision, original FROM quiet_events").GroupBy(row => row.Incident))
        {
            var first = steps.OrderBy(step => step.SeenAt).ThenBy(step => step.Event, StringComparer.Ordinal).First();
            var data = first.Read().Data;
            Add("detections-quiet", first.SeenAt, Place(data.Place?.Lon, data.Place?.Lat, data.Since.ToStore()), data.Problem, data.Component, first.Source, string.Join('+', data.Made.Models));
        }

        return [.. _counts.Select(pair => $"{pair.Key} = {pair.Value}")];
    }

    private void CountFinding(Finding finding, Row stays)
    {
        void One(string measure) => Add(measure, finding.SeenAt, Place(stays.Lon, stays.Lat, stays.Since), finding.Problem, stays.Component, finding.Source, finding.Models);

        var isOfItsClass = stays.Problem == finding.Problem || (IsManhole(stays.Problem) && IsManhole(finding.Problem));
        One("detections");
        One(finding.Opens ? "detections-opened" : "detections-joined");
        One(stays.State is "rejected" or "voided" ? "detections-rejected" : !Filed.Contains(stays.State) ? "detections-pending" : isOfItsClass ? "detections-qualified" : "detections-corrected");
        if (finding.Opens && Filed.Contains(stays.State) && isOfItsClass)
            One("opened-qualified");
    }

    private void CountCheck(Finding report, Row stays, List<Finding> machines)
    {
        void One(string measure) => Add(measure, report.SeenAt, Place(stays.Lon, stays.Lat, stays.Since), stays.Problem, stays.Component, report.Source, "");

        if (stays.State is "rejected" or "voided")
            return;
        One("checked");
        if (machines.Any(machine => machine.SeenAt <= report.SeenAt))
            One("checked-found");
        if (machines.Count == 0)
            One("checked-missed");
    }

    private void CountCase(Row row, List<Entry> all, string models)
    {
        void One(string measure, long at) => Add(measure, at, Place(row.Lon, row.Lat, row.Since), row.Problem, row.Component, $"/agents/{row.Agent}/{row.Kind}s/{(row.Kind is "camera" or "sensor" ? row.Device : "")}", models);

        var times = Times(all);
        One("received", row.OpenedAt);
        if (row.State == "merged")
            One("received-merged", row.OpenedAt);
        if (row.RecurrenceOf is not null)
            One("received-recurring", row.OpenedAt);
        foreach (var (state, measure) in new[] { ("voided", "voided"), ("dispatched", "dispatched"), ("handled", "handled"), ("verified", "verified"), ("closed", "closed"), ("returned", "reworked") })
        {
            if (times.Any(move => move.To == state))
                One(measure, times.First(move => move.To == state).At);
        }

        var verdict = times.Where(move => move.From == "pending").Select(move => ((long At, string? From, string To)?)move).FirstOrDefault();
        CountVerdict(row, verdict, One);
        CountHandlings(times, One);
        if (row.DueAt is { } dueAt && row.State != "voided" && verdict?.To == "filed")
            CountDue(times, dueAt, One);
    }

    /// <summary>What was before the last undo has not happened, but for the opening.</summary>
    private static List<(long At, string? From, string To)> Times(List<Entry> all)
    {
        var undo = all.FindLastIndex(entry => entry.Change == "undo");
        var times = new List<(long At, string? From, string To)>();
        foreach (var move in all.Where((entry, index) => (entry.Change == "opened" || index > undo) && entry.ToState is not null && entry.FromState != entry.ToState))
        {
            var floor = times.Count == 0 ? move.At : times[^1].At;
            times.Add((Math.Max(floor, Math.Min(move.At, Math.Max(floor, move.RecordedAt ?? move.At))), move.FromState, move.ToState!));
        }

        return times;
    }

    private void CountVerdict(Row row, (long At, string? From, string To)? verdict, Action<string, long> one)
    {
        Limit(Verification, row.OpenedAt, due =>
        {
            one("verification-due", due);
            if (verdict?.At <= due)
                one("verification-in-time", due);
        });
        if (verdict is not { } given)
            return;
        one("decided", given.At);
        if (given.To is "rejected" or "merged")
            one(given.To, given.At);
        if (given.To != "filed")
            return;
        one("filed", given.At);
        if (row.CorrectedFrom is not null)
            one("filed-corrected", given.At);
        if (row.State == "voided")
            one("filed-voided", given.At);
        if (row.State != "voided" && row.FilingLimit is null)
            one("filed-without-limit", given.At);
        Limit(FilingLimit, row.OpenedAt, due =>
        {
            if (given.At <= due)
                one("filed-in-time", given.At);
        });
    }

    private void CountHandlings(List<(long At, string? From, string To)> times, Action<string, long> one)
    {
        for (var index = 0; index < times.Count; index++)
        {
            if (times[index] is { To: "returned", From: not "suspended" })
                one("returns", times[index].At);
            if (times[index].To != "handled")
                continue;
            one("handlings", times[index].At);
            var end = index + 1 < times.Count ? times[index + 1] : default;
            Limit(Inspection, times[index].At, due =>
            {
                if (end.To == "voided")
                    return;
                one("inspection-due", due);
                if (end.To is not null && end.At <= due)
                    one("inspection-in-time", due);
            });
        }
    }

    private static void CountDue(List<(long At, string? From, string To)> times, long dueAt, Action<string, long> one)
    {
        one("due", dueAt);
        var handled = times.FindLastIndex(move => move.To == "handled");
        if (handled >= 0 && times.Skip(handled).All(move => move.To != "returned"))
        {
            one("due-handled", dueAt);
            if (times[handled].At <= dueAt)
                one("due-handled-in-time", dueAt);
        }

        var closed = times.FindIndex(move => move.To == "closed");
        if (closed < 0)
            return;
        one("due-closed", dueAt);
        if (times[closed].At <= dueAt)
            one("due-closed-in-time", dueAt);
    }

    private string? Verification => locality.City!.Options.Indices.Verification;

    private string? FilingLimit => locality.City!.Options.Indices.Filing;

    private string? Inspection => locality.City!.Options.Indices.Inspection;

    private void Limit(string? limit, long start, Action<long> then)
    {
        if (limit is not null && TimeLimit.TryParse(limit, out var known))
            then(locality.City!.Clock.Read(known, start.FromStore(), [], start.FromStore()).DueAt!.Value.ToStore());
    }

    private static bool IsEquipment(string problem) => problem is "sensor-silent" or "sensor-stuck" or "battery-low";

    private static bool IsManhole(string problem) => problem is "manhole-open" or "manhole-absent" or "cover-moved";

    private (string Cell, string DutyGrid) Place(double? lon, double? lat, long since)
    {
        if (lon is null || lat is null)
            return ("", "");
        var lies = locality.Places!.Locate(new Wgs84(lon.Value, lat.Value, 0), DayOf(since));
        return (lies.Cell ?? "", lies.DutyGrid ?? "");
    }

    private DateOnly DayOf(long at) => DateOnly.FromDateTime(at.FromStore().UtcDateTime + locality.City!.Options.Calendar.UtcOffset);

    private void Add(string measure, long at, (string Cell, string DutyGrid) place, string problem, string? component, string source, string models)
    {
        var coded = locality.City!.Coder.Code(problem, component).First?.Class;
        var street = place.Cell.Length >= 9 ? place.Cell[..9] : "";
        var line = $"{measure} {DayOf(at):yyyyMMdd} {street}|{place.Cell}|{place.DutyGrid}|{problem}|{(coded is null ? "" : $"{coded.Key} {coded.Zh}")}|{source}|{models}";
        _counts[line] = _counts.GetValueOrDefault(line) + 1;
    }

    private sealed class Finding(List<EventRow> steps)
    {
        private readonly EventRow _first = steps.Single(step => step.Decision is not ("SameIncident" or "StaleUpdate"));

        public string CaseId => _first.CaseId;

        public bool Opens => _first.Decision is "NewProblem" or "Recurrence";

        public long SeenAt => steps.Min(step => step.SeenAt);

        public bool IsCity => _first.Source.StartsWith("/city/", StringComparison.Ordinal);

        /// <summary>Of people: who they are, but not which of their reports.</summary>
        public string Source => IsCity ? $"/agents/{_first.Source.Split('/')[2]}/{_first.Source.Split('/')[3]}s/" : _first.Source;

        public string Problem => _first.Read().Data.Problem;

        public string Models => string.Join('+', _first.Read().Data.Made.Models);
    }

    private sealed record Row
    {
        public string Id { get; init; } = "";

        public string State { get; init; } = "";

        public string Problem { get; init; } = "";

        public string? CorrectedFrom { get; init; }

        public string? Component { get; init; }

        public string Kind { get; init; } = "";

        public string Agent { get; init; } = "";

        public string Device { get; init; } = "";

        public double? Lon { get; init; }

        public double? Lat { get; init; }

        public long Since { get; init; }

        public long OpenedAt { get; init; }

        public long? DueAt { get; init; }

        public string? FilingLimit { get; init; }

        public string? MergedInto { get; init; }

        public string? RecurrenceOf { get; init; }
    }

    private sealed record EventRow
    {
        public string Event { get; init; } = "";

        public string CaseId { get; init; } = "";

        public string Incident { get; init; } = "";

        public string Source { get; init; } = "";

        public long SeenAt { get; init; }

        public string Decision { get; init; } = "";

        public string Original { get; init; } = "";

        public CandidateEvent Read() => JsonSerializer.Deserialize(Original, ContractsJson.Default.CandidateEvent)!;
    }

    private sealed record Entry
    {
        public long Id { get; init; }

        public string CaseId { get; init; } = "";

        public long At { get; init; }

        public long? RecordedAt { get; init; }

        public string Change { get; init; } = "";

        public string? FromState { get; init; }

        public string? ToState { get; init; }
    }
}
