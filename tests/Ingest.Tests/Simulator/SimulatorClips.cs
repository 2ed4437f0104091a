using EdgeWatch.CameraSimulator;
using EdgeWatch.Ingest.Tests.Video;
using EdgeWatch.Tests.Shared;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeWatch.Ingest.Tests.Simulator;

/// <summary>Clips that the tests of the simulator play, made once: two seconds at 25 pictures a second, a key frame every 0.48 s, with B-frames.</summary>
public sealed class SimulatorClips : IDisposable
{
    private readonly TempFolder _folder = new();

    public SimulatorClips()
    {
        H264 = Make("h264.mp4", "320x240", "-c:v libx264 -preset veryfast -bf 2 -g 12 -sc_threshold 0");
        H265 = Make("h265.mp4", "320x240", "-c:v libx265 -preset ultrafast -x265-params log-level=none:keyint=12:min-keyint=12:scenecut=0:bframes=2");
        Larger = Make("larger.mp4", "640x360", "-c:v libx264 -preset veryfast -g 12 -sc_threshold 0");
        Heavy = Make("heavy.mp4", "1280x720", "-c:v libx264 -preset ultrafast -qp 1 -g 12 -sc_threshold 0");
    }

    public string H264 { get; }

    public string H265 { get; }

    /// <summary>H.264 with another resolution.</summary>
    public string Larger { get; }

    /// <summary>More than 20 Mbit/s.</summary>
    public string Heavy { get; }

    /// <summary>A simulator with one camera called "street".</summary>
    public static RtspSimulator Play(string file, Func<SimulatedCamera, SimulatedCamera>? change = null) =>
        Play([(change ?? (camera => camera))(new SimulatedCamera("street", file))]);

    public static RtspSimulator Play(IReadOnlyList<SimulatedCamera> cameras) =>
        RtspSimulator.Start(new SimulatorOptions { Cameras = cameras }, TimeProvider.System, NullLoggerFactory.Instance);

    public void Dispose() => _folder.Dispose();

    private string Make(string name, string size, string encoder) =>
        Clip.Make(_folder, name, $"-f lavfi -i testsrc2=size={size}:rate=25:duration=2 -pix_fmt yuv420p {encoder}");
}

/// <summary>Tests that share the clips. They run one after another: each measures time on a real network.</summary>
[CollectionDefinition(nameof(SimulatorCollection))]
public sealed class SimulatorCollection : ICollectionFixture<SimulatorClips>;
