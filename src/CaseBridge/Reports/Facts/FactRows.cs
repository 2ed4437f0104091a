using System.Text.Encodings.Web;
using System.Text.Json;
using EdgeWatch.CaseBridge.Store;

namespace EdgeWatch.CaseBridge.Reports.Facts;

/// <summary>Writes the daily facts: each kind of row for a whole round at once.</summary>
internal static class FactRows
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Whether nobody else has counted since the round was read; only then may anything be written.</summary>
    public static bool TakeRound(this StoreTransaction transaction, long round, Progress next) => transaction.Execute(
        "UPDATE fact_progress SET round = round + 1, basis = @Basis, recount = @Recount, recount_after = @RecountAfter WHERE id = 1 AND round = @round",
        new { round, next.Basis, next.Recount, next.RecountAfter }) == 1;

    public static void ForgetFeed(this StoreTransaction transaction, IEnumerable<string> ids) =>
        transaction.ExecuteAll("DELETE FROM fact_feed WHERE id IN (SELECT w.Id FROM @rows w)", [.. ids.Select(id => new { Id = id })]);

    /// <summary>The numbers of keys; those that the store does not have are added. Whoever took the round is the only one that does.</summary>
    public static IReadOnlyDictionary<FactKey, long> KeyIds(this StoreTransaction transaction, IEnumerable<FactKey> keys)
    {
        var bySignature = keys.Distinct().ToDictionary(Signature, StringComparer.Ordinal);
        var ids = transaction.AllOf<SignatureRow, SignatureRow>(
                "SELECT k.id, k.signature FROM @rows w JOIN fact_keys k ON k.signature = w.Signature", [.. bySignature.Keys.Select(signature => new SignatureRow { Signature = signature })])
            .ToDictionary(row => bySignature[row.Signature], row => row.Id);
        var added = bySignature.Where(pair => !ids.ContainsKey(pair.Value)).ToList();
        if (added.Count == 0)
            return ids;
        var last = transaction.One<long>("SELECT COALESCE(MAX(id), 0) FROM fact_keys");
        foreach (var (_, key) in added)
            ids[key] = ++last;
        transaction.ExecuteAll(
            """
            INSERT INTO fact_keys (id, signature, street, cell, duty_grid, problem, code, kind, agent, device, models)
            SELECT w.Id, w.Signature, w.Street, w.Cell, w.DutyGrid, w.Problem, w.Code, w.Kind, w.Agent, w.Device, w.Models FROM @rows w
            """,
            [.. added.Select(pair => KeyRow.Of(ids[pair.Value], pair.Key, pair.Value))]);
        return ids;
    }

    /// <summary>What subjects have in the facts now; each of them once.</summary>
    public static void Write(this StoreTransaction transaction, IReadOnlyList<ShareRow> shares) => transaction.ExecuteAll(
        // Without a condition SQLite would take ON for one of a join.
        "INSERT INTO fact_shares (subject, facts) SELECT w.Subject, w.Facts FROM @rows w WHERE TRUE ON CONFLICT (subject) DO UPDATE SET facts = excluded.facts", shares);

    /// <summary>Adds to cells, or takes off; a cell in which nothing is left goes.</summary>
    public static void Add(this StoreTransaction transaction, IEnumerable<KeyValuePair<FactCell, long>> differences)
    {
        // In order, so that neighbours on a page of the index are written together.
        var rows = differences.Where(pair => pair.Value != 0).Select(pair => new CellRow(pair.Key.Measure, pair.Key.Day, pair.Key.Key, pair.Value))
            .OrderBy(row => row.Measure, StringComparer.Ordinal).ThenBy(row => row.Day).ThenBy(row => row.Key).ToList();
        transaction.ExecuteAll(
            """
            INSERT INTO daily_facts (measure, day, key, count) SELECT w.Measure, w.Day, w.Key, w.Count FROM @rows w WHERE TRUE
            ON CONFLICT (measure, day, key) DO UPDATE SET count = daily_facts.count + excluded.count
            """,
            rows);
        transaction.ExecuteAll(
            "DELETE FROM daily_facts WHERE count = 0 AND (measure, day, key) IN (SELECT w.Measure, w.Day, w.Key FROM @rows w)", [.. rows.Where(row => row.Count < 0)]);
    }

    /// <summary>The days as they are summed now, each of an agent once, in the place of what stood for them.</summary>
    public static void Replace(this StoreTransaction transaction, IReadOnlyList<LookDay> days)
    {
        var reports = days.Select(day => day.Report).ToList();
        transaction.ExecuteAll(
            """
            INSERT INTO daily_reports (day, agent, reports, seconds, cameras, cameras_seen, due, made)
            SELECT w.Day, w.Agent, w.Reports, w.Seconds, w.Cameras, w.CamerasSeen, w.Due, w.Made FROM @rows w WHERE TRUE
            ON CONFLICT (day, agent) DO UPDATE SET reports = excluded.reports, seconds = excluded.seconds, cameras = excluded.cameras, cameras_seen = excluded.cameras_seen,
                due = excluded.due, made = excluded.made
            """,
            reports);
        transaction.ExecuteAll("DELETE FROM daily_looks WHERE (day, agent) IN (SELECT w.Day, w.Agent FROM @rows w)", reports);
        transaction.ExecuteAll(
            """
            INSERT INTO daily_looks (day, agent, camera, street, cell, duty_grid, reports, live, blind, due, made, problems)
            SELECT w.Day, w.Agent, w.Camera, w.Street, w.Cell, w.DutyGrid, w.Reports, w.Live, w.Blind, w.Due, w.Made, w.Problems FROM @rows w
            """,
            [.. days.SelectMany(day => day.Looks)]);
    }

    private static string Signature(FactKey key) =>
        JsonSerializer.Serialize<string[]>([key.Street, key.Cell, key.DutyGrid, key.Problem, key.Code, key.Kind, key.Agent, key.Device, key.Models], Readable);

    private sealed record CellRow(string Measure, long Day, long Key, long Count);

    private sealed record KeyRow(
        long Id, string Signature, string Street, string Cell, string DutyGrid, string Problem, string Code, string Kind, string Agent, string Device, string Models)
    {
        public static KeyRow Of(long id, string signature, FactKey key) =>
            new(id, signature, key.Street, key.Cell, key.DutyGrid, key.Problem, key.Code, key.Kind, key.Agent, key.Device, key.Models);
    }

    private sealed record SignatureRow
    {
        public long Id { get; init; }

        public string Signature { get; init; } = "";
    }
}
