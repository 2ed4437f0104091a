using System.Text.Json;
using EdgeWatch.CaseBridge.Intake;
using EdgeWatch.CaseBridge.Live;
using EdgeWatch.Contracts;

namespace EdgeWatch.CaseBridge.Store;

/// <summary>What agents say of themselves: the retained status of each, its cameras, its settings in force, and its zero reports.</summary>
internal static class AgentRows
{
    /// <summary>
    /// The latest arrival wins, not the latest time in it: a last will was written when the agent connected. A last will names no cameras;
    /// those of the status before it stay, since a person still wants to see them.
    /// </summary>
    public static Outcome TakeStatus(this StoreTransaction transaction, StatusMessage message)
    {
        var (status, agent) = (message.Status, message.Status.Agent);
        var updates = new List<LiveUpdate>();
        var before = transaction.One<long?>("SELECT online FROM agents WHERE agent = @agent", new { agent });
        if (before != (status.Online ? 1 : 0))
            updates.Add(LiveUpdate.Agent(agent, status.Online));

        var keepsCameras = !status.Online && status.Cameras.Count == 0;
        transaction.Execute(
            $"""
            INSERT INTO agents (agent, online, received_at, status) VALUES (@agent, @online, @receivedAt, @json)
            ON CONFLICT (agent) DO UPDATE SET online = excluded.online, received_at = excluded.received_at{(keepsCameras ? "" : ", status = excluded.status")}
            """,
            new
            {
                agent,
                online = status.Online ? 1L : 0L,
                receivedAt = message.Waiting.ReceivedAt.ToStore(),
                json = JsonSerializer.Serialize(status, ContractsJson.Default.AgentStatus),
            });
        if (!keepsCameras)
            transaction.ReplaceCameras(status, updates);
        return Outcome.Taken(message, updates);
    }

    public static Outcome TakeReportedSettings(this StoreTransaction transaction, ReportedSettingsMessage message)
    {
        var agent = message.Waiting.Agent;
        var reported = JsonSerializer.Serialize(message.Settings, ContractsJson.Default.ReportedSettings);
        var unknown = JsonSerializer.Serialize(
            new AgentStatus { Agent = agent, Online = false, Version = "", At = message.Settings.At }, ContractsJson.Default.AgentStatus);
        transaction.Execute(
            """
            INSERT INTO agents (agent, online, received_at, status, reported) VALUES (@agent, 0, @receivedAt, @unknown, @reported)
            ON CONFLICT (agent) DO UPDATE SET reported = excluded.reported
            """,
            new { agent, receivedAt = message.Waiting.ReceivedAt.ToStore(), unknown, reported });
        return Outcome.Taken(message, LiveUpdate.Settings(agent, message.Settings.Revision, message.Settings.Received, message.Settings.Refused.Count));
    }

    public static Outcome TakeReport(this StoreTransaction transaction, ReportMessage message)
    {
        var report = message.Report;
        var taken = transaction.Execute(
            "INSERT INTO zero_reports (id, agent, to_at, received_at, original) VALUES (@id, @Agent, @to, @receivedAt, @original) ON CONFLICT (id) DO NOTHING",
            new
            {
                id = report.Id.ToString("D"),
                report.Agent,
                to = report.To.ToStore(),
                receivedAt = message.Waiting.ReceivedAt.ToStore(),
                original = JsonSerializer.Serialize(report, ContractsJson.Default.ZeroReport),
            });
        return taken == 1 ? Outcome.Taken(message) : Outcome.Repeated(message);
    }

    /// <summary>Deletes some of those that ended before the given time, the oldest first; their daily sums stay. Returns how many.</summary>
    public static int ForgetZeroReports(this StoreTransaction transaction, DateTimeOffset before, int most) => transaction.Execute(
        "DELETE FROM zero_reports WHERE id IN (SELECT id FROM zero_reports WHERE to_at < @before ORDER BY to_at LIMIT @most)", new { before = before.ToStore(), most });

    private static void ReplaceCameras(this StoreTransaction transaction, AgentStatus status, List<LiveUpdate> updates)
    {
        var before = transaction.All<CameraRow>("SELECT * FROM cameras WHERE agent = @Agent", new { status.Agent }).ToDictionary(row => row.Camera, row => row.State);
        foreach (var camera in status.Cameras)
        {
            if (!before.Remove(camera.Camera, out var state) || state != camera.State)
                updates.Add(LiveUpdate.Camera(status.Agent, camera.Camera, camera.State));
            transaction.Execute(
                """
                INSERT INTO cameras (agent, camera, name, state, since, status) VALUES (@Agent, @Camera, @Name, @State, @since, @json)
                ON CONFLICT (agent, camera) DO UPDATE SET name = excluded.name, state = excluded.state, since = excluded.since, status = excluded.status
                """,
                new { status.Agent, camera.Camera, camera.Name, camera.State, since = camera.Since.ToStore(), json = JsonSerializer.Serialize(camera, ContractsJson.Default.CameraStatus) });
        }

        foreach (var gone in before.Keys)
            transaction.Execute("DELETE FROM cameras WHERE agent = @Agent AND camera = @gone", new { status.Agent, gone });
    }
}

/// <summary>A row of <c>cameras</c>, with whether its agent is online where it was joined.</summary>
internal sealed record CameraRow
{
    public string Agent { get; init; } = "";

    public string Camera { get; init; } = "";

    public string State { get; init; } = "";

    public string Status { get; init; } = "";

    public long Online { get; init; }
}
