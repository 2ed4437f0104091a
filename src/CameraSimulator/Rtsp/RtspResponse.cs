using System.Globalization;
using System.Text;

namespace EdgeWatch.CameraSimulator.Rtsp;

/// <summary>One answer (RFC 2326 §7).</summary>
internal sealed record RtspResponse(int Status, string Body = "")
{
    private static readonly Dictionary<int, string> Reasons = new()
    {
        [200] = "OK",
        [400] = "Bad Request",
        [401] = "Unauthorized",
        [404] = "Not Found",
        [405] = "Method Not Allowed",
        [454] = "Session Not Found",
        [455] = "Method Not Valid in This State",
        [459] = "Aggregate Operation Not Allowed",
        [461] = "Unsupported Transport",
        [501] = "Not Implemented",
        [505] = "RTSP Version Not Supported",
        [551] = "Option Not Supported",
    };

    /// <summary>Headers in the order in which they are sent; CSeq and Content-Length come by themselves.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The same answer with one header more.</summary>
    public RtspResponse With(string name, string value) => this with { Headers = [.. Headers, KeyValuePair.Create(name, value)] };

    /// <summary>The answer as it is sent.</summary>
    public byte[] ToBytes(string? sequence)
    {
        var text = new StringBuilder(256);
        text.Append(CultureInfo.InvariantCulture, $"RTSP/1.0 {Status} {Reasons[Status]}\r\n");
        if (sequence is not null)
            text.Append(CultureInfo.InvariantCulture, $"CSeq: {sequence}\r\n");
        text.Append("Server: EdgeWatch camera simulator\r\n");
        foreach (var (name, value) in Headers)
            text.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        if (Body.Length > 0)
            text.Append(CultureInfo.InvariantCulture, $"Content-Length: {Encoding.UTF8.GetByteCount(Body)}\r\n");
        return Encoding.UTF8.GetBytes(text.Append("\r\n").Append(Body).ToString());
    }
}
