using EdgeWatch.Ingest.Video;
using EdgeWatch.Tests.Shared;

namespace EdgeWatch.Ingest.Tests.Video;

[Collection(nameof(LeakTests))]
public sealed class AllocationTests : IDisposable
{
    private const int Warm = 50;
    private const int Measured = 200;

    private readonly TempFolder _folder = new();
    private readonly Rig _rig = new();

    public void Dispose()
    {
        _rig.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(Clip.H264)]
    [InlineData("-c:v libx264 -preset ultrafast -pix_fmt yuv444p -g 10")]
    [InlineData("-c:v libx264 -preset ultrafast -pix_fmt yuv420p -g 1000 -sc_threshold 0")]
    public async Task A_look_costs_the_managed_heap_its_frame_and_little_more(string encoder)
    {
        // A look a second of a looping file: key frames as they lie, key frames converted, and decoding through with nine pictures for each look.
        var clip = Clip.Pattern(_folder, "clip.mp4", encoder, seconds: 4);
        await using var source = _rig.Source(clip, options => options with { RealTime = false, Loop = true });
        var (looks, before) = (0, 0L);
        await foreach (var frame in source.ReadAsync(new LookSchedule(TimeSpan.FromSeconds(1), TimeProvider.System), CancellationToken.None))
        {
            frame.Dispose();
            looks++;
            if (looks == Warm)
                before = GC.GetTotalAllocatedBytes(precise: true);
            else if (looks == Warm + Measured)
                break;
        }

        ((GC.GetTotalAllocatedBytes(precise: true) - before) / Measured).ShouldBeLessThan(400, "bytes a look");
    }
}
