using System.Text.Json;
using EdgeWatch.Contracts;

namespace EdgeWatch.CaseBridge.Settings;

/// <summary>What a person changes on one camera. A key that is absent leaves the setting as it is desired now; null goes back to the agent's own file.</summary>
internal sealed record SettingsChange
{
    /// <summary>Who changes it.</summary>
    public required string Actor { get; init; }

    public TimeSpan? Cadence { get; init; }

    public IReadOnlyList<ThresholdSetting>? Thresholds { get; init; }

    public IReadOnlyList<ZoneSettings>? Zones { get; init; }

    /// <summary>Reads a change and checks it; the first flaw comes back in words.</summary>
    public static (SettingsChange? Change, string? Flaw) Read(JsonElement body)
    {
        try
        {
            var change = body.Deserialize<SettingsChange>(JsonSerializerOptions.Web)!;
            return SettingsRules.Flaw(change) is { } flaw ? (null, flaw) : (change, null);
        }
        catch (JsonException exception)
        {
            return (null, exception.Message);
        }
    }

    /// <summary>Lays the change over what is desired now.</summary>
    public CameraSettings Over(CameraSettings? now, JsonElement body) => new()
    {
        Cadence = body.TryGetProperty("cadence", out _) ? Cadence : now?.Cadence,
        Thresholds = body.TryGetProperty("thresholds", out _) ? Thresholds : now?.Thresholds,
        Zones = body.TryGetProperty("zones", out _) ? Zones : now?.Zones,
    };
}
