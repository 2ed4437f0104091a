namespace EdgeWatch.EdgeAgent.Settings;

/// <summary>
/// Where the pipelines read their settings. An implementer must return at once, from any thread, always a whole snapshot, and the same instance until
/// something changes.
/// </summary>
internal interface ISettingsSource
{
    /// <summary>The settings in force for one configured camera.</summary>
    CameraRuntimeSettings Current(string camera);
}
