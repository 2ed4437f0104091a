using Dapper;
using EdgeWatch.CaseBridge.Store;
using EdgeWatch.Contracts;

namespace EdgeWatch.CaseBridge.Tests.Life;

public abstract partial class LifeSuite
{
    /// <summary>A store of the released migrations 1 to 3, with cases in each of their states that refer to one another.</summary>
    [Fact]
    public void A_released_store_is_brought_forward_with_every_row_and_every_reference()
    {
        string[] tables = ["cases", "incidents", "case_events", "evidence", "history", "verdicts", "suppressions", "quiet_events"];
        IDictionary<string, object>[] before;
        long[] counts;
        using (var connection = Dialect.OpenWriter())
        {
            using (var statements = new Statements(connection, Dialect.Rows))
            using (var transaction = Dialect.BeginWrite(connection))
            {
                statements.Begin(transaction);
                Schema.Migrate(new StoreTransaction(statements, []), Dialect, _time.GetUtcNow(), upTo: 3);
                transaction.Commit();
            }

            Seed(connection);
            before = [.. connection.Query("SELECT * FROM cases ORDER BY number").Cast<IDictionary<string, object>>()];
            counts = [.. tables.Select(table => connection.ExecuteScalar<long>($"SELECT COUNT(*) FROM {table}"))];
        }

        using var intake = Start();
        intake.Cases.Select(found => $"{found.Number} {found.State}").ShouldBe(["5 closed", "4 merged", "3 rejected", "2 filed", "1 pending"]);
        intake.Cases.Select(found => (found.FiledAt is not null, found.ClosedAt is not null)).ShouldBe([(true, true), (false, false), (false, false), (true, false), (false, false)]);
        using var after = Dialect.OpenReader();
        tables.Select(table => after.ExecuteScalar<long>($"SELECT COUNT(*) FROM {table}")).ShouldBe(counts);
        var now = after.Query("SELECT * FROM cases ORDER BY number").Cast<IDictionary<string, object>>().ToArray();
        foreach (var (old, brought) in before.Zip(now))
            old.Where(column => !Equals(brought[column.Key], column.Value)).ShouldBeEmpty();

        // The merged case still names the one that stays, what refers to cases still must, and a state that is none is still refused.
        intake.Cases[1].MergedInto.ShouldBe(intake.Cases[3].Id);
        Refused("INSERT INTO incidents (incident, case_id, last_sequence) VALUES ('x', 'nowhere', 1)");
        Refused("UPDATE cases SET merged_into = 'nowhere' WHERE number = 1");
        Refused("UPDATE cases SET state = 'lost' WHERE number = 1");
        Refused("INSERT INTO cases (number, id, problem, agent, device, zone, since, opened_at, seen_at, reports, shown_event) SELECT number, 'y', problem, agent, device, zone, since, opened_at, seen_at, reports, shown_event FROM cases WHERE number = 1");
        intake.Store.Write(transaction => transaction.Change(intake.Cases[3].Id.ToString(), new() { Kind = "dispatch", Actor = "wang" }, _time.GetUtcNow())).After!.State.ShouldBe(CaseStates.Dispatched);

        void Refused(string sql) => Should.Throw<System.Data.Common.DbException>(() => intake.Store.Write(transaction => transaction.Execute(sql)), sql);
    }

    private void Seed(System.Data.Common.DbConnection connection)
    {
        string[] states = ["pending", "filed", "rejected", "merged", "closed"];
        foreach (var (state, number) in states.Select((state, index) => (state, index + 1)))
        {
            var candidate = _factory.Opened($"camera-{number}");
            var row = new
            {
                number = (long)number,
                id = Guid.Parse($"a0000000-0000-7000-8000-00000000000{number}").ToString(),
                state,
                device = $"camera-{number}",
                lon = 116.4,
                decided = state == "pending" ? null : (long?)(number * 1_000_000),
                merged = state == "merged" ? "a0000000-0000-7000-8000-000000000002" : null,
                recurrence = state == "closed" ? "a0000000-0000-7000-8000-000000000003" : null,
                shown = candidate.Id.ToString(),
                incident = candidate.Data.Incident.ToString(),
                original = System.Text.Encoding.UTF8.GetString(CandidateFactory.Json(candidate)),
            };
            connection.Execute(
                """
                INSERT INTO cases (number, id, state, problem, agent, kind, device, zone, lon, lat, error_radius, anchor_lon, since, opened_at, seen_at, decided_at, reports, shown_event, merged_into, recurrence_of, confidence)
                VALUES (@number, @id, @state, 'bin-overflow', 'street-1', 'camera', @device, 'kerb', @lon, 39.9, 5, @lon, 1, 2, 3, @decided, 1, @shown, @merged, @recurrence, 0.7);
                INSERT INTO incidents (incident, case_id, last_sequence, source, zone, problem, since) VALUES (@incident, @id, 1, '/agents/street-1/cameras/' || @device, 'kerb', 'bin-overflow', 1);
                INSERT INTO case_events (event, case_id, incident, sequence, type, source, seen_at, received_at, score, threshold, confidence, decision, compared, original)
                VALUES (@shown, @id, @incident, 1, 'edgewatch.candidate.opened', '/agents/street-1/cameras/' || @device, 3, 4, 0.8, 0.5, 0.9, 'NewProblem', '', @original);
                INSERT INTO evidence (id, agent, case_id, event) VALUES (@shown, 'street-1', @id, @shown);
                INSERT INTO history (id, case_id, at, actor, change, to_state) VALUES (@number, @id, 2, 'street-1', 'opened', 'pending');
                INSERT INTO verdicts (id, case_id, at, kind, actor, from_state, from_problem, to_state, to_problem, duplicate_of) VALUES (@id, @id, 5, 'confirm', 'li', 'pending', 'bin-overflow', @state, 'bin-overflow', @merged);
                INSERT INTO suppressions (id, kind, reason, author, made_at, from_at, until_at, expires_at, verdict) VALUES (@id, 'not-a-problem', 'a shadow', 'li', 5, 5, 6, 6, @id);
                INSERT INTO quiet_events (event, incident, source, zone, problem, seen_at, received_at, decision, compared, suppression, original)
                VALUES (@id, @incident, 'x', 'kerb', 'bin-overflow', 5, 5, 'Suppressed', '', @id, @original);
                """,
                row);
        }
    }
}
