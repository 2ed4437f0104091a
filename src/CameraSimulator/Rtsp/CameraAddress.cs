namespace EdgeWatch.CameraSimulator.Rtsp;

/// <summary>What the address of a request names: a camera, or its track.</summary>
/// <param name="Camera">The camera's name.</param>
/// <param name="IsTrack">True where the track is named, false for the whole.</param>
/// <param name="Base">Address of the camera as the client wrote it, without query and closing slash.</param>
internal sealed record CameraAddress(string Camera, bool IsTrack, string Base)
{
    private const string Scheme = "rtsp://";

    /// <summary>Takes an absolute address apart; null where it is none.</summary>
    public static CameraAddress? Parse(string uri)
    {
        if (!uri.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return null;
        var address = uri.Split('?')[0].TrimEnd('/');
        var path = address.IndexOf('/', Scheme.Length);
        if (path < 0)
            return null;
        var names = address[(path + 1)..].Split('/');
        return names switch
        {
            [var camera] => new(Uri.UnescapeDataString(camera), IsTrack: false, address),
            [var camera, SessionDescription.Track] => new(Uri.UnescapeDataString(camera), IsTrack: true, address[..^(SessionDescription.Track.Length + 1)]),
            _ => null,
        };
    }
}
