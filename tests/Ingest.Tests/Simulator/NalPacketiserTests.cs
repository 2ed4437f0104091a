using EdgeWatch.CameraSimulator.Media;
using EdgeWatch.CameraSimulator.Rtp;

namespace EdgeWatch.Ingest.Tests.Simulator;

public sealed class NalPacketiserTests
{
    private const int Maximum = 200;

    [Theory]
    [InlineData(nameof(VideoCodec.H264))]
    [InlineData(nameof(VideoCodec.H265))]
    public void What_is_cut_into_packets_comes_out_as_the_same_units(string name)
    {
        var codec = Enum.Parse<VideoCodec>(name);
        var random = new Random(20_265);
        for (var round = 0; round < 500; round++)
        {
            var units = Enumerable.Range(0, random.Next(1, 8)).Select(_ => RandomUnit(random, codec, random.Next(2, 4) * random.Next(1, 400))).ToList();
            var (block, packets) = new NalPacketiser(codec, Maximum).Packetise(units);
            var payloads = PayloadsOf(block);
            var depacketiser = new Depacketiser(codec);
            payloads.ForEach(payload => depacketiser.Add(payload));
            depacketiser.Units.ShouldBe(units.Select(unit => unit.ToArray()), $"round {round}");
            payloads.Count.ShouldBe(packets);
            payloads.ShouldAllBe(payload => payload.Length <= Maximum);
        }
    }

    [Theory]
    [InlineData(Maximum - 1)]
    [InlineData(Maximum)]
    [InlineData(Maximum + 1)]
    [InlineData(Maximum - 2 + Maximum - 2)]
    [InlineData(Maximum - 2 + Maximum - 2 + 1)]
    public void Units_at_the_limit_of_a_packet_survive(int length)
    {
        var unit = RandomUnit(new Random(length), VideoCodec.H264, length);
        var (block, _) = new NalPacketiser(VideoCodec.H264, Maximum).Packetise([unit]);
        var depacketiser = new Depacketiser(VideoCodec.H264);
        PayloadsOf(block).ForEach(payload => depacketiser.Add(payload));
        depacketiser.Units.ShouldHaveSingleItem().ShouldBe(unit.ToArray());
    }

    [Fact]
    public void Only_the_last_packet_of_a_picture_bears_the_marker()
    {
        var unit = RandomUnit(new Random(1), VideoCodec.H264, 5 * Maximum);
        var (block, packets) = new NalPacketiser(VideoCodec.H264, Maximum).Packetise([unit]);
        var markers = PacketsOf(block).Select(packet => (packet[5] & 0x80) != 0).ToList();
        markers.Count.ShouldBe(packets);
        markers.ShouldBe([.. Enumerable.Repeat(false, packets - 1), true]);
    }

    [Fact]
    public void Parameter_sets_share_one_packet()
    {
        ReadOnlyMemory<byte>[] sets = [new byte[] { 0x67, 1, 2, 3 }, new byte[] { 0x68, 4 }];
        var (block, packets) = new NalPacketiser(VideoCodec.H264, Maximum).Packetise(sets);
        packets.ShouldBe(1);
        PayloadsOf(block)[0].ShouldBe([0x78, 0, 4, 0x67, 1, 2, 3, 0, 2, 0x68, 4]);
    }

    [Fact]
    public void An_aggregate_of_h265_bears_the_lowest_layer_and_temporal_id()
    {
        // Type 32 and 33; layer 1, temporal id plus one 3 and 2.
        ReadOnlyMemory<byte>[] sets = [new byte[] { 0x40, 0x0B, 9 }, new byte[] { 0x42, 0x0A, 8 }];
        var (block, _) = new NalPacketiser(VideoCodec.H265, Maximum).Packetise(sets);
        PayloadsOf(block)[0].ShouldBe([0x60, 0x0A, 0, 3, 0x40, 0x0B, 9, 0, 3, 0x42, 0x0A, 8]);
    }

    internal static ReadOnlyMemory<byte> RandomUnit(Random random, VideoCodec codec, int length)
    {
        var unit = new byte[Math.Max(length, 3)];
        random.NextBytes(unit);
        // Single unit types only: above are the aggregates and fragments of the payload formats themselves.
        if (codec == VideoCodec.H264)
            unit[0] = (byte)((random.Next(4) << 5) | random.Next(1, 24));
        else
            (unit[0], unit[1]) = ((byte)(random.Next(48) << 1), (byte)random.Next(1, 8));
        return unit;
    }

    private static List<byte[]> PacketsOf(byte[] block)
    {
        var packets = new List<byte[]>();
        for (var at = 0; at < block.Length; at += packets[^1].Length)
            packets.Add(block[at..(at + PacketLayout.LengthOf(block.AsSpan(at)))]);
        return packets;
    }

    private static List<byte[]> PayloadsOf(byte[] block) => [.. PacketsOf(block).Select(packet => packet[(PacketLayout.FrameHeader + PacketLayout.RtpHeader)..])];
}
