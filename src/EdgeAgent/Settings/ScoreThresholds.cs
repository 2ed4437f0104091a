using EdgeWatch.Contracts;

namespace EdgeWatch.EdgeAgent.Settings;

/// <summary>
/// The least score at which a class counts, by hour of the day: a band that covers the hour, else the all-day setting, else the model's own, else
/// <see cref="Fallback"/>. Of two settings that say the same, the later one holds.
/// </summary>
/// <param name="settings">Settings of the camera, in order.</param>
/// <param name="fromModels">Class names and the thresholds that the models ship.</param>
/// <param name="local">Time zone of the hour bands.</param>
internal sealed class ScoreThresholds(IReadOnlyList<ThresholdSetting> settings, IReadOnlyDictionary<string, float> fromModels, TimeZoneInfo local)
{
    /// <summary>For a class that neither settings nor models name.</summary>
    public const float Fallback = 0.5f;

    public IReadOnlyList<ThresholdSetting> Settings => settings;

    public IReadOnlyDictionary<string, float> FromModels => fromModels;

    /// <summary>The threshold of one class at a moment.</summary>
    public float For(string @class, DateTimeOffset at)
    {
        var hour = TimeZoneInfo.ConvertTime(at, local).Hour;
        float? allDay = null;
        float? inBand = null;
        foreach (var setting in settings)
        {
            if (!string.Equals(setting.Class, @class, StringComparison.Ordinal))
                continue;
            if (setting.FromHour is null && setting.ToHour is null)
                allDay = setting.MinScore;
            else if (Covers(setting.FromHour ?? 0, setting.ToHour ?? 24, hour))
                inBand = setting.MinScore;
        }

        return inBand ?? allDay ?? (fromModels.TryGetValue(@class, out var shipped) ? shipped : Fallback);
    }

    /// <summary>Every class that models or settings name, with its threshold at a moment.</summary>
    public IReadOnlyDictionary<string, float> At(DateTimeOffset at) =>
        fromModels.Keys.Concat(settings.Select(setting => setting.Class)).Distinct(StringComparer.Ordinal)
            .ToDictionary(name => name, name => For(name, at), StringComparer.Ordinal);

    private static bool Covers(int from, int to, int hour) => from < to ? hour >= from && hour < to : hour >= from || hour < to;
}
