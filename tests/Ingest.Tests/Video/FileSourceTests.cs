using EdgeWatch.Ingest.Video;
using EdgeWatch.Tests.Shared;

namespace EdgeWatch.Ingest.Tests.Video;

public sealed class FileSourceTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    private readonly TempFolder _folder = new();
    private readonly Rig _rig = new();
    private readonly ManualTime _time = new(Start);

    public void Dispose()
    {
        _rig.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(Clip.H264)]
    [InlineData(Clip.Hevc)]
    public async Task A_file_read_as_fast_as_possible_gives_a_look_at_each_due_moment_of_its_own_time(string encoder)
    {
        // Ten seconds with a key frame each second; the clock on the wall stands still.
        var clip = Clip.Pattern(_folder, "clip.mp4", encoder, seconds: 10);
        var looks = await LooksAsync(clip, TimeSpan.FromSeconds(2), options => options with { RealTime = false });

        looks.Select(look => look.TakenAt - Start).ShouldBe(Seconds(0, 2, 4, 6, 8));
        looks.Select(look => look.Sequence).ShouldBe([1, 2, 3, 4, 5]);
        looks.ShouldAllBe(look => look.Width == 160 && look.Height == 120 && look.Camera == "cam");
    }

    [Theory]
    [InlineData("-c:v libx264 -preset ultrafast -g 1000 -sc_threshold 0")]
    [InlineData("-c:v libx264 -preset ultrafast -g 1000 -sc_threshold 0 -bf 2")]
    [InlineData("-c:v libx265 -preset ultrafast -x265-params log-level=none:keyint=1000:min-keyint=1000:scenecut=0")]
    public async Task A_file_with_one_key_frame_is_decoded_through_and_misses_no_look(string encoder)
    {
        var clip = Clip.Pattern(_folder, "clip.mp4", encoder, seconds: 10);
        await using var source = _rig.Source(clip, options => options with { RealTime = false }, _time);
        var looks = await LooksAsync(source, TimeSpan.FromSeconds(2));

        looks.Count.ShouldBe(5);
        looks.Zip(Seconds(0, 2, 4, 6, 8)).ShouldAllBe(pair => (pair.First.TakenAt - Start - pair.Second).Duration() <= TimeSpan.FromMilliseconds(400));
        source.Status.DecodesThrough.ShouldBeTrue();
        _rig.Lines.ShouldContain(line => line.StartsWith("1106 ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_in_real_time_follows_the_clock_over_its_end_and_round_again()
    {
        var clip = Clip.Pattern(_folder, "clip.mp4", Clip.H264Often, seconds: 3);
        await using var looking = new Looking(_rig.Source(clip, options => options with { Loop = true }, _time), TimeSpan.FromSeconds(1), _time);
        await Eventually.TrueAsync(() => looking.Looks.Count == 1, "the first look");
        var began = _time.GetUtcNow();
        await Eventually.TrueAsync(
            () =>
            {
                // Small steps, so that the player's thread keeps up with the clock.
                _time.Advance(TimeSpan.FromMilliseconds(20));
                return looking.Looks.Count >= 8;
            },
            "eight looks");

        looking.Status.LooksMade.ShouldBeGreaterThanOrEqualTo(8);
        looking.Looks.Select(look => look.TakenAt).ShouldBeInOrder();
        (looking.Looks.ElementAt(7).TakenAt - began).ShouldBeInRange(TimeSpan.FromSeconds(6), TimeSpan.FromSeconds(12));
    }

    [Fact]
    public async Task A_file_that_changes_its_resolution_midway_is_read_through()
    {
        var small = Clip.Pattern(_folder, "small.ts", Clip.H264);
        var large = Clip.Pattern(_folder, "large.ts", Clip.H264, size: "320x240");
        var both = Clip.Make(_folder, "both.ts", $"-i concat:{small}|{large} -c copy");
        var looks = await LooksAsync(both, TimeSpan.FromSeconds(1), options => options with { RealTime = false });
        looks.Select(look => look.Width).ShouldBe([160, 160, 160, 320, 320, 320]);
    }

    [Fact]
    public async Task Garbled_key_frames_become_no_looks()
    {
        var clean = Clip.Pattern(_folder, "clean.mkv", Clip.H264, seconds: 10);
        var garbled = Clip.Make(_folder, "garbled.mkv", $"-i {clean} -c copy -bsf:v noise=amount=20*key*gt(n\\,25)*lt(n\\,65)");
        await using var source = _rig.Source(garbled, options => options with { RealTime = false }, _time);
        var looks = await LooksAsync(source, TimeSpan.FromSeconds(1));

        looks.Select(look => look.TakenAt - Start).ShouldBe(Seconds(0, 1, 2, 7, 8, 9));
        source.Status.LastError.ShouldNotBeNull().ShouldStartWith("a key frame arrived damaged");
    }

    [Fact]
    public async Task The_same_file_gives_the_same_looks_each_time()
    {
        var clip = Clip.Make(_folder, "clip.mp4", "-f lavfi -i testsrc2=size=64x48:rate=25:duration=20 -c:v libx264 -preset ultrafast -g 30 -bf 2");
        var first = await LooksAsync(clip, TimeSpan.FromSeconds(1.5), options => options with { RealTime = false });
        var second = await LooksAsync(clip, TimeSpan.FromSeconds(1.5), options => options with { RealTime = false });
        second.ShouldBe(first);
        first.Count.ShouldBeGreaterThan(8);
    }

    [Fact]
    public async Task A_missing_or_unreadable_file_ends_the_source_with_its_reason()
    {
        var text = _folder.File("text.mp4");
        await File.WriteAllTextAsync(text, "no video");
        foreach (var (path, reason) in new[] { (_folder.File("none.mp4"), "no such file"), (text, "Invalid data") })
        {
            await using var source = _rig.Source(path, options => options with { Loop = true }, _time);
            (await LooksAsync(source, TimeSpan.FromSeconds(1))).ShouldBeEmpty();
            source.Status.LastError.ShouldNotBeNull().ShouldContain(reason);
        }
    }

    [Fact]
    public async Task A_reader_that_leaves_early_ends_the_source()
    {
        var clip = Clip.Pattern(_folder, "clip.mp4", Clip.H264);
        await using var source = _rig.Source(clip, options => options with { RealTime = false, Loop = true }, _time);
        await foreach (var frame in source.ReadAsync(new LookSchedule(TimeSpan.FromSeconds(1), _time), CancellationToken.None))
        {
            frame.Dispose();
            break;
        }

        source.Status.State.ShouldBe(SourceState.Ended);
    }

    private static TimeSpan[] Seconds(params int[] seconds) => [.. seconds.Select(second => TimeSpan.FromSeconds(second))];

    private async Task<List<FrameInfo>> LooksAsync(string clip, TimeSpan cadence, Func<SourceOptions, SourceOptions> with)
    {
        await using var source = _rig.Source(clip, with, _time);
        return await LooksAsync(source, cadence);
    }

    private async Task<List<FrameInfo>> LooksAsync(IFrameSource source, TimeSpan cadence)
    {
        var looks = new List<FrameInfo>();
        await foreach (var frame in source.ReadAsync(new LookSchedule(cadence, _time), CancellationToken.None))
        {
            looks.Add(frame.Info);
            frame.Dispose();
        }

        source.Status.State.ShouldBe(SourceState.Ended);
        return looks;
    }
}
