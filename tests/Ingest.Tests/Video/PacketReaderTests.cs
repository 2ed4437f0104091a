using EdgeWatch.Ingest.Video;
using EdgeWatch.Tests.Shared;

namespace EdgeWatch.Ingest.Tests.Video;

public sealed class PacketReaderTests : IDisposable
{
    private static readonly byte[] StartCode = [0, 0, 0, 1];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("h264", Clip.H264)]
    [InlineData("hevc", Clip.Hevc)]
    public void A_file_yields_all_its_pictures_in_annex_b(string codec, string encoder)
    {
        using var reader = PacketReader.Open(Clip.Pattern(_folder, "clip.mp4", encoder));
        var (pictures, keys) = (0, 0);
        var last = TimeSpan.MinValue;
        while (reader.TryRead(out var packet))
        {
            packet.Data[..4].ToArray().ShouldBe(StartCode);
            packet.Dts.ShouldBeGreaterThan(last);
            packet.Pts.ShouldBeGreaterThanOrEqualTo(packet.Dts);
            last = packet.Dts;
            pictures++;
            keys += packet.IsKey ? 1 : 0;
        }

        (pictures, keys).ShouldBe((30, 3));
        (reader.Stream.Codec, reader.Stream.Width, reader.Stream.Height, reader.Stream.FrameRate).ShouldBe((codec, 160, 120, 10.0));
        reader.Stream.Duration.ShouldBe(TimeSpan.FromSeconds(3));
        reader.Stream.ParameterSets[..4].ShouldBe(StartCode);
    }

    [Fact]
    public void A_file_can_be_read_again_from_the_beginning()
    {
        using var reader = PacketReader.Open(Clip.Pattern(_folder, "clip.mp4", Clip.H264));
        reader.TryRead(out var first).ShouldBeTrue();
        var bytes = first.Data.ToArray();
        while (reader.TryRead(out _))
        {
        }

        reader.Rewind();
        reader.TryRead(out var again).ShouldBeTrue();
        again.Data.ToArray().ShouldBe(bytes);
        again.IsKey.ShouldBeTrue();
    }

    [Fact]
    public void A_missing_file_and_a_file_without_video_are_said_to_be_so()
    {
        Should.Throw<VideoException>(() => PacketReader.Open(_folder.File("none.mp4"))).Message.ShouldEndWith("none.mp4: no such file");
        var sound = Clip.Make(_folder, "sound.wav", "-f lavfi -i sine=duration=1");
        Should.Throw<VideoException>(() => PacketReader.Open(sound)).Message.ShouldEndWith("sound.wav holds no video stream");
    }
}
