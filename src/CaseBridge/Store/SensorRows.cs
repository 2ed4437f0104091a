using System.Text.Json;
using EdgeWatch.CaseBridge.Intake;
using EdgeWatch.CaseBridge.Live;
using EdgeWatch.Contracts;

namespace EdgeWatch.CaseBridge.Store;

/// <summary>Sensors as their agents report them. A page is replaced whole; what an agent said last stays while it is offline.</summary>
internal static class SensorRows
{
    /// <summary>
    /// A sensor that moved to another page is left alone by the page that it left, whichever of the two comes first or is sent again. Rows that stand already as
    /// they are reported are not written: each bridge gets every page.
    /// </summary>
    public static Outcome TakeSensors(this StoreTransaction transaction, SensorPageMessage message)
    {
        var page = message.Page;
        var changed = 0;
        foreach (var sensor in page.Sensors)
            changed += transaction.Keep(page, sensor) ? 1 : 0;

        var there = page.Sensors.Select(sensor => sensor.Sensor).ToHashSet(StringComparer.Ordinal);
        var left = transaction.All<string>("SELECT sensor FROM sensors WHERE agent = @Agent AND (page = @Page OR page >= @Pages)", new { page.Agent, page.Page, page.Pages })
            .Where(sensor => !there.Contains(sensor)).ToList();
        foreach (var sensor in left)
            transaction.Execute("DELETE FROM sensors WHERE agent = @Agent AND sensor = @sensor", new { page.Agent, sensor });
        changed += left.Count;
        return changed == 0 ? Outcome.Taken(message) : Outcome.Taken(message, LiveUpdate.Sensors(page.Agent, changed));
    }

    /// <returns>Whether the sensor is new or in another state.</returns>
    private static bool Keep(this StoreTransaction transaction, SensorPage page, SensorStatus sensor)
    {
        var known = transaction.One<SensorRow>("SELECT page, state, status FROM sensors WHERE agent = @Agent AND sensor = @Sensor", new { page.Agent, sensor.Sensor });
        var status = JsonSerializer.Serialize(sensor, ContractsJson.Default.SensorStatus);
        if (known is not null && known.Page == page.Page && known.Status == status)
            return false;
        transaction.Execute(
            """
            INSERT INTO sensors (agent, sensor, page, name, state, component, camera, zone, status)
            VALUES (@Agent, @Sensor, @Page, @Name, @State, @Component, @Camera, @Zone, @status)
            ON CONFLICT (agent, sensor) DO UPDATE SET page = excluded.page, name = excluded.name, state = excluded.state, component = excluded.component,
                camera = excluded.camera, zone = excluded.zone, status = excluded.status
            """,
            new { page.Agent, sensor.Sensor, page.Page, sensor.Name, sensor.State, sensor.Component, sensor.Camera, sensor.Zone, status });
        return known?.State != sensor.State;
    }
}

/// <summary>A row of <c>sensors</c>, with whether its agent is online where it was joined.</summary>
internal sealed record SensorRow
{
    public string Agent { get; init; } = "";

    public string Sensor { get; init; } = "";

    public long Page { get; init; }

    public string State { get; init; } = "";

    public string Status { get; init; } = "";

    public long Online { get; init; }
}
