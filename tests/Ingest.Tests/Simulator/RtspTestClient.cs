using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using EdgeWatch.CameraSimulator;

namespace EdgeWatch.Ingest.Tests.Simulator;

/// <summary>A client that shows what goes over the wire: answers and interleaved packets in the order in which they come.</summary>
internal sealed class RtspTestClient : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(15);
    private readonly TcpClient _tcp = new();
    private readonly byte[] _one = new byte[1];
    private int _sequence;
    private BufferedStream? _stream;

    public static async Task<RtspTestClient> ConnectAsync(RtspSimulator simulator, int? receiveBuffer = null)
    {
        var client = new RtspTestClient();
        if (receiveBuffer is { } bytes)
            client._tcp.ReceiveBufferSize = bytes;
        await client._tcp.ConnectAsync(IPAddress.Loopback, simulator.Port);
        client._stream = new BufferedStream(client._tcp.GetStream(), 64 * 1024);
        return client;
    }

    /// <summary>Connects and plays; the answer to PLAY is the last thing read.</summary>
    public static async Task<RtspTestClient> PlayAsync(RtspSimulator simulator, string camera = "street", int? receiveBuffer = null)
    {
        var client = await ConnectAsync(simulator, receiveBuffer);
        var url = simulator.UrlOf(camera);
        (await client.AskAsync("DESCRIBE", url)).Status.ShouldBe(200);
        var setUp = await client.AskAsync("SETUP", url + "/trackID=0", "Transport: RTP/AVP/TCP;unicast;interleaved=0-1");
        client.Session = setUp.Headers["Session"].Split(';')[0];
        client.PlayAnswer = await client.AskAsync("PLAY", url, $"Session: {client.Session}");
        client.PlayAnswer.Status.ShouldBe(200);
        return client;
    }

    public string Session { get; private set; } = "";

    public RtspAnswer? PlayAnswer { get; private set; }

    /// <summary>Asks, and reads up to the answer; packets in between are passed over.</summary>
    public async Task<RtspAnswer> AskAsync(string method, string uri, params string[] headers)
    {
        await SendAsync($"{method} {uri} RTSP/1.0\r\nCSeq: {++_sequence}\r\n{string.Concat(headers.Select(header => header + "\r\n"))}\r\n");
        while (true)
        {
            if (await ReadAsync() is { Answer: { } answer })
                return answer;
        }
    }

    public async Task SendAsync(string text) => await SendAsync(Encoding.ASCII.GetBytes(text));

    public async Task SendAsync(byte[] bytes)
    {
        await _stream!.WriteAsync(bytes);
        await _stream.FlushAsync();
    }

    /// <summary>The next answer or packet.</summary>
    /// <exception cref="EndOfStreamException">The server closed the connection.</exception>
    public async Task<(RtspAnswer? Answer, RtpPacket? Packet)> ReadAsync()
    {
        using var deadline = new CancellationTokenSource(Deadline);
        if (await ReadByteAsync(deadline.Token) is var first && first != (byte)'$')
            return (await ReadAnswerAsync(first, deadline.Token), null);
        var header = new byte[3];
        await _stream!.ReadExactlyAsync(header, deadline.Token);
        var body = new byte[BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(1))];
        await _stream.ReadExactlyAsync(body, deadline.Token);
        return (null, new RtpPacket(header[0], body));
    }

    /// <summary>The next picture (all packets of one timestamp, up to the marker) or report.</summary>
    public async Task<ReceivedPicture> ReadPictureAsync(List<RtpPacket>? reports = null)
    {
        var packets = new List<RtpPacket>();
        while (true)
        {
            if (await ReadAsync() is not { Packet: { } packet })
                continue;
            if (packet.Channel == 1)
                reports?.Add(packet);
            else
                packets.Add(packet);
            if (packet is { Channel: 0, IsMarked: true })
                return new ReceivedPicture(packets);
        }
    }

    /// <summary>Returns once the server has closed the connection; packets before that are passed over.</summary>
    public async Task ReadToEndAsync()
    {
        try
        {
            while (true)
                await ReadAsync();
        }
        catch (Exception error) when (error is EndOfStreamException or IOException)
        {
            // That was waited for.
        }
    }

    public void Dispose() => _tcp.Dispose();

    private async Task<RtspAnswer> ReadAnswerAsync(byte first, CancellationToken deadline)
    {
        var text = new StringBuilder().Append((char)first);
        while (!text.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
            text.Append((char)await ReadByteAsync(deadline));
        var lines = text.ToString().TrimEnd().Split("\r\n");
        var headers = lines.Skip(1).Select(line => line.Split(": ", 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
        var body = new byte[int.Parse(headers.GetValueOrDefault("Content-Length", "0"), CultureInfo.InvariantCulture)];
        await _stream!.ReadExactlyAsync(body, deadline);
        return new RtspAnswer(int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture), headers, Encoding.UTF8.GetString(body));
    }

    private async ValueTask<byte> ReadByteAsync(CancellationToken deadline)
    {
        await _stream!.ReadExactlyAsync(_one, deadline);
        return _one[0];
    }
}

internal sealed record RtspAnswer(int Status, IReadOnlyDictionary<string, string> Headers, string Body);

/// <summary>One interleaved packet, RTP or RTCP.</summary>
internal sealed record RtpPacket(byte Channel, byte[] Bytes)
{
    public bool IsMarked => (Bytes[1] & 0x80) != 0;

    public ushort Sequence => BinaryPrimitives.ReadUInt16BigEndian(Bytes.AsSpan(2));

    public uint Timestamp => BinaryPrimitives.ReadUInt32BigEndian(Bytes.AsSpan(4));

    public byte[] Payload => Bytes[12..];

    /// <summary>Of a sender report: wall time of <see cref="ReportTimestamp"/>.</summary>
    public DateTimeOffset ReportedTime => new DateTimeOffset(1900, 1, 1, 0, 0, 0, TimeSpan.Zero)
        + TimeSpan.FromSeconds(BinaryPrimitives.ReadUInt32BigEndian(Bytes.AsSpan(8)))
        + TimeSpan.FromSeconds(BinaryPrimitives.ReadUInt32BigEndian(Bytes.AsSpan(12)) / (double)(1L << 32));

    public uint ReportTimestamp => BinaryPrimitives.ReadUInt32BigEndian(Bytes.AsSpan(16));
}

/// <summary>The packets of one picture.</summary>
internal sealed record ReceivedPicture(IReadOnlyList<RtpPacket> Packets)
{
    public uint Timestamp => Packets[0].Timestamp;

    /// <summary>All that the picture holds: the same for every client that is sent it.</summary>
    public string Content => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData([.. Packets.SelectMany(packet => packet.Payload)]));

    /// <summary>True where an H.264 picture begins with an aggregate that holds a sequence parameter set.</summary>
    public bool IsKey => (Packets[0].Payload[0] & 0x1F) == 24 && (Packets[0].Payload[3] & 0x1F) == 7;
}
