using System.Text;
using System.Text.Json;
using EdgeWatch.CaseBridge.Deduplication;
using EdgeWatch.CaseBridge.Intake;
using EdgeWatch.CaseBridge.Live;
using EdgeWatch.CaseBridge.Rechecks;
using EdgeWatch.Contracts;

namespace EdgeWatch.CaseBridge.Store;

/// <summary>Writes what was decided on a candidate: case, incident, event, evidence reference and history, all in the one transaction.</summary>
internal static class CandidateRows
{
    /// <param name="transaction">The transaction in which the decision was made.</param>
    /// <param name="candidate">What was reported.</param>
    /// <param name="decision">What is to happen.</param>
    /// <param name="message">As it arrived.</param>
    /// <param name="fileWithoutVerdict">Problems that an operator switched to be filed without a person.</param>
    public static Outcome Apply(
        this StoreTransaction transaction, LocatedCandidate candidate, Decision decision, CandidateMessage message, IReadOnlyCollection<string> fileWithoutVerdict)
    {
        var receivedAt = message.Waiting.ReceivedAt.ToStore();
        var known = decision.Opens
            ? transaction.OpenCase(candidate, decision, receivedAt)
            : transaction.Join(decision.Case!, candidate);
        transaction.RememberIncident(candidate, known.Id, decision.Opens);
        transaction.InsertEvent(candidate, decision, known.Id, message);
        transaction.TakeCorroboration(candidate);
        transaction.ReferToEvidence(candidate, known.Id);
        if (known.State == CaseStates.Handled)
            transaction.SeenAgain(known.Id, candidate, message.Waiting.ReceivedAt);
        // A case that was opened just now has but this one finding, and was written with what comes of it.
        var clearedAt = decision.Opens ? ClearedAt(candidate) : transaction.SettleClearing(known.Id);
        if (!decision.Opens)
            transaction.SettleConfidence(known.Id);

        var change = Change(decision, known, candidate, clearedAt);
        if (change != "updated")
        {
            transaction.Remember(new HistoryRow
            {
                CaseId = known.Id,
                At = receivedAt,
                Actor = candidate.Candidate.Source,
                Change = change,
                FromState = decision.Opens ? null : known.State,
                ToState = known.State,
                Reason = Reason(change, decision, known, candidate),
            });
        }

        var filesAtOnce = decision.Opens && fileWithoutVerdict.Contains(candidate.Data.Problem);
        if (filesAtOnce)
            transaction.FileWithoutVerdict(known.Id, "bridge", $"{candidate.Data.Problem} is filed without a verdict, as the settings say", message.Waiting.ReceivedAt);
        return Outcome.Taken(message, LiveUpdate.Case(known.Id, filesAtOnce ? CaseStates.Filed : known.State, change, message.Waiting.ReceivedAt)) with { Decision = decision, CaseId = known.Id };
    }

    /// <summary>A case is cleared when each of its findings is; a finding is cleared for ever once it was seen so, in whatever order its steps arrive.</summary>
    public static long? SettleClearing(this StoreTransaction transaction, string caseId)
    {
        transaction.Execute(
            """
            UPDATE cases SET cleared_at = CASE
                WHEN EXISTS (SELECT 1 FROM incidents WHERE case_id = @caseId AND cleared_at IS NULL) THEN NULL
                ELSE (SELECT MAX(cleared_at) FROM incidents WHERE case_id = @caseId) END
            WHERE id = @caseId
            """,
            new { caseId });
        return transaction.One<long?>("SELECT cleared_at FROM cases WHERE id = @caseId", new { caseId });
    }

    /// <summary>The look that shows it, where the case was said to be handled before that look.</summary>
    private static long? StillSeenAt(KnownCase known, LocatedCandidate candidate) =>
        CaseStates.IsSaidHandled(known.State) && ClearedAt(candidate) is null && known.HandledAt < candidate.Data.SeenAt.ToStore() ? candidate.Data.SeenAt.ToStore() : null;

    private static string Reason(string change, Decision decision, KnownCase known, LocatedCandidate candidate) => change switch
    {
        "cleared" => $"seen cleared at {candidate.Data.SeenAt:u}",
        "still-seen" => $"seen at {candidate.Data.SeenAt:u}, after it was said to be handled at {known.HandledAt.FromStore():u}",
        _ => $"{decision.Reason}: {decision.Compared}",
    };

    private static string Change(Decision decision, KnownCase known, LocatedCandidate candidate, long? clearedAt) => decision switch
    {
        { Opens: true } => "opened",
        _ when known.StillSeenAt is null && StillSeenAt(known, candidate) is not null => "still-seen",
        _ when clearedAt is not null && known.ClearedAt is null => "cleared",
        { Reason: DecisionReason.SameIncident or DecisionReason.StaleUpdate } => "updated",
        _ => "joined",
    };

    private static KnownCase OpenCase(this StoreTransaction transaction, LocatedCandidate candidate, Decision decision, long receivedAt)
    {
        var data = candidate.Data;
        var confidence = transaction.Weigh(candidate);
        var opened = new KnownCase
        {
            Number = transaction.One<long>("SELECT COALESCE(MAX(number), 0) + 1 FROM cases"),
            Id = Guid.CreateVersion7(receivedAt.FromStore()).ToString("D"),
            State = CaseStates.Pending,
        };
        transaction.Execute(
            """
            INSERT INTO cases (number, id, state, problem, agent, kind, device, zone, component, lon, lat, error_radius, anchor_lon, anchor_lat, anchor_radius, place,
                since, opened_at, seen_at, cleared_at, reports, shown_event, recurrence_of, confidence, odds)
            VALUES (@Number, @Id, @State, @Problem, @Agent, @Kind, @Device, @Zone, @Component, @Lon, @Lat, @ErrorRadius, @Lon, @Lat, @ErrorRadius, @Place,
                @Since, @receivedAt, @SeenAt, @ClearedAt, 1, @ShownEvent, @RecurrenceOf, @Posterior, @Odds)
            """,
            new
            {
                opened.Number,
                opened.Id,
                opened.State,
                data.Problem,
                candidate.Agent,
                candidate.Source.Kind,
                candidate.Source.Device,
                candidate.Zone,
                data.Component,
                candidate.Place?.Lon,
                candidate.Place?.Lat,
                candidate.Place?.ErrorRadius,
                Place = ToJson(data.Place),
                Since = data.Since.ToStore(),
                receivedAt,
                SeenAt = data.SeenAt.ToStore(),
                ClearedAt = ClearedAt(candidate),
                ShownEvent = candidate.Candidate.Id.ToString("D"),
                RecurrenceOf = decision.Reason == DecisionReason.Recurrence ? decision.Case!.Id : null,
                confidence.Posterior,
                Odds = ConfidenceRows.ToJson(confidence),
            });
        return opened;
    }

    private static KnownCase Join(this StoreTransaction transaction, KnownCase known, LocatedCandidate candidate)
    {
        // A better place replaces a worse one. Error radii only shrink this way, so that a case cannot wander off along a chain of reports.
        var betterPlace = candidate.Place is { } place && (known.Place is not { } old || place.ErrorRadius < old.ErrorRadius) ? candidate.Place : null;
        transaction.Execute(
            """
            UPDATE cases SET reports = reports + 1, since = @Since, seen_at = @SeenAt, shown_event = @ShownEvent, still_seen_at = @StillSeenAt,
                component = COALESCE(component, @Component),
                lon = COALESCE(@Lon, lon), lat = COALESCE(@Lat, lat), error_radius = COALESCE(@ErrorRadius, error_radius), place = COALESCE(@Place, place),
                anchor_lon = COALESCE(anchor_lon, @Lon), anchor_lat = COALESCE(anchor_lat, @Lat), anchor_radius = COALESCE(anchor_radius, @ErrorRadius)
            WHERE id = @Id
            """,
            new
            {
                known.Id,
                Since = Math.Min(known.Since, candidate.Data.Since.ToStore()),
                SeenAt = Math.Max(known.SeenAt, candidate.Data.SeenAt.ToStore()),
                StillSeenAt = StillSeenAt(known, candidate) is { } seen && !(seen < known.StillSeenAt) ? seen : known.StillSeenAt,
                ShownEvent = transaction.ShowsBetter(known, candidate.Candidate) ? candidate.Candidate.Id.ToString("D") : known.ShownEvent,
                candidate.Data.Component,
                betterPlace?.Lon,
                betterPlace?.Lat,
                betterPlace?.ErrorRadius,
                Place = betterPlace is null ? null : ToJson(candidate.Data.Place),
            });
        return known;
    }

    /// <summary>A person is shown the report with the problem in it, with a picture, at its highest score, in that order.</summary>
    private static bool ShowsBetter(this StoreTransaction transaction, KnownCase known, CandidateEvent candidate)
    {
        var shown = transaction.One<ShownRow>("SELECT type, evidence, score FROM case_events WHERE event = @id", new { id = known.ShownEvent })!;
        var rank = (candidate.Type != CandidateTypes.Cleared, candidate.Data.Evidence is not null, (double)candidate.Data.Score);
        return rank.CompareTo((shown.Type != CandidateTypes.Cleared, shown.Evidence is not null, shown.Score)) > 0;
    }

    /// <summary>Of what its steps say of the problem, the latest that is no clearing counts, in whatever order they arrive.</summary>
    private static void RememberIncident(this StoreTransaction transaction, LocatedCandidate candidate, string caseId, bool opens) =>
        transaction.Execute(
            """
            INSERT INTO incidents (incident, case_id, last_sequence, cleared_at, source, zone, problem, confidence, said_at, said_sequence, since, boxes, first_seen_at, opened, models)
            VALUES (@Incident, @caseId, @Sequence, @ClearedAt, @Source, @Zone, @Problem, @Confidence, @SaidAt, @SaidSequence, @Since, @Boxes, @SaidAt, @Opened, @Models)
            ON CONFLICT (incident) DO UPDATE SET
                first_seen_at = CASE WHEN excluded.first_seen_at < incidents.first_seen_at THEN excluded.first_seen_at ELSE incidents.first_seen_at END,
                last_sequence = CASE WHEN excluded.last_sequence > incidents.last_sequence THEN excluded.last_sequence ELSE incidents.last_sequence END,
                cleared_at = COALESCE(incidents.cleared_at, excluded.cleared_at),
                boxes = COALESCE(incidents.boxes, excluded.boxes),
                confidence = CASE WHEN excluded.said_sequence > incidents.said_sequence THEN excluded.confidence ELSE incidents.confidence END,
                said_at = CASE WHEN excluded.said_sequence > incidents.said_sequence THEN excluded.said_at ELSE incidents.said_at END,
                said_sequence = CASE WHEN excluded.said_sequence > incidents.said_sequence THEN excluded.said_sequence ELSE incidents.said_sequence END
            """,
            new
            {
                Incident = candidate.Data.Incident.ToString("D"),
                caseId,
                candidate.Data.Sequence,
                ClearedAt = ClearedAt(candidate),
                Source = candidate.Source.ToString(),
                candidate.Zone,
                candidate.Data.Problem,
                candidate.Data.Confidence,
                SaidAt = candidate.Data.SeenAt.ToStore(),
                SaidSequence = ClearedAt(candidate) is null ? candidate.Data.Sequence : 0L,
                Since = candidate.Data.Since.ToStore(),
                Boxes = PictureBox.ToStore(candidate.Boxes),
                Opened = opens ? 1L : 0L,
                Models = string.Join('+', candidate.Data.Made.Models),
            });

    private static long? ClearedAt(LocatedCandidate candidate) => candidate.Candidate.Type == CandidateTypes.Cleared ? candidate.Data.SeenAt.ToStore() : null;

    private static void InsertEvent(this StoreTransaction transaction, LocatedCandidate candidate, Decision decision, string caseId, CandidateMessage message) =>
        transaction.Execute(
            """
            INSERT INTO case_events (event, case_id, incident, sequence, type, source, seen_at, received_at, score, threshold, confidence, decision, compared, evidence, original)
            VALUES (@Event, @caseId, @Incident, @Sequence, @Type, @Source, @SeenAt, @ReceivedAt, @Score, @Threshold, @Confidence, @Decision, @Compared, @Evidence, @Original)
            """,
            new
            {
                Event = candidate.Candidate.Id.ToString("D"),
                caseId,
                Incident = candidate.Data.Incident.ToString("D"),
                candidate.Data.Sequence,
                candidate.Candidate.Type,
                candidate.Candidate.Source,
                SeenAt = candidate.Data.SeenAt.ToStore(),
                ReceivedAt = message.Waiting.ReceivedAt.ToStore(),
                candidate.Data.Score,
                candidate.Data.Threshold,
                candidate.Data.Confidence,
                Decision = decision.Reason.ToString(),
                decision.Compared,
                Evidence = candidate.Data.Evidence?.Id.ToString("D"),
                Original = Encoding.UTF8.GetString(message.Waiting.Payload),
            });

    private static string? ToJson(Place? place) => place is null ? null : JsonSerializer.Serialize(place, ContractsJson.Default.Place);

    private sealed record ShownRow
    {
        public string Type { get; init; } = "";

        public string? Evidence { get; init; }

        public double Score { get; init; }
    }
}
