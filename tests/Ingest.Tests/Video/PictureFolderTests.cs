using EdgeWatch.Ingest.Video;
using EdgeWatch.Tests.Shared;

namespace EdgeWatch.Ingest.Tests.Video;

public sealed class PictureFolderTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Rig _rig = new();
    private readonly ManualTime _time = new();

    public PictureFolderTests()
    {
        // The width tells which picture it is.
        Clip.Make(_folder, "b.png", "-f lavfi -i testsrc2=size=64x48 -frames:v 1");
        Clip.Make(_folder, "a.jpg", "-f lavfi -i testsrc2=size=32x48 -frames:v 1");
        Clip.Make(_folder, "c.JPG", "-f lavfi -i testsrc2=size=96x48 -frames:v 1");
        File.WriteAllText(_folder.File("notes.txt"), "no picture");
    }

    public void Dispose()
    {
        _rig.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Each_picture_stands_for_its_time_in_order_of_names()
    {
        var start = _time.GetUtcNow();
        var looks = await ReadAsync(Source(realTime: false), cadence: 2);
        looks.Select(look => look.Width).ShouldBe([32, 32, 64, 96, 96]);
        looks.Select(look => (look.TakenAt - start).TotalSeconds).ShouldBe([0, 2, 4, 6, 8]);
    }

    [Fact]
    public async Task A_damaged_picture_is_passed_over_and_counted_as_a_look_not_made()
    {
        File.WriteAllText(_folder.File("b.png"), "no picture");
        var source = Source(realTime: false);
        var looks = await ReadAsync(source, cadence: 3);
        looks.Select(look => look.Width).ShouldBe([32, 96]);
        (source.Status.LooksDue, source.Status.LooksMade).ShouldBe((3, 2));
        source.Status.LastError.ShouldNotBeNull().ShouldEndWith("b.png is neither JPEG nor PNG");
    }

    [Fact]
    public async Task In_real_time_the_clock_turns_the_pages()
    {
        await using var looking = new Looking(Source(realTime: true), TimeSpan.FromSeconds(3), _time);
        await Eventually.TrueAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromMilliseconds(100));
                return looking.Ended.IsCompleted;
            },
            "the end of the folder");
        looking.Looks.Select(look => look.Width).ShouldBe([32, 64, 96]);
        looking.Status.State.ShouldBe(SourceState.Ended);
    }

    [Fact]
    public async Task A_folder_can_be_shown_for_ever()
    {
        var widths = new List<int>();
        await using var source = _rig.Source(
            _folder.FullPath, options => options with { RealTime = false, Loop = true, PictureDuration = TimeSpan.FromSeconds(1) }, _time);
        await foreach (var frame in source.ReadAsync(new LookSchedule(TimeSpan.FromSeconds(1), _time), CancellationToken.None))
        {
            widths.Add(frame.Width);
            frame.Dispose();
            if (widths.Count == 7)
                break;
        }

        widths.ShouldBe([32, 64, 96, 32, 64, 96, 32]);
    }

    [Fact]
    public async Task An_empty_folder_says_what_it_expects()
    {
        using var empty = new TempFolder();
        var source = _rig.Source(empty.FullPath, time: _time);
        (await ReadAsync(source, cadence: 1)).ShouldBeEmpty();
        source.Status.LastError.ShouldNotBeNull().ShouldContain("no pictures there; expected files ending in .jpg, .jpeg, .png");
    }

    private async Task<List<FrameInfo>> ReadAsync(IFrameSource source, double cadence)
    {
        var looks = new List<FrameInfo>();
        await foreach (var frame in source.ReadAsync(new LookSchedule(TimeSpan.FromSeconds(cadence), _time), CancellationToken.None))
        {
            looks.Add(frame.Info);
            frame.Dispose();
        }

        return looks;
    }

    private IFrameSource Source(bool realTime) =>
        _rig.Source(_folder.FullPath, options => options with { RealTime = realTime, PictureDuration = TimeSpan.FromSeconds(3) }, _time);
}
