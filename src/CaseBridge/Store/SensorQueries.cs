using System.Text.Json;
using EdgeWatch.CaseBridge.Api;
using EdgeWatch.Contracts;

namespace EdgeWatch.CaseBridge.Store;

/// <summary>What to list. Null: every.</summary>
/// <param name="State">One of <see cref="SensorStates"/>.</param>
/// <param name="Agent">Agent id.</param>
/// <param name="Text">Part of id, name or component, whatever its case.</param>
/// <param name="Limit">Most rows.</param>
/// <param name="After">Last sensor of the page before.</param>
internal sealed record SensorFilter(string? State, string? Agent, string? Text, int Limit, SensorKey? After);

/// <summary>Agent and sensor id, by which sensors are ordered.</summary>
internal sealed record SensorKey(string Agent, string Sensor);

/// <summary>Lists sensors and shows one.</summary>
internal static class SensorQueries
{
    private const string Select = "SELECT s.agent, s.sensor, s.state, s.status, COALESCE(a.online, 0) AS online FROM sensors s LEFT JOIN agents a ON a.agent = s.agent";

    public static SensorListing Sensors(this StoreTransaction transaction, SensorFilter filter)
    {
        var values = new
        {
            filter.State,
            filter.Agent,
            Text = filter.Text is null ? null : LikePattern.Containing(filter.Text),
            filter.Limit,
            AfterAgent = filter.After?.Agent,
            AfterSensor = filter.After?.Sensor,
        };
        var conditions = new List<string>();
        if (filter.Agent is not null)
            conditions.Add("s.agent = @Agent");
        if (filter.Text is not null)
            conditions.Add(@"(s.sensor LIKE @Text ESCAPE '\' OR LOWER(s.name) LIKE @Text ESCAPE '\' OR LOWER(s.component) LIKE @Text ESCAPE '\')");
        var states = transaction.All<StateCount>($"SELECT s.state, COUNT(*) AS sensors FROM sensors s {Where(conditions)} GROUP BY s.state ORDER BY s.state", values)
            .ToDictionary(count => count.State, count => count.Sensors);
        if (filter.State is not null)
            conditions.Add("s.state = @State");
        if (filter.After is not null)
            conditions.Add("(s.agent > @AfterAgent OR s.agent = @AfterAgent AND s.sensor > @AfterSensor)");
        var rows = transaction.All<SensorRow>($"{Select} {Where(conditions)} ORDER BY s.agent, s.sensor LIMIT @Limit", values);
        return new SensorListing(
            [.. rows.Select(View)],
            filter.State is null ? states.Values.Sum() : states.GetValueOrDefault(filter.State),
            states,
            rows.Count == filter.Limit ? $"{rows[^1].Agent}/{rows[^1].Sensor}" : null);
    }

    public static SensorView? Sensor(this StoreTransaction transaction, string agent, string sensor) =>
        transaction.One<SensorRow>($"{Select} WHERE s.agent = @agent AND s.sensor = @sensor", new { agent, sensor }) is { } row ? View(row) : null;

    private static string Where(List<string> conditions) => conditions.Count == 0 ? "" : "WHERE " + string.Join(" AND ", conditions);

    private static SensorView View(SensorRow row) => SensorView.Of(row.Agent, row.Online == 1, JsonSerializer.Deserialize(row.Status, ContractsJson.Default.SensorStatus)!);

    private sealed record StateCount
    {
        public string State { get; init; } = "";

        public long Sensors { get; init; }
    }
}
