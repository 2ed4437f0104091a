using System.Globalization;
using EdgeWatch.Ingest.Video;
using EdgeWatch.Ingest.Video.LibAv;
using EdgeWatch.Tests.Shared;

namespace EdgeWatch.Ingest.Tests.Video;

/// <summary>Native memory stays flat however often things are opened and closed: judged by the process's own resident memory.</summary>
[Collection(nameof(LeakTests))]
[CollectionDefinition(nameof(LeakTests), DisableParallelization = true)]
public sealed class LeakTests : IDisposable
{
    private const int Rounds = 10_000;

    // What a leak of 200 bytes a round adds in one half of the rounds.
    private const long Allowed = 1_000_000;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(Clip.H264)]
    [InlineData(Clip.Hevc)]
    public void Opening_a_file_and_decoding_a_key_frame_ten_thousand_times_leaks_nothing(string encoder)
    {
        // One picture of 64×48: the whole chain of demuxer, interrupt, decoder, frame pool in about a millisecond.
        var clip = Clip.Make(_folder, "one.mkv", $"-f lavfi -i testsrc2=size=64x48:rate=5 -frames:v 1 {encoder}");
        ShouldStayFlat(() =>
        {
            using var interrupt = new Interrupt(TimeProvider.System, CancellationToken.None);
            using var demuxer = Demuxer.OpenFile(clip, interrupt);
            demuxer.Read().ShouldBe(0);
            Decode(demuxer);
        });
    }

    [Fact]
    public void Converting_pictures_ten_thousand_times_leaks_nothing()
    {
        var picture = File.ReadAllBytes(Clip.Make(_folder, "a.png", "-f lavfi -i testsrc2=size=64x48 -frames:v 1"));
        ShouldStayFlat(() => PictureFile.Decode(picture).Dispose());
    }

    [Fact]
    public void Reading_packets_through_a_bitstream_filter_ten_thousand_times_leaks_nothing()
    {
        var clip = Clip.Make(_folder, "one.mp4", $"-f lavfi -i testsrc2=size=64x48:rate=5 -frames:v 1 {Clip.H264}");
        ShouldStayFlat(() =>
        {
            using var reader = PacketReader.Open(clip);
            reader.TryRead(out _).ShouldBeTrue();
        });
    }

    [Fact]
    public void Failing_to_open_ten_thousand_times_leaks_nothing()
    {
        var text = _folder.File("text.mp4");
        File.WriteAllText(text, "no video");
        ShouldStayFlat(() => Should.Throw<VideoException>(() => Demuxer.OpenFile(text)));
    }

    private static unsafe void Decode(Demuxer demuxer)
    {
        using var decoder = Decoder.Open(demuxer.Parameters, "the clip");
        using var maker = new PictureMaker();
        var picture = FramePool.Shared.Rent();
        decoder.DecodeAlone(demuxer.Packet, picture).ShouldBe(DecodeOutcome.Decoded);
        maker.Make(picture, "cam", 1, DateTimeOffset.UnixEpoch).Dispose();
    }

    private static void ShouldStayFlat(Action round)
    {
        // Pools, lazily loaded code and the managed heap's first growth are no leak. The allocator takes a megabyte more now and then and keeps it, so one
        // half of the rounds may show a step; a leak shows in both.
        Repeat(round, Rounds / 10);
        var before = Resident();
        Repeat(round, Rounds / 2);
        var between = Resident();
        Repeat(round, Rounds / 2);
        var after = Resident();
        Math.Min(between - before, after - between).ShouldBeLessThan(Allowed, $"bytes of resident memory in each {Rounds / 2} of {Rounds} rounds");
    }

    private static void Repeat(Action round, int times)
    {
        for (var i = 0; i < times; i++)
            round();
    }

    private static long Resident()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        var line = File.ReadLines("/proc/self/status").First(text => text.StartsWith("RssAnon:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) * 1024;
    }
}
