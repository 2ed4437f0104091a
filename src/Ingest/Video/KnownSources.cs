using Microsoft.Extensions.Logging;

namespace EdgeWatch.Ingest.Video;

/// <summary>The sources there are, by what the address leads to. A new camera protocol is one line here.</summary>
public static class KnownSources
{
    /// <summary>Makes the source of a camera; nothing is opened before it is read.</summary>
    /// <param name="options">How the camera is reached.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Where what happens is written, without credentials.</param>
    /// <param name="metrics">Where it is counted.</param>
    /// <exception cref="FormatException">The address is none; the message says why, without credentials.</exception>
    public static IFrameSource Create(SourceOptions options, TimeProvider time, ILogger log, IngestMetrics metrics)
    {
        var url = CameraUrl.Parse(options.Url);
        return url.Kind switch
        {
            CameraUrlKind.Rtsp => new RtspSource(options, url, ConnectGate.Shared, time, log, metrics),
            CameraUrlKind.Pictures => new PictureFolderSource(options, url, time, log, metrics),
            CameraUrlKind.File => new FileSource(options, url, time, log, metrics),
            _ => throw new FormatException($"{url.Shown}: no source is known for this address"),
        };
    }
}
