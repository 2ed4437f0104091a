using EdgeWatch.Ingest.Video.LibAv;

namespace EdgeWatch.Ingest.Video;

/// <summary>Opens RTSP cameras, and says in words why one could not be opened.</summary>
internal static class RtspConnection
{
    // Errno values as libav returns them, negative.
    private const int IoError = -5;
    private const int NetworkUnreachable = -101;
    private const int ConnectionReset = -104;
    private const int TimedOut = -110;
    private const int ConnectionRefused = -111;
    private const int HostUnreachable = -113;

    /// <summary>Connects and asks for the video stream; nothing is read ahead, the description tells the codec.</summary>
    public static Demuxer Open(CameraUrl url, RtspTransport transport, Interrupt interrupt)
    {
        KeyValuePair<string, string>[] options =
        [
            new("rtsp_transport", transport == RtspTransport.Udp ? "udp" : "tcp"),
            new("allowed_media_types", "video"),
            new("user_agent", "EdgeWatch"),

            // Datagrams of a key frame come in one burst; the default of 64 KiB loses some of it.
            new("buffer_size", "2097152"),
        ];
        return Demuxer.Open(url.Address, url.Shown, options, interrupt, probe: false);
    }

    /// <summary>Why a connection did not come about, and the remedy.</summary>
    public static string Explain(VideoException error, bool timedOut, CameraUrl url, SourceOptions options)
    {
        var camera = options.Camera;
        if (timedOut || error.Code == TimedOut)
            return $"{url.Shown} did not answer within {options.StallTimeout.TotalSeconds:0.#} s; check that the camera is on and its address is right";
        return error.Code switch
        {
            AvConstant.Unauthorized when url.HasCredentials =>
                $"the camera refused the credentials (401) at {url.Shown}; check user and password of camera {camera}",
            AvConstant.Unauthorized => $"the camera at {url.Shown} wants credentials (401) and the address has none; write rtsp://user:password@… for camera {camera}",
            AvConstant.Forbidden => $"the camera forbids this user the stream (403) at {url.Shown}; check the rights of the user of camera {camera}",
            AvConstant.NotFound => $"the camera has no stream at this path (404): {url.Shown}; check the path of camera {camera}",
            AvConstant.BadRequest or AvConstant.OtherClientError => $"the camera refused the request (4xx) at {url.Shown}; check path and transport of camera {camera}",
            AvConstant.ServerError => $"the camera reported an error of its own (5xx) at {url.Shown}; its limit of viewers may be reached",
            ConnectionRefused => $"nothing listens at {url.Host}:{url.Port} (connection refused); check address and port of camera {camera}",
            HostUnreachable or NetworkUnreachable => $"{url.Host} cannot be reached (no route); check network and address of camera {camera}",
            AvConstant.EndOfFile or IoError or ConnectionReset =>
                $"{url.Host}:{url.Port} closed the connection before a stream began; check that RTSP is switched on at camera {camera}",
            AvConstant.InvalidData => $"{url.Shown} does not answer in RTSP; check address and port of camera {camera}",
            _ => error.Message,
        };
    }

    /// <summary>Why a connection ended.</summary>
    public static string ExplainLoss(int error, CameraUrl url) => error switch
    {
        AvConstant.EndOfFile => $"the camera at {url.Shown} ended the stream; connecting again",
        IoError or ConnectionReset => $"the connection to {url.Shown} broke; connecting again",
        _ => $"reading from {url.Shown} failed: {AvError.Describe(error)}; connecting again",
    };
}
