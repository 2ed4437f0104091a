using System.Buffers.Binary;

namespace EdgeWatch.CameraSimulator.Rtp;

/// <summary>
/// How packets lie in memory: each as it goes over an interleaved RTSP connection (RFC 2326 §10.12) — <c>$</c>, channel, length, RTP header
/// (RFC 3550 §5.1), payload. A whole picture is one block that a client copies, stamps with its own RTP state and sends at once; for UDP the
/// four bytes in front of each packet are skipped.
/// </summary>
internal static class PacketLayout
{
    /// <summary>Bytes of <c>$</c>, channel and length.</summary>
    public const int FrameHeader = 4;

    /// <summary>Bytes of an RTP header without extensions.</summary>
    public const int RtpHeader = 12;

    /// <summary>First dynamic payload type: what cameras use for video.</summary>
    public const byte PayloadType = 96;

    /// <summary>The first byte of an interleaved packet.</summary>
    public const byte Magic = (byte)'$';

    /// <summary>Bytes that the packet at the start of <paramref name="block"/> takes, the four in front included.</summary>
    public static int LengthOf(ReadOnlySpan<byte> block) => FrameHeader + BinaryPrimitives.ReadUInt16BigEndian(block[2..]);

    /// <summary>Writes everything in front of a payload but what belongs to one client.</summary>
    public static void WriteHeaders(Span<byte> packet, int payloadLength)
    {
        packet[0] = Magic;
        packet[1] = 0;
        BinaryPrimitives.WriteUInt16BigEndian(packet[2..], (ushort)(RtpHeader + payloadLength));
        packet[4] = 0x80;
        packet[5] = PayloadType;
        packet[6..(FrameHeader + RtpHeader)].Clear();
    }

    /// <summary>Sets the marker bit: the last packet of a picture.</summary>
    public static void Mark(Span<byte> packet) => packet[5] |= 0x80;
}
