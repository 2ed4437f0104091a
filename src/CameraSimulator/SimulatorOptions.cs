using System.Net;

namespace EdgeWatch.CameraSimulator;

/// <summary>Which cameras to play, and where.</summary>
public sealed record SimulatorOptions
{
    /// <summary>Address to listen on; the local machine only, unless said otherwise.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>TCP port of the RTSP server; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>The cameras, each under a name of its own.</summary>
    public IReadOnlyList<SimulatedCamera> Cameras { get; init; } = [];

    /// <summary>
    /// Bytes that may wait for one client, 256 KiB to 64 MiB; 2 MiB holds some seconds of a usual camera. What does not fit is dropped up to the next key
    /// frame, so that a slow client costs nobody else anything.
    /// </summary>
    public int ClientBuffer { get; init; } = 2 * 1024 * 1024;

    /// <summary>A client that takes no byte for this long while some wait is disconnected; 10 s.</summary>
    public TimeSpan StuckAfter { get; init; } = TimeSpan.FromSeconds(10);
}

/// <summary>One camera to play.</summary>
/// <param name="Name">Its path in the address: letters, digits, '-', '_' and '.'.</param>
/// <param name="File">The video to play in a loop: H.264 or H.265, in any container that libav reads.</param>
public sealed record SimulatedCamera(string Name, string File)
{
    /// <summary>Who may look; null lets everybody.</summary>
    public string? User { get; init; }

    /// <summary>With which password (digest authentication).</summary>
    public string? Password { get; init; }

    /// <summary>Position in the clip at which the camera stands when the simulator starts.</summary>
    public TimeSpan StartAt { get; init; }

    /// <summary>How far the camera's clock runs ahead of the simulator's: what its sender reports show.</summary>
    public TimeSpan ClockOffset { get; init; }
}
