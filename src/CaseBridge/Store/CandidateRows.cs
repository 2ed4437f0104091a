using EdgeWatch.CaseBridge.Intake;
using EdgeWatch.CaseBridge.Rechecks;

namespace EdgeWatch.CaseBridge.Store;

/// <summary>Writes what was decided on a batch: cases, findings, events, evidence references and history, each kind at once, all in the one transaction.</summary>
internal static class CandidateRows
{
    /// <param name="transaction">The transaction of the batch.</param>
    /// <param name="rows">What the batch leaves.</param>
    public static void Write(this StoreTransaction transaction, BatchRows rows)
    {
        transaction.KeepQuiet(rows.Quiet);
        if (rows.Taken.Count == 0)
            return;
        transaction.WriteCases(rows);
        transaction.WriteFindings(rows);
        transaction.ExecuteAll(InsertEvents, rows.Events);
        transaction.TakeCorroborations(rows.Taken);
        transaction.ReferToEvidence(rows.Taken);
        foreach (var taken in rows.Taken.Where(taken => taken.Before.State == CaseStates.Handled))
            transaction.SeenAgain(taken.Before.Id, taken.Candidate, taken.Message.Waiting.ReceivedAt);
        transaction.Remember(rows.Opened);
        foreach (var taken in rows.Taken.Where(taken => taken.FilesAtOnce))
        {
            transaction.FileWithoutVerdict(
                taken.Before.Id, "bridge", $"{taken.Candidate.Data.Problem} is filed without a verdict, as the settings say", taken.Message.Waiting.ReceivedAt);
        }

        transaction.Remember(rows.Went);
    }

    /// <summary>A case is cleared when each of its findings is; a finding is cleared for ever once it was seen so, in whatever order its steps arrive.</summary>
    public static void SettleClearing(this StoreTransaction transaction, string caseId) => transaction.Execute(
        """
        UPDATE cases SET cleared_at = CASE
            WHEN EXISTS (SELECT 1 FROM incidents WHERE case_id = @caseId AND cleared_at IS NULL) THEN NULL
            ELSE (SELECT MAX(cleared_at) FROM incidents WHERE case_id = @caseId) END
        WHERE id = @caseId
        """,
        new { caseId });

    private static void WriteCases(this StoreTransaction transaction, BatchRows rows)
    {
        transaction.ExecuteAll(
            """
            INSERT INTO cases (number, id, state, problem, agent, kind, device, zone, component, lon, lat, error_radius, anchor_lon, anchor_lat, anchor_radius, place,
                since, opened_at, seen_at, cleared_at, reports, shown_event, shown_rank, recurrence_of, confidence, records)
            SELECT w.Number, w.Id, 'pending', w.Problem, w.Agent, w.Kind, w.Device, w.Zone, w.Component, w.Lon, w.Lat, w.ErrorRadius, w.AnchorLon, w.AnchorLat, w.AnchorRadius, w.Place,
                w.Since, w.OpenedAt, w.SeenAt, w.ClearedAt, w.Reports, w.ShownEvent, w.ShownRank, w.RecurrenceOf, w.Posterior, w.Records FROM @rows w
            """,
            rows.NewCases);
        transaction.ExecuteAll(
            """
            UPDATE cases SET reports = w.Reports, since = w.Since, seen_at = w.SeenAt, cleared_at = w.ClearedAt, still_seen_at = w.StillSeenAt, shown_event = w.ShownEvent, shown_rank = w.ShownRank,
                confidence = w.Posterior, records = w.Records
            FROM @rows w WHERE cases.id = w.Id
            """,
            rows.ChangedCases);
        transaction.ExecuteAll(
            """
            UPDATE cases SET component = w.Component, lon = w.Lon, lat = w.Lat, error_radius = w.ErrorRadius, place = COALESCE(w.Place, cases.place),
                anchor_lon = w.AnchorLon, anchor_lat = w.AnchorLat, anchor_radius = w.AnchorRadius
            FROM @rows w WHERE cases.id = w.Id
            """,
            rows.MovedCases);
    }

    private static void WriteFindings(this StoreTransaction transaction, BatchRows rows)
    {
        transaction.ExecuteAll(
            """
            INSERT INTO incidents (incident, case_id, last_sequence, cleared_at, source, zone, problem, confidence, said_at, said_sequence, since, boxes, first_seen_at, opened, models)
            SELECT w.Incident, w.CaseId, w.LastSequence, w.ClearedAt, w.Source, w.Zone, w.Problem, w.Confidence, w.SaidAt, w.SaidSequence, w.Since, w.Boxes, w.FirstSeenAt, w.Opened, w.Models
            FROM @rows w
            """,
            rows.NewFindings);
        transaction.ExecuteAll(
            """
            UPDATE incidents SET last_sequence = w.LastSequence, cleared_at = w.ClearedAt, boxes = w.Boxes, confidence = w.Confidence, said_at = w.SaidAt, said_sequence = w.SaidSequence,
                first_seen_at = w.FirstSeenAt
            FROM @rows w WHERE incidents.incident = w.Incident
            """,
            rows.ChangedFindings);
    }

    private const string InsertEvents =
        """
        INSERT INTO case_events (event, case_id, incident, sequence, type, source, seen_at, received_at, score, threshold, confidence, decision, compared, evidence, original)
        SELECT w.Event, w.CaseId, w.Incident, w.Sequence, w.Type, w.Source, w.SeenAt, w.ReceivedAt, w.Score, w.Threshold, w.Confidence, w.Decision, w.Compared, w.Evidence, w.Original FROM @rows w
        """;
}
