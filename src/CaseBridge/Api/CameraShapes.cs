using System.Text.Json.Serialization;
using EdgeWatch.Contracts;

namespace EdgeWatch.CaseBridge.Api;

/// <summary>An agent as it reports itself (<see cref="AgentStatus"/>), with what the centre wants of it.</summary>
internal sealed record AgentView(
    string Agent,
    bool Online,
    string Version,
    DateTimeOffset At,
    DateTimeOffset? StartedAt,
    long SettingsRevision,
    long OutboxRows,
    IReadOnlyList<string> Models,
    IReadOnlyList<CameraStatus> Cameras,
    AgentSettings Settings)
{
    public static AgentView Of(AgentStatus status, bool online, AgentSettings settings) => new(
        status.Agent, online, status.Version, status.At, status.StartedAt, status.SettingsRevision, status.OutboxRows, status.Models, status.Cameras, settings);
}

/// <summary>Settings of an agent: wanted and in force.</summary>
internal sealed record AgentSettings(DesiredSettings? Desired, ReportedSettings? Reported);

/// <summary>A camera of one of the agents: the fields of <see cref="CameraStatus"/> and whose it is.</summary>
internal sealed record CameraView(
    string Agent,
    bool Online,
    string Camera,
    string? Name,
    string State,
    DateTimeOffset Since,
    long LooksDue,
    long LooksMade,
    DateTimeOffset? LatestLookAt,
    TimeSpan? KeyFrameInterval,
    TimeSpan? Cadence,
    int? Width,
    int? Height,
    string? Codec,
    string? LastError,
    Place? Place,
    IReadOnlyList<ZoneSettings> Zones,
    IReadOnlyDictionary<string, float> Thresholds,
    CameraSettingsView? Settings)
{
    public static CameraView Of(string agent, bool online, CameraStatus status, CameraSettingsView? settings = null) => new(
        agent, online, status.Camera, status.Name, status.State, status.Since, status.LooksDue, status.LooksMade, status.LatestLookAt, status.KeyFrameInterval,
        status.Cadence, status.Width, status.Height, status.Codec, status.LastError, status.Place, status.Zones, status.Thresholds, settings);
}

/// <summary>What the centre wants of one camera, and what its agent made of it.</summary>
/// <param name="Desired">Null where the agent's own file stands.</param>
/// <param name="Revision">Revision that is wanted; 0 where nothing is.</param>
/// <param name="InForce">Revision that the agent has in force; 0 is its own file.</param>
/// <param name="Received">Last revision that the agent has received.</param>
/// <param name="Refused">What the agent would not take for this camera.</param>
internal sealed record CameraSettingsView(CameraSettings? Desired, long Revision, long InForce, long Received, IReadOnlyList<SettingRefusal> Refused)
{
    public static CameraSettingsView Of(string camera, AgentSettings settings) => new(
        settings.Desired?.Cameras.GetValueOrDefault(camera),
        settings.Desired?.Revision ?? 0,
        settings.Reported?.Revision ?? 0,
        settings.Reported?.Received ?? 0,
        [.. (settings.Reported?.Refused ?? []).Where(refusal => refusal.Camera == camera)]);
}

/// <summary>Score samples, newest first.</summary>
internal sealed record ScorePage(IReadOnlyList<Score> Items);

/// <summary>One score sample.</summary>
internal sealed record Score(
    Guid Id, DateTimeOffset TakenAt, string? Class, [property: JsonPropertyName("score")] float Value, float Threshold,
    double SamplingProbability, Subject? Box, string Model, bool HasPicture);

/// <summary>The revision that a change of settings has made.</summary>
internal sealed record SettingsRevision(long Revision);

/// <summary>A message kept aside.</summary>
internal sealed record AsideMessage(Guid Id, DateTimeOffset At, string Topic, string Reason, long Bytes, string Text, long Times);

/// <summary>How the bridge is.</summary>
/// <param name="Status"><c>ok</c> or <c>degraded</c>.</param>
/// <param name="Broker"><c>connected</c> or <c>away</c>.</param>
/// <param name="Store"><c>ok</c>, or why it does not serve, in words.</param>
/// <param name="StoreFault"><c>unreachable</c>, <c>read-only</c>, <c>full</c>, <c>busy</c> or <c>failing</c>; absent while it serves.</param>
/// <param name="StoreAwaySince">When it last served; absent while it does.</param>
internal sealed record Health(
    string Status, string Broker, string Store, string? StoreFault, DateTimeOffset? StoreAwaySince, string Evidence, string? EvidenceFault, DateTimeOffset? EvidenceAwaySince);
