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
