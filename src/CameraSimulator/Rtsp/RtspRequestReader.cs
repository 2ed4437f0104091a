using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using EdgeWatch.CameraSimulator.Rtp;

namespace EdgeWatch.CameraSimulator.Rtsp;

/// <summary>Cuts what a client sends into requests, and passes over interleaved packets (receiver reports) between them.</summary>
internal sealed class RtspRequestReader
{
    /// <summary>More than any real client sends as request line and headers.</summary>
    public const int MaximumHead = 16 * 1024;

    /// <summary>More than any parameter body that clients send.</summary>
    public const int MaximumBody = 64 * 1024;

    private static readonly IReadOnlyDictionary<string, string> NoHeaders = new Dictionary<string, string>();

    private byte[] _bytes = new byte[2048];
    private int _count;
    private int _toSkip;

    /// <summary>Takes up what was received.</summary>
    public void Append(ReadOnlySpan<byte> received)
    {
        var skipped = Math.Min(_toSkip, received.Length);
        _toSkip -= skipped;
        received = received[skipped..];
        if (_count + received.Length > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _count + received.Length));
        received.CopyTo(_bytes.AsSpan(_count));
        _count += received.Length;
    }

    /// <summary>The next request; null until more has been received.</summary>
    public RtspRequest? Next()
    {
        while (_count > 0)
        {
            // Some clients send empty lines between requests.
            if (_bytes[0] is (byte)'\r' or (byte)'\n')
                Drop(1);
            else if (_bytes[0] != PacketLayout.Magic)
                return NextRequest();
            else if (_count < PacketLayout.FrameHeader)
                return null;
            else
                Drop(PacketLayout.FrameHeader + BinaryPrimitives.ReadUInt16BigEndian(_bytes.AsSpan(2)));
        }

        return null;
    }

    private RtspRequest? NextRequest()
    {
        var length = _bytes.AsSpan(0, _count).IndexOf("\r\n\r\n"u8);
        if (length < 0 && _count <= MaximumHead)
            return null;
        if (length is < 0 or > MaximumHead)
            return Lost($"no end of headers within {MaximumHead} bytes");
        var lines = Encoding.UTF8.GetString(_bytes, 0, length).Split("\r\n");
        Drop(length + 4);
        var headers = ReadHeaders(lines);
        if (headers is null)
            return Parse(lines[0], NoHeaders) with { Fault = new RtspFault(400, "a header line has no colon") };
        if (headers.TryGetValue("Content-Length", out var text))
        {
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var body) || body > MaximumBody)
                return Parse(lines[0], headers) with { Fault = new RtspFault(400, "Content-Length is not a number of bytes up to 65536"), IsFramingLost = true };
            Drop(body);
        }

        return Parse(lines[0], headers);
    }

    private static Dictionary<string, string>? ReadHeaders(string[] lines)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in lines.Skip(1))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0)
                return null;
            headers[line[..colon].Trim()] = line[(colon + 1)..].Trim();
        }

        return headers;
    }

    private static RtspRequest Parse(string line, IReadOnlyDictionary<string, string> headers)
    {
        var words = line.Split(' ');
        if (words.Length != 3 || words[0].Length == 0 || words[1].Length == 0 || !words[2].StartsWith("RTSP/", StringComparison.Ordinal))
            return new RtspRequest("", "", headers, new RtspFault(400, "the request line is not 'METHOD address RTSP/1.0'"));
        var fault = words[2] != "RTSP/1.0" ? new RtspFault(505, "only RTSP/1.0 is spoken here")
            : !headers.ContainsKey("CSeq") ? new RtspFault(400, "CSeq is missing") : null;
        return new RtspRequest(words[0], words[1], headers, fault);
    }

    private RtspRequest Lost(string reason)
    {
        _count = 0;
        return new RtspRequest("", "", NoHeaders, new RtspFault(400, reason), IsFramingLost: true);
    }

    private void Drop(int bytes)
    {
        // What has not arrived yet (the body of a request, the rest of a packet) is passed over when it comes.
        var now = Math.Min(bytes, _count);
        _toSkip += bytes - now;
        _bytes.AsSpan(now, _count - now).CopyTo(_bytes);
        _count -= now;
    }
}
