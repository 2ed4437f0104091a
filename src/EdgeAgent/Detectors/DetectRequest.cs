using EdgeWatch.Ingest.Video;

namespace EdgeWatch.EdgeAgent.Detectors;

/// <summary>
/// One frame that waits for a detector. It is either taken up or abandoned, never both: once taken up, its caller waits for the end even if it was
/// cancelled, because the frame's memory is being read.
/// </summary>
internal sealed class DetectRequest(Frame frame, long since, CancellationToken abort)
    : TaskCompletionSource<IReadOnlyList<Detection>>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    private int _decided;

    public Frame Frame => frame;

    /// <summary>Timestamp at which the wait began.</summary>
    public long Since => since;

    /// <summary>Takes the request up; false where it was abandoned.</summary>
    public bool TryTake() => Interlocked.Exchange(ref _decided, 1) == 0;

    /// <summary>Gives the request up, unless it was taken up already.</summary>
    public void Abandon()
    {
        if (TryTake())
            TrySetCanceled(abort);
    }
}
