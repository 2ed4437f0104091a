using System.Globalization;

namespace EdgeWatch.CameraSimulator.Rtsp;

/// <summary>The way of sending that a client asks for in the Transport header (RFC 2326 §12.39).</summary>
/// <param name="IsInterleaved">In the RTSP connection, or else in datagrams.</param>
/// <param name="Rtp">Channel, or the client's port, for RTP.</param>
/// <param name="Rtcp">Channel, or the client's port, for RTCP.</param>
internal readonly record struct TransportRequest(bool IsInterleaved, int Rtp, int Rtcp)
{
    /// <summary>The first of the ways offered that can be served; null where there is none.</summary>
    public static TransportRequest? Choose(string header) =>
        header.Split(',').Select(Parse).FirstOrDefault(offer => offer is not null);

    private static TransportRequest? Parse(string offer)
    {
        var parts = offer.Split(';', StringSplitOptions.TrimEntries);
        if (parts.Contains("multicast", StringComparer.OrdinalIgnoreCase) || IsRecording(parts))
            return null;
        return parts[0].ToUpperInvariant() switch
        {
            "RTP/AVP/TCP" when Value(parts, "interleaved") is not { } channels => new(true, 0, 1),
            "RTP/AVP/TCP" when Pair(Value(parts, "interleaved"), byte.MaxValue) is var (rtp, rtcp) => new(true, rtp, rtcp),
            "RTP/AVP" or "RTP/AVP/UDP" when Pair(Value(parts, "client_port"), ushort.MaxValue) is var (rtp, rtcp) && rtp > 0 => new(false, rtp, rtcp),
            _ => null,
        };
    }

    private static bool IsRecording(string[] parts) => Value(parts, "mode") is { } mode && !mode.Trim('"').Equals("play", StringComparison.OrdinalIgnoreCase);

    private static string? Value(string[] parts, string name) =>
        parts.FirstOrDefault(part => part.StartsWith(name + "=", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..];

    private static (int First, int Second)? Pair(string? text, int maximum)
    {
        var ends = text?.Split('-') ?? [];
        if (ends.Length is < 1 or > 2 || !int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out var first))
            return null;
        var second = first + 1;
        if (ends.Length == 2 && !int.TryParse(ends[1], NumberStyles.None, CultureInfo.InvariantCulture, out second))
            return null;
        return first <= maximum && second <= maximum && first != second ? (first, second) : null;
    }
}
