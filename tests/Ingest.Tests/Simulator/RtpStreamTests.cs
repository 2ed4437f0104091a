using System.Buffers.Binary;
using EdgeWatch.CameraSimulator.Rtp;

namespace EdgeWatch.Ingest.Tests.Simulator;

public sealed class RtpStreamTests
{
    [Fact]
    public void Timestamps_follow_thirty_pictures_a_second_for_a_day_without_drift()
    {
        var day = TimeSpan.FromTicks(30L * 86_400 * TimeSpan.TicksPerSecond / 30);
        RtpClock.ToTimestamp(day).ShouldBe(unchecked((uint)(86_400L * 90_000)));
        RtpClock.ToTimestamp(TimeSpan.FromSeconds(1) / 30).ShouldBe(3000u);
    }

    [Fact]
    public void Wall_time_counts_from_1900_in_seconds_and_their_fractions()
    {
        // The Unix epoch is 2,208,988,800 s after 1900 (RFC 868).
        RtpClock.ToNtp(DateTimeOffset.UnixEpoch.AddMilliseconds(500)).ShouldBe((2_208_988_800UL << 32) | 0x8000_0000);
    }

    [Fact]
    public void Each_packet_gets_the_next_number_and_all_of_a_picture_the_same_time()
    {
        var stream = new RtpStream();
        var first = stream.NextSequence;
        byte[] block = [.. Packet(3), .. Packet(5)];
        stream.Stamp(block, TimeSpan.FromSeconds(2), channel: 4);
        var second = block.AsSpan(PacketLayout.LengthOf(block));
        BinaryPrimitives.ReadUInt16BigEndian(block.AsSpan(6)).ShouldBe(first);
        BinaryPrimitives.ReadUInt16BigEndian(second[6..]).ShouldBe(unchecked((ushort)(first + 1)));
        BinaryPrimitives.ReadUInt32BigEndian(block.AsSpan(8)).ShouldBe(stream.TimestampOf(TimeSpan.FromSeconds(2)));
        BinaryPrimitives.ReadUInt32BigEndian(second[8..]).ShouldBe(stream.TimestampOf(TimeSpan.FromSeconds(2)));
        BinaryPrimitives.ReadUInt32BigEndian(second[12..]).ShouldBe(stream.Source);
        (block[1], second[1]).ShouldBe(((byte)4, (byte)4));
    }

    [Fact]
    public void A_report_tells_wall_time_media_time_counts_and_a_name()
    {
        var stream = new RtpStream();
        stream.Stamp([.. Packet(3), .. Packet(5)], TimeSpan.Zero, 0);
        var wall = new DateTimeOffset(2026, 3, 2, 8, 0, 0, 250, TimeSpan.Zero);
        var report = stream.Report(TimeSpan.FromSeconds(9), wall, channel: 1);
        report.Length.ShouldBe(PacketLayout.LengthOf(report));
        var body = report.AsSpan(PacketLayout.FrameHeader);
        (body[0], body[1]).ShouldBe(((byte)0x80, (byte)200));
        BinaryPrimitives.ReadUInt64BigEndian(body[8..]).ShouldBe(RtpClock.ToNtp(wall));
        BinaryPrimitives.ReadUInt32BigEndian(body[16..]).ShouldBe(stream.TimestampOf(TimeSpan.FromSeconds(9)));
        BinaryPrimitives.ReadUInt32BigEndian(body[20..]).ShouldBe(2u);
        BinaryPrimitives.ReadUInt32BigEndian(body[24..]).ShouldBe(8u);
        var name = body[28..];
        (name[0], name[1], name[8]).ShouldBe(((byte)0x81, (byte)202, (byte)1));
        (4 * (BinaryPrimitives.ReadUInt16BigEndian(name[2..]) + 1)).ShouldBe(name.Length);
        name[10 + name[9]].ShouldBe((byte)0, "the list of items ends with a zero");
    }

    private static byte[] Packet(int payload)
    {
        var packet = new byte[PacketLayout.FrameHeader + PacketLayout.RtpHeader + payload];
        PacketLayout.WriteHeaders(packet, payload);
        return packet;
    }
}
