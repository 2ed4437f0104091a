using System.Text.Json;
using EdgeWatch.CaseBridge.Settings;
using EdgeWatch.Contracts;

namespace EdgeWatch.CaseBridge.Store;

/// <summary>Settings that the centre wants of each agent, and who changed them.</summary>
internal static class SettingsRows
{
    /// <summary>Lays a change over what is desired now; the revision grows beyond any that the agent has seen, also from a store that was lost.</summary>
    public static DesiredSettings ChangeSettings(
        this StoreTransaction transaction, string agent, string camera, SettingsChange change, JsonElement body, DateTimeOffset now)
    {
        var current = transaction.Desired(agent);
        var seen = transaction.Reported(agent)?.Received ?? 0;
        var desired = new DesiredSettings
        {
            Revision = Math.Max(current?.Revision ?? 0, seen) + 1,
            Actor = change.Actor,
            At = now,
            Cameras = new Dictionary<string, CameraSettings>(current?.Cameras ?? new Dictionary<string, CameraSettings>())
            {
                [camera] = change.Over(current?.Cameras.GetValueOrDefault(camera), body),
            },
        };
        transaction.Execute(
            """
            INSERT INTO settings_desired (agent, revision, document) VALUES (@agent, @Revision, @document)
            ON CONFLICT (agent) DO UPDATE SET revision = excluded.revision, document = excluded.document
            """,
            new { agent, desired.Revision, document = JsonSerializer.Serialize(desired, ContractsJson.Default.DesiredSettings) });
        transaction.Execute(
            "INSERT INTO settings_changes (agent, revision, camera, at, actor, change) VALUES (@agent, @Revision, @camera, @at, @Actor, @change)",
            new { agent, desired.Revision, camera, at = now.ToStore(), change.Actor, change = body.GetRawText() });
        return desired;
    }

    public static DesiredSettings? Desired(this StoreTransaction transaction, string agent) =>
        transaction.One<string>("SELECT document FROM settings_desired WHERE agent = @agent", new { agent }) is { } json
            ? JsonSerializer.Deserialize(json, ContractsJson.Default.DesiredSettings)
            : null;

    public static ReportedSettings? Reported(this StoreTransaction transaction, string agent) =>
        transaction.One<string>("SELECT reported FROM agents WHERE agent = @agent", new { agent }) is { } json
            ? JsonSerializer.Deserialize(json, ContractsJson.Default.ReportedSettings)
            : null;

    public static IReadOnlyList<string> AgentsWithSettings(this StoreTransaction transaction) => transaction.All<string>("SELECT agent FROM settings_desired");
}
