using System.Text.Encodings.Web;
using System.Text.Json;
using EdgeWatch.CaseBridge.Store;

namespace EdgeWatch.CaseBridge.Reports.Facts;

/// <summary>Writes the daily facts.</summary>
internal static class FactRows
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Whether nobody else has counted since the round was read; only then may anything be written.</summary>
    public static bool TakeRound(this StoreTransaction transaction, long round, Progress next) => transaction.Execute(
        "UPDATE fact_progress SET round = round + 1, basis = @Basis, recount = @Recount, recount_after = @RecountAfter WHERE id = 1 AND round = @round",
        new { round, next.Basis, next.Recount, next.RecountAfter }) == 1;

    public static void ForgetFeed(this StoreTransaction transaction, IEnumerable<string> ids)
    {
        foreach (var id in ids)
            transaction.Execute("DELETE FROM fact_feed WHERE id = @id", new { id });
    }

    public static long KeyId(this StoreTransaction transaction, FactKey key)
    {
        var signature = JsonSerializer.Serialize<string[]>([key.Street, key.Cell, key.DutyGrid, key.Problem, key.Code, key.Kind, key.Agent, key.Device, key.Models], Readable);
        if (transaction.One<long?>("SELECT id FROM fact_keys WHERE signature = @signature", new { signature }) is { } known)
            return known;
        var id = transaction.One<long>("SELECT COALESCE(MAX(id), 0) + 1 FROM fact_keys");
        transaction.Execute(
            """
            INSERT INTO fact_keys (id, signature, street, cell, duty_grid, problem, code, kind, agent, device, models)
            VALUES (@id, @signature, @Street, @Cell, @DutyGrid, @Problem, @Code, @Kind, @Agent, @Device, @Models)
            """,
            new { id, signature, key.Street, key.Cell, key.DutyGrid, key.Problem, key.Code, key.Kind, key.Agent, key.Device, key.Models });
        return id;
    }

    public static void Write(this StoreTransaction transaction, Subject subject, string facts) => transaction.Execute(
        "INSERT INTO fact_shares (subject, facts) VALUES (@subject, @facts) ON CONFLICT (subject) DO UPDATE SET facts = excluded.facts", new { subject = $"{subject}", facts });

    public static void Add(this StoreTransaction transaction, FactCell cell, long count)
    {
        transaction.Execute(
            "INSERT INTO daily_facts (measure, day, key, count) VALUES (@Measure, @Day, @Key, @count) ON CONFLICT (measure, day, key) DO UPDATE SET count = daily_facts.count + excluded.count",
            new { cell.Measure, cell.Day, cell.Key, count });
        if (count < 0)
            transaction.Execute("DELETE FROM daily_facts WHERE measure = @Measure AND day = @Day AND key = @Key AND count = 0", new { cell.Measure, cell.Day, cell.Key });
    }

    public static void Replace(this StoreTransaction transaction, LookDay day)
    {
        transaction.Execute(
            """
            INSERT INTO daily_reports (day, agent, reports, seconds, cameras, cameras_seen, due, made) VALUES (@Day, @Agent, @Reports, @Seconds, @Cameras, @CamerasSeen, @Due, @Made)
            ON CONFLICT (day, agent) DO UPDATE SET reports = excluded.reports, seconds = excluded.seconds, cameras = excluded.cameras, cameras_seen = excluded.cameras_seen,
                due = excluded.due, made = excluded.made
            """,
            day.Report);
        transaction.Execute("DELETE FROM daily_looks WHERE day = @Day AND agent = @Agent", new { day.Report.Day, day.Report.Agent });
        foreach (var looks in day.Looks)
        {
            transaction.Execute(
                """
                INSERT INTO daily_looks (day, agent, camera, street, cell, duty_grid, reports, live, blind, due, made, problems)
                VALUES (@Day, @Agent, @Camera, @Street, @Cell, @DutyGrid, @Reports, @Live, @Blind, @Due, @Made, @Problems)
                """,
                looks);
        }
    }
}
