using EdgeWatch.CameraSimulator.Media;

namespace EdgeWatch.Ingest.Tests.Simulator;

public sealed class EncodedClipTests
{
    private static readonly byte[] Sps = [0x67, 0x64, 0, 0x1F];
    private static readonly byte[] Pps = [0x68, 0xEE];
    private static readonly byte[] Idr = [0x65, 1, 2];
    private static readonly byte[] Slice = [0x41, 3, 4];
    private static readonly byte[] Delimiter = [0x09, 0xF0];

    [Fact]
    public void A_byte_stream_is_split_at_start_codes_of_three_and_four_bytes()
    {
        byte[] stream = [0, 0, 0, 1, 0x67, 5, 0, 0, 1, 0x68, 0, 0, 0, 1, 0x65, 0, 3, 0];
        NalUnit.Split(stream).Select(unit => unit.ToArray()).ShouldBe([[0x67, 5], [0x68], [0x65, 0, 3]]);
    }

    [Fact]
    public void Bytes_without_a_start_code_hold_no_unit() => NalUnit.Split(new byte[] { 1, 2, 3 }).ShouldBeEmpty();

    [Fact]
    public void Every_key_picture_begins_with_the_parameter_sets()
    {
        var clip = Assemble([Packet(0, 0, true, Sps, Pps, Idr), Packet(1, 1, false, Slice), Packet(2, 2, true, Idr)]);
        UnitsOf(clip.AccessUnits[0]).ShouldBe([Sps, Pps, Idr]);
        UnitsOf(clip.AccessUnits[1]).ShouldBe([Slice]);
        UnitsOf(clip.AccessUnits[2]).ShouldBe([Sps, Pps, Idr]);
        clip.ParameterSets.Select(set => set.ToArray()).ShouldBe([Sps, Pps]);
    }

    [Fact]
    public void Parameter_sets_of_the_file_header_serve_where_pictures_bring_none()
    {
        var clip = EncodedClip.Assemble("clip", VideoCodec.H264, [Packet(0, 0, true, Idr), Packet(1, 1, false, Slice)], Stream(Sps, Pps), null);
        UnitsOf(clip.AccessUnits[0]).ShouldBe([Sps, Pps, Idr]);
    }

    [Fact]
    public void Delimiters_are_not_sent()
    {
        var clip = Assemble([Packet(0, 0, true, Delimiter, Sps, Pps, Idr), Packet(1, 1, false, Delimiter, Slice)]);
        clip.AccessUnits.SelectMany(UnitsOf).ShouldBe([Sps, Pps, Idr, Slice]);
    }

    [Fact]
    public void Pictures_before_the_first_key_picture_are_left_out()
    {
        var clip = Assemble([Packet(0, 0, false, Slice), Packet(1, 1, true, Sps, Pps, Idr), Packet(2, 2, false, Slice)]);
        clip.AccessUnits.Count.ShouldBe(2);
        clip.AccessUnits[0].PresentAt.ShouldBe(TimeSpan.Zero);
        clip.Duration.ShouldBe(TimeSpan.FromMilliseconds(80));
    }

    [Fact]
    public void No_picture_is_sent_before_it_was_taken_although_b_frames_are_decoded_out_of_order()
    {
        // I P B B: decoded 0 1 2 3, shown at 0 3 1 2, with the decoding times that a file gives them.
        var clip = Assemble([Packet(-1, 0, true, Sps, Pps, Idr), Packet(0, 3, false, Slice), Packet(1, 1, false, Slice), Packet(2, 2, false, Slice)]);
        clip.AccessUnits.ShouldAllBe(picture => picture.SendAt >= picture.PresentAt);
        clip.AccessUnits.ShouldContain(picture => picture.SendAt == picture.PresentAt);
        clip.AccessUnits.Select(picture => picture.SendAt).ShouldBeInOrder();
        clip.Duration.ShouldBe(TimeSpan.FromMilliseconds(160));
    }

    [Fact]
    public void A_video_without_a_key_frame_is_refused_by_name()
    {
        var error = Should.Throw<InvalidDataException>(() => Assemble([Packet(0, 0, false, Slice)]));
        error.Message.ShouldContain("clip");
        error.Message.ShouldContain("key frame");
    }

    private static EncodedClip Assemble(EncodedPacket[] packets) => EncodedClip.Assemble("clip", VideoCodec.H264, packets, ReadOnlyMemory<byte>.Empty, null);

    private static EncodedPacket Packet(int decode, int present, bool isKey, params byte[][] units) =>
        new(TimeSpan.FromMilliseconds(40 * decode), TimeSpan.FromMilliseconds(40 * present), isKey, Stream(units));

    private static byte[] Stream(params byte[][] units) => [.. units.SelectMany(unit => (byte[])[0, 0, 0, 1, .. unit])];

    private static byte[][] UnitsOf(AccessUnit picture) => [.. picture.Units.Select(unit => unit.ToArray())];
}
