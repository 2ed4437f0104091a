using EdgeWatch.Ingest.Video.LibAv;

namespace EdgeWatch.Ingest.Video;

/// <summary>
/// Looks by the time within a file: the first picture at or after each due moment is handed on, as fast as the reader takes them. The same file and
/// cadence give the same looks on any machine.
/// </summary>
internal sealed unsafe class MediaLooks(
    string camera, LookSchedule schedule, FrameHandover handover, SourceBoard board, Func<TimeSpan, DateTimeOffset> toUtc, CancellationToken stop)
    : ILookTaker, IDisposable
{
    private readonly PictureMaker _maker = new();
    private TimeSpan? _last;

    public bool IsDue(TimeSpan at)
    {
        // The rules may shorten the cadence while they judge the look before: wait until they have.
        handover.WaitUntilFree(stop);
        return _last is not { } last || at - last >= schedule.Cadence || schedule.LookNowAsked;
    }

    public void Take(nint picture, TimeSpan at)
    {
        if (!TryHandOn(picture, at))
            FramePool.Shared.Release(picture);
    }

    public void Settle()
    {
    }

    public void Forget()
    {
    }

    public void Dispose() => _maker.Dispose();

    private bool TryHandOn(nint picture, TimeSpan at)
    {
        try
        {
            if (!IsDue(at))
                return false;
        }
        catch (OperationCanceledException)
        {
            return false;
        }

        var frame = (AvFrame*)picture;
        board.Saw(frame->Width, frame->Height);
        schedule.Taken();
        _last = at;
        handover.Put(_maker.Make(picture, camera, board.LookMade(), toUtc(at)));
        return true;
    }
}
