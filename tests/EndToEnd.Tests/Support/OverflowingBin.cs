using EdgeWatch.CameraSimulator;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeWatch.EndToEnd.Tests.Support;

/// <summary>Cameras that see nothing but a bin that overflows: a problem that lasts as long as the test.</summary>
internal sealed class OverflowingBin : IAsyncDisposable
{
    /// <summary>Within the demo's clip, the seconds in which its truth says that the bin overflows.</summary>
    private const string From = "23";
    private const string Seconds = "20";

    private readonly RtspSimulator _simulator;

    private OverflowingBin(RtspSimulator simulator) => _simulator = simulator;

    /// <summary>Cuts the clip with ffmpeg and plays it.</summary>
    public static async Task<OverflowingBin> PlayAsync(TempFolder folder, params string[] cameras)
    {
        var clip = folder.File("overflow.mp4");
        await using (var cut = ChildProcess.Start(
            "ffmpeg", "-v", "error", "-ss", From, "-t", Seconds, "-i", Repository.File("src", "EdgeWatch", "Demo", "Scene", "bin-corner.mp4"),
            "-c:v", "libx264", "-preset", "veryfast", "-crf", "20", "-r", "5", "-g", "5", "-pix_fmt", "yuv420p", clip))
            (await cut.ExitAsync(seconds: 60)).ShouldBe(0, cut.Output);
        return new OverflowingBin(RtspSimulator.Start(
            new SimulatorOptions { Cameras = [.. cameras.Select(camera => new SimulatedCamera(camera, clip))] }, TimeProvider.System, NullLoggerFactory.Instance));
    }

    public string UrlOf(string camera) => _simulator.UrlOf(camera);

    public PlayingCamera Camera(string camera) => _simulator.Camera(camera);

    public ValueTask DisposeAsync() => _simulator.DisposeAsync();
}
