using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Options;
using EdgeWatch.EdgeAgent.Stages;

namespace EdgeWatch.EdgeAgent.Cameras;

/// <summary>A camera whose options are wrong: it stands in the status with its error, and the others run.</summary>
internal sealed class RefusedCamera(CameraOptions options, string error, DateTimeOffset since) : ICamera
{
    public string Id => options.Id;

    public LatestLook? Latest => null;

    public CameraStatus Status() => new() { Camera = options.Id, Name = options.Name, State = CameraStates.Refused, Since = since, LastError = error };

    public Task RunAsync(CancellationToken stop, CancellationToken abort) => Task.CompletedTask;

    public void SettingsChanged()
    {
        // Its file has to be put right first; then the agent is started again.
    }

    public void LookNow()
    {
        // Nothing can be looked at.
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
