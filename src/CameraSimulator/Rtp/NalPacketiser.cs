using System.Buffers;
using System.Buffers.Binary;
using EdgeWatch.CameraSimulator.Media;

namespace EdgeWatch.CameraSimulator.Rtp;

/// <summary>
/// Puts the units of a picture into RTP payloads: small neighbours together (STAP-A of RFC 6184 §5.7.1, AP of RFC 7798 §4.4.2), one alone, or a large
/// one in fragments (FU-A of RFC 6184 §5.8, FU of RFC 7798 §4.4.3).
/// </summary>
internal sealed class NalPacketiser(VideoCodec codec, int maximumPayload)
{
    private const int StapA = 24;
    private const int FuA = 28;
    private const int AggregationPacket = 48;
    private const int FragmentationUnit = 49;

    private readonly int _header = NalUnit.HeaderLength(codec);

    /// <summary>Lays the packets of one picture out as <see cref="PacketLayout"/> says; the last one bears the marker bit.</summary>
    /// <returns>The block and how many packets it holds.</returns>
    public (byte[] Block, int Packets) Packetise(IReadOnlyList<ReadOnlyMemory<byte>> units)
    {
        var output = new ArrayBufferWriter<byte>(units.Sum(unit => unit.Length) + 1024);
        for (var index = 0; index < units.Count;)
        {
            var together = CountThatFit(units, index);
            if (units[index].Length > maximumPayload)
                Fragment(output, units[index].Span);
            else if (together == 1)
                units[index].Span.CopyTo(Begin(output, units[index].Length));
            else
                Together(output, units, index, together);
            index += together;
        }

        var block = output.WrittenSpan.ToArray();
        return (block, MarkLast(block));
    }

    private static int MarkLast(Span<byte> block)
    {
        var packets = 0;
        while (!block.IsEmpty)
        {
            var length = PacketLayout.LengthOf(block);
            if (length == block.Length)
                PacketLayout.Mark(block);
            block = block[length..];
            packets++;
        }

        return packets;
    }

    private int CountThatFit(IReadOnlyList<ReadOnlyMemory<byte>> units, int from)
    {
        var (size, count) = (_header, 0);
        while (from + count < units.Count && (size += 2 + units[from + count].Length) <= maximumPayload)
            count++;
        return Math.Max(count, 1);
    }

    private void Together(ArrayBufferWriter<byte> output, IReadOnlyList<ReadOnlyMemory<byte>> units, int from, int count)
    {
        var size = _header;
        for (var index = from; index < from + count; index++)
            size += 2 + units[index].Length;
        var payload = Begin(output, size);
        WriteAggregationHeader(payload, units, from, count);
        payload = payload[_header..];
        for (var index = from; index < from + count; index++)
        {
            var unit = units[index].Span;
            BinaryPrimitives.WriteUInt16BigEndian(payload, (ushort)unit.Length);
            unit.CopyTo(payload[2..]);
            payload = payload[(2 + unit.Length)..];
        }
    }

    private void WriteAggregationHeader(Span<byte> payload, IReadOnlyList<ReadOnlyMemory<byte>> units, int from, int count)
    {
        var (forbidden, importance, layer, temporal) = (0, 0, 63, 7);
        for (var index = from; index < from + count; index++)
        {
            var unit = units[index].Span;
            forbidden |= unit[0] & 0x80;
            importance = Math.Max(importance, unit[0] & 0x60);
            if (codec == VideoCodec.H265)
                (layer, temporal) = (Math.Min(layer, ((unit[0] & 1) << 5) | (unit[1] >> 3)), Math.Min(temporal, unit[1] & 7));
        }

        if (codec == VideoCodec.H264)
        {
            payload[0] = (byte)(forbidden | importance | StapA);
            return;
        }

        payload[0] = (byte)(forbidden | (AggregationPacket << 1) | (layer >> 5));
        payload[1] = (byte)((layer << 3) | temporal);
    }

    private void Fragment(ArrayBufferWriter<byte> output, ReadOnlySpan<byte> unit)
    {
        var (type, room, start) = (NalUnit.TypeOf(codec, unit), maximumPayload - _header - 1, 0x80);
        for (var rest = unit[_header..]; !rest.IsEmpty; start = 0)
        {
            var piece = rest[..Math.Min(room, rest.Length)];
            rest = rest[piece.Length..];
            var payload = Begin(output, _header + 1 + piece.Length);
            if (codec == VideoCodec.H264)
                payload[0] = (byte)((unit[0] & 0xE0) | FuA);
            else
                (payload[0], payload[1]) = ((byte)((unit[0] & 0x81) | (FragmentationUnit << 1)), unit[1]);
            payload[_header] = (byte)(start | (rest.IsEmpty ? 0x40 : 0) | type);
            piece.CopyTo(payload[(_header + 1)..]);
        }
    }

    private static Span<byte> Begin(ArrayBufferWriter<byte> output, int payloadLength)
    {
        var length = PacketLayout.FrameHeader + PacketLayout.RtpHeader + payloadLength;
        var packet = output.GetSpan(length)[..length];
        output.Advance(length);
        PacketLayout.WriteHeaders(packet, payloadLength);
        return packet[(PacketLayout.FrameHeader + PacketLayout.RtpHeader)..];
    }
}
