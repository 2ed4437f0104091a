using System.Text.RegularExpressions;

namespace EdgeWatch.Ingest.Video;

/// <summary>The address of a camera; credentials stay inside and reach no text.</summary>
public sealed partial class CameraUrl
{
    private const int DefaultPort = 554;

    private CameraUrl(CameraUrlKind kind, string shown, string address) => (Kind, Shown, Address) = (kind, shown, address);

    /// <summary>What stands there.</summary>
    public CameraUrlKind Kind { get; }

    /// <summary>For texts: <c>rtsp://***@host:port/path</c>, or the path of a file or folder.</summary>
    public string Shown { get; }

    /// <summary>Host name or address; null for files and folders.</summary>
    public string? Host { get; private init; }

    /// <summary>Port; 0 for files and folders.</summary>
    public int Port { get; private init; }

    /// <summary>True where user and password are given.</summary>
    public bool HasCredentials { get; private init; }

    /// <summary>For libav only: never to be shown or logged.</summary>
    internal string Address { get; }

    /// <summary>Reads an address.</summary>
    /// <param name="url"><c>rtsp://user:password@host:port/path</c>, a video file, or a folder of pictures.</param>
    /// <exception cref="FormatException">Not an address; the message says why, without credentials.</exception>
    public static CameraUrl Parse(string url)
    {
        if (string.IsNullOrWhiteSpace(url))
            throw new FormatException("the address is empty: give rtsp://user:password@host/path, a video file, or a folder of pictures");
        url = url.Trim();
        if (url.StartsWith("rtsp://", StringComparison.OrdinalIgnoreCase) || url.StartsWith("rtsps://", StringComparison.OrdinalIgnoreCase))
            return ParseRtsp(url);
        if (url.StartsWith("file://", StringComparison.OrdinalIgnoreCase))
            url = new Uri(url).LocalPath;
        else if (url.Contains("://", StringComparison.Ordinal))
            throw new FormatException($"{Redact(url)}: this protocol is not supported; give rtsp://…, a video file, or a folder of pictures");
        var isPicture = PictureFile.Extensions.Contains(Path.GetExtension(url).ToLowerInvariant());
        return new CameraUrl(isPicture || Directory.Exists(url) ? CameraUrlKind.Pictures : CameraUrlKind.File, url, url);
    }

    /// <summary>Removes credentials from any text: user and password before an @, and values of password-like parameters.</summary>
    public static string Redact(string text) => SecretParameter().Replace(UserInfo().Replace(text, "${scheme}***@"), "${name}***");

    /// <summary><see cref="Shown"/>.</summary>
    public override string ToString() => Shown;

    private static CameraUrl ParseRtsp(string url)
    {
        var shown = Redact(url);
        var start = url.IndexOf("://", StringComparison.Ordinal) + 3;
        var pathAt = url.IndexOf('/', start);
        var authority = pathAt < 0 ? url[start..] : url[start..pathAt];
        if (pathAt >= 0 && !authority.Contains('@', StringComparison.Ordinal) && StrayAt().IsMatch(url[start..]))
            throw new FormatException($"{shown}: the password holds a / that must be written %2F");

        // The last @ ends the credentials, so that a password may hold one as it is.
        var at = authority.LastIndexOf('@');
        var userInfo = at < 0 ? null : authority[..at];
        if (!Uri.TryCreate("rtsp://" + authority[(at + 1)..], UriKind.Absolute, out var place) || place.Host.Length == 0)
            throw new FormatException($"{shown}: no host in this address; expected rtsp://user:password@host:port/path");
        var address = url[..start] + (userInfo is null ? "" : Escape(userInfo) + "@") + authority[(at + 1)..] + (pathAt < 0 ? "/" : url[pathAt..]);
        return new CameraUrl(CameraUrlKind.Rtsp, shown, address)
        {
            Host = place.DnsSafeHost,
            Port = place.Port > 0 ? place.Port : DefaultPort,
            HasCredentials = userInfo is not null,
        };
    }

    // libav splits at the first of these characters; whoever wrote them meant them literally.
    private static string Escape(string userInfo) =>
        userInfo.Replace("@", "%40", StringComparison.Ordinal).Replace("#", "%23", StringComparison.Ordinal).Replace("?", "%3F", StringComparison.Ordinal);

    [GeneratedRegex(@"(?<scheme>[a-z][a-z0-9+.-]*://)\S*@", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex UserInfo();

    [GeneratedRegex(@"(?<name>(password|passwd|pwd|pass|token|secret|auth|key)=)[^&;\s/]+", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex SecretParameter();

    // user:part/of@host: a colon whose right side is no port, and an @ after the first slash.
    [GeneratedRegex(@"^[^/@]*:(?!\d+/)[^/@]*/\S*@")]
    private static partial Regex StrayAt();
}

/// <summary>What an address leads to.</summary>
public enum CameraUrlKind
{
    /// <summary>A camera that speaks RTSP.</summary>
    Rtsp,

    /// <summary>A video file.</summary>
    File,

    /// <summary>A folder of pictures, or one.</summary>
    Pictures,
}
