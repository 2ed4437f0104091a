using EdgeWatch.Ingest.Video.LibAv;

namespace EdgeWatch.Ingest.Video;

/// <summary>Looks by the clock on the wall: when one is due, the newest picture is handed on.</summary>
internal sealed unsafe class LiveLooks(string camera, LookSchedule schedule, FrameHandover handover, SourceBoard board, Func<TimeSpan, DateTimeOffset> toUtc)
    : ILookTaker, IDisposable
{
    private readonly PictureMaker _maker = new();
    private nint _newest;
    private TimeSpan _newestAt;

    // A look may come a tenth of its cadence early: with a key frame every 2.0 s and a look every 2 s, jitter must not cost every other look.
    public bool IsDue(TimeSpan at) => handover.IsFree && schedule.UntilDue() <= schedule.Cadence / 10;

    public void Take(nint picture, TimeSpan at)
    {
        Forget();
        (_newest, _newestAt) = (picture, at);
    }

    public void Settle()
    {
        if (_newest == 0 || !IsDue(_newestAt))
            return;
        var picture = (AvFrame*)_newest;
        _newest = 0;
        board.Saw(picture->Width, picture->Height);
        schedule.Taken();
        handover.Put(_maker.Make((nint)picture, camera, board.LookMade(), toUtc(_newestAt)));
    }

    public void Forget()
    {
        if (_newest != 0)
            FramePool.Shared.Release(_newest);
        _newest = 0;
    }

    public void Dispose()
    {
        Forget();
        _maker.Dispose();
    }
}
