using EdgeWatch.Contracts;

namespace EdgeWatch.CaseBridge.Deduplication;

/// <summary>Who reports, from a CloudEvents source: <c>/agents/{agent}/cameras/{camera}</c> or <c>/agents/{agent}/sensors/{sensor}</c>.</summary>
/// <param name="Agent">Agent id.</param>
/// <param name="Kind">One of <see cref="ReporterKinds"/>.</param>
/// <param name="Device">Camera or sensor id.</param>
internal readonly record struct CandidateSource(string Agent, string Kind, string Device)
{
    /// <summary>The form that a source must have, for errors.</summary>
    public const string Form = "/agents/{agent}/cameras/{camera} or /agents/{agent}/sensors/{sensor}";

    private const string Agents = "/agents/";
    private const string Cameras = "/cameras/";
    private const string Sensors = "/sensors/";

    public bool IsSensor => Kind == ReporterKinds.Sensor;

    /// <summary>Whether a person reported it to the city's platform, from which it was imported. Then <see cref="Agent"/> is the platform and <see cref="Device"/> its reference of the case.</summary>
    public bool IsCity => Kind is not (null or ReporterKinds.Camera or ReporterKinds.Sensor);

    public static CandidateSource Camera(string agent, string camera) => new(agent, ReporterKinds.Camera, camera);

    public static CandidateSource Sensor(string agent, string sensor) => new(agent, ReporterKinds.Sensor, sensor);

    public static CandidateSource City(string platform, string kind, string reference) => new(platform, kind, reference);

    /// <summary>Reads a source of the store: besides those that agents send, <c>/city/{platform}/{kind}/{reference}</c>.</summary>
    public static bool TryRead(string text, out CandidateSource source)
    {
        if (!text.StartsWith("/city/", StringComparison.Ordinal) || text.Split('/') is not ["", "city", var platform, var kind, var reference])
            return TryParse(text, out source);
        source = City(platform, kind, Uri.UnescapeDataString(reference));
        return true;
    }

    public static bool TryParse(string text, out CandidateSource source)
    {
        source = default;
        if (!text.StartsWith(Agents, StringComparison.Ordinal))
            return false;
        var rest = text.AsSpan(Agents.Length);
        var (camera, sensor) = (rest.IndexOf(Cameras, StringComparison.Ordinal), rest.IndexOf(Sensors, StringComparison.Ordinal));
        var (at, kind) = camera >= 0 ? (camera, Cameras) : (sensor, Sensors);
        if (at < 0)
            return false;
        var (agent, device) = (rest[..at].ToString(), rest[(at + kind.Length)..].ToString());
        if (!Identifiers.IsValid(agent) || !Identifiers.IsValid(device))
            return false;
        source = kind == Sensors ? Sensor(agent, device) : Camera(agent, device);
        return true;
    }

    public override string ToString() => IsCity ? $"/city/{Agent}/{Kind}/{Uri.EscapeDataString(Device)}" : $"/agents/{Agent}/{Kind}s/{Device}";
}

/// <summary>Kinds of those that report, as they stand in store and API; besides these, who reported an imported case (<see cref="Filing.City.CitySources"/>).</summary>
internal static class ReporterKinds
{
    public const string Camera = "camera";
    public const string Sensor = "sensor";
}
