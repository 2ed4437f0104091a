using System.Buffers.Binary;
using System.Security.Cryptography;

namespace EdgeWatch.CameraSimulator.Rtp;

/// <summary>The RTP state of one client: source id, sequence, timestamps and counts, all starting at random as RFC 3550 §5.1 asks. Used by one thread at a time.</summary>
internal sealed class RtpStream
{
    private const byte SenderReportType = 200;
    private const byte SourceDescriptionType = 202;
    private const byte CanonicalNameItem = 1;

    private readonly uint _timestampBase = RandomNumber();
    private uint _packets;
    private uint _octets;

    /// <summary>Synchronisation source.</summary>
    public uint Source { get; } = RandomNumber();

    /// <summary>Number that the next packet will bear.</summary>
    public ushort NextSequence { get; private set; } = (ushort)RandomNumber();

    /// <summary>RTP timestamp of a moment of the camera's media time, in this client's count.</summary>
    public uint TimestampOf(TimeSpan mediaTime) => unchecked(_timestampBase + RtpClock.ToTimestamp(mediaTime));

    /// <summary>Makes a copied block of packets this client's own.</summary>
    public void Stamp(Span<byte> block, TimeSpan presentAt, byte channel)
    {
        var timestamp = TimestampOf(presentAt);
        while (!block.IsEmpty)
        {
            var length = PacketLayout.LengthOf(block);
            block[1] = channel;
            BinaryPrimitives.WriteUInt16BigEndian(block[6..], NextSequence);
            BinaryPrimitives.WriteUInt32BigEndian(block[8..], timestamp);
            BinaryPrimitives.WriteUInt32BigEndian(block[12..], Source);
            unchecked
            {
                NextSequence++;
                _packets++;
                _octets += (uint)(length - PacketLayout.FrameHeader - PacketLayout.RtpHeader);
            }

            block = block[length..];
        }
    }

    /// <summary>
    /// A compound RTCP packet (RFC 3550 §6.4.1, §6.5): sender report with the wall time of a moment, and the canonical name; laid out like the RTP packets.
    /// </summary>
    public byte[] Report(TimeSpan mediaTime, DateTimeOffset wallTime, byte channel)
    {
        const int ReportLength = 28;
        var name = System.Text.Encoding.ASCII.GetBytes($"{Source:x8}@edgewatch");
        // One terminating zero at least, then up to the next multiple of four.
        var description = (4 + 4 + 2 + name.Length + 1 + 3) & ~3;
        var packet = new byte[PacketLayout.FrameHeader + ReportLength + description];
        packet[0] = PacketLayout.Magic;
        packet[1] = channel;
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)(packet.Length - PacketLayout.FrameHeader));

        var report = packet.AsSpan(PacketLayout.FrameHeader, ReportLength);
        WriteHeader(report, count: 0, SenderReportType);
        BinaryPrimitives.WriteUInt64BigEndian(report[8..], RtpClock.ToNtp(wallTime));
        BinaryPrimitives.WriteUInt32BigEndian(report[16..], TimestampOf(mediaTime));
        BinaryPrimitives.WriteUInt32BigEndian(report[20..], _packets);
        BinaryPrimitives.WriteUInt32BigEndian(report[24..], _octets);

        var source = packet.AsSpan(PacketLayout.FrameHeader + ReportLength);
        WriteHeader(source, count: 1, SourceDescriptionType);
        source[8] = CanonicalNameItem;
        source[9] = (byte)name.Length;
        name.CopyTo(source[10..]);
        return packet;
    }

    private void WriteHeader(Span<byte> part, int count, byte type)
    {
        part[0] = (byte)(0x80 | count);
        part[1] = type;
        BinaryPrimitives.WriteUInt16BigEndian(part[2..], (ushort)(part.Length / 4 - 1));
        BinaryPrimitives.WriteUInt32BigEndian(part[4..], Source);
    }

    private static uint RandomNumber() => BinaryPrimitives.ReadUInt32LittleEndian(RandomNumberGenerator.GetBytes(sizeof(uint)));
}
