using System.Collections.Frozen;
using System.Text.Json;
using EdgeWatch.Contracts;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.EdgeAgent.Settings;

/// <summary>
/// Decides what each camera runs under: the agent's own file with the centre's settings laid over it. A camera whose new settings hold one wrong value keeps
/// its last good ones, and the others change; nothing restarts. What is good is remembered on disk.
/// </summary>
internal sealed class SettingsDesk : ISettingsSource
{
    private const string EveryCamera = "*";
    private readonly string _path;
    private readonly FrozenDictionary<string, CameraRuntimeSettings> _files;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Lock _gate = new();
    private RememberedSettings _remembered = new();
    private FrozenDictionary<string, CameraRuntimeSettings> _current;
    private ReportedSettings _reported;

    private SettingsDesk(string path, IReadOnlyList<CameraRuntimeSettings> files, TimeProvider time, ILogger logger)
    {
        (_path, _time, _logger) = (path, time, logger);
        _files = files.ToFrozenDictionary(file => file.Camera, StringComparer.Ordinal);
        _current = _files;
        _reported = new ReportedSettings { Revision = 0, Received = 0, At = time.GetUtcNow() };
    }

    /// <summary>Called after settings were applied or refused; must return at once.</summary>
    public Action? Changed { get; set; }

    /// <summary>What was done with the last settings received.</summary>
    public ReportedSettings Reported => Volatile.Read(ref _reported);

    /// <summary>Opens the desk with what was remembered.</summary>
    /// <param name="path">File to remember in; its folder is made.</param>
    /// <param name="files">The cameras as the agent's own file has them (<see cref="CameraRuntimeSettings.FromFile"/>), without those that were set aside.</param>
    public static SettingsDesk Open(string path, IReadOnlyList<CameraRuntimeSettings> files, TimeProvider time, ILogger<SettingsDesk> logger)
    {
        var desk = new SettingsDesk(Path.GetFullPath(path), files, time, logger);
        desk.Recall();
        return desk;
    }

    /// <inheritdoc/>
    public CameraRuntimeSettings Current(string camera) => Volatile.Read(ref _current).TryGetValue(camera, out var settings)
        ? settings
        : throw new ArgumentException($"camera '{camera}' is not configured or was set aside; there are {string.Join(", ", _files.Keys)}", nameof(camera));

    /// <summary>Applies what is good of the centre's settings; false where they are no newer than those received before.</summary>
    public bool Apply(DesiredSettings desired)
    {
        lock (_gate)
        {
            if (desired.Revision <= _reported.Received)
            {
                Log.SettingsStale(_logger, desired.Revision, _reported.Received);
                return false;
            }

            Merge(desired);
            Remember();
        }

        Log.SettingsApplied(_logger, desired.Revision, desired.Actor ?? "unknown", _reported.Refused.Count);
        Changed?.Invoke();
        return true;
    }

    private void Merge(DesiredSettings desired)
    {
        var refusals = desired.Cameras.Keys.Where(camera => camera != EveryCamera && !_files.ContainsKey(camera))
            .Select(camera => new SettingRefusal(camera, "", camera, $"a camera of this agent: {string.Join(", ", _files.Keys)}")).ToList();
        var (current, good) = (new Dictionary<string, CameraRuntimeSettings>(), new Dictionary<string, GoodSettings>());
        foreach (var file in _files.Values)
        {
            var wish = desired.Cameras.GetValueOrDefault(file.Camera) ?? desired.Cameras.GetValueOrDefault(EveryCamera) ?? new CameraSettings();
            var objections = SettingsCheck.Refusals(file.Camera, wish, [.. file.Thresholds.FromModels.Keys]);
            refusals.AddRange(objections);
            var last = _remembered.Good.GetValueOrDefault(file.Camera);
            var chosen = objections.Count == 0 ? new GoodSettings(desired.Revision, wish) : last is not null && IsGood(file, last) ? last : null;
            current[file.Camera] = chosen is null ? file : SettingsMerge.Over(file, chosen.Settings, chosen.Revision, _time.LocalTimeZone);
            if (chosen is not null)
                good[file.Camera] = chosen;
        }

        foreach (var refusal in refusals)
            Log.SettingRefused(_logger, refusal.Camera, refusal.Key, refusal.Value, refusal.Remedy, desired.Revision);
        _remembered = new RememberedSettings { Desired = desired, Good = good };
        Volatile.Write(ref _current, current.ToFrozenDictionary(StringComparer.Ordinal));
        Volatile.Write(ref _reported, new ReportedSettings
        {
            Revision = current.Values.Select(settings => settings.Revision).DefaultIfEmpty(desired.Revision).Max(),
            Received = desired.Revision,
            At = _time.GetUtcNow(),
            Refused = refusals,
        });
    }

    /// <summary>The agent's file may have changed since: what was good then is checked against the cameras and models of now.</summary>
    private static bool IsGood(CameraRuntimeSettings file, GoodSettings last) =>
        SettingsCheck.Refusals(file.Camera, last.Settings, [.. file.Thresholds.FromModels.Keys]).Count == 0;

    private void Recall()
    {
        try
        {
            _remembered = SettingsFile.Read(_path);
            if (_remembered.Desired is { } desired)
                Merge(desired);
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException)
        {
            _remembered = new();
            Log.SettingsNotRecalled(_logger, error, _path);
        }
    }

    private void Remember()
    {
        try
        {
            SettingsFile.Write(_path, _remembered);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Log.SettingsNotRemembered(_logger, error, _path);
        }
    }
}
