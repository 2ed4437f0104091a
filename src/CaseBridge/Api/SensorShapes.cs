using EdgeWatch.Contracts;

namespace EdgeWatch.CaseBridge.Api;

/// <summary>A page of sensors, by agent and sensor id.</summary>
/// <param name="Items">The sensors.</param>
/// <param name="Total">How many match, on all pages.</param>
/// <param name="States">How many are in each state, of those that match all but the state.</param>
/// <param name="Next">Goes into <c>after</c> for the next page; absent on the last one.</param>
internal sealed record SensorListing(IReadOnlyList<SensorView> Items, long Total, IReadOnlyDictionary<string, long> States, string? Next);

/// <summary>A sensor of one of the agents: the fields of <see cref="SensorStatus"/> and whose it is.</summary>
internal sealed record SensorView(
    string Agent,
    bool Online,
    string Sensor,
    string? Name,
    string State,
    DateTimeOffset Since,
    DateTimeOffset? HeardAt,
    IReadOnlyList<ReadingPoint> Latest,
    long Undecoded,
    string? LastError,
    string? Component,
    string? Camera,
    string? Zone,
    Place? Place)
{
    public static SensorView Of(string agent, bool online, SensorStatus status) => new(
        agent, online, status.Sensor, status.Name, status.State, status.Since, status.HeardAt, status.Latest, status.Undecoded, status.LastError, status.Component,
        status.Camera, status.Zone, status.Place);
}
