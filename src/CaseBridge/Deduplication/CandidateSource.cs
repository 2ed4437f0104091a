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

    public bool IsSensor => Kind == ReporterKinds.Sensor;

    public static CandidateSource Camera(string agent, string camera) => new(agent, ReporterKinds.Camera, camera);

    public static CandidateSource Sensor(string agent, string sensor) => new(agent, ReporterKinds.Sensor, sensor);

    public static bool TryParse(string text, out CandidateSource source)
    {
        source = default;
        if (text.Split('/') is not ["", "agents", var agent, "cameras" or "sensors", var device] || !Identifiers.IsValid(agent) || !Identifiers.IsValid(device))
            return false;
        source = text.AsSpan("/agents/".Length + agent.Length).StartsWith("/sensors/") ? Sensor(agent, device) : Camera(agent, device);
        return true;
    }

    public override string ToString() => $"/agents/{Agent}/{Kind}s/{Device}";
}

/// <summary>Kinds of those that report, as they stand in store and API.</summary>
internal static class ReporterKinds
{
    public const string Camera = "camera";
    public const string Sensor = "sensor";
}
