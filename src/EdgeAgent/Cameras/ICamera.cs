using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Stages;

namespace EdgeWatch.EdgeAgent.Cameras;

/// <summary>A configured camera, running or set aside. <see cref="Status"/> may be asked from any thread and tells the truth at any time.</summary>
internal interface ICamera : IAsyncDisposable
{
    string Id { get; }

    /// <summary>The latest look; null for a camera that is set aside.</summary>
    LatestLook? Latest { get; }

    CameraStatus Status();

    Task RunAsync(CancellationToken stop, CancellationToken abort);

    /// <summary>The settings of the camera have changed.</summary>
    void SettingsChanged();

    void LookNow();
}
